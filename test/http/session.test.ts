import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecret, newSecret, newToken, ownToken, sessionOf } from '../../src/http/session.ts';

describe('a session', () => {
  it('is named by a digest that does not give its secret away', () => {
    const secret = newSecret();
    expect(isSecret(secret)).toBe(true);
    expect(sessionOf(secret)).toBe(sessionOf(secret));
    expect(sessionOf(secret)).not.toContain(secret);
  });

  it('takes back its own tokens, each a new one, and nobody else’s', () => {
    const [mine, yours] = [newSecret(), newSecret()];
    const token = newToken(mine);
    expect(newToken(mine)).not.toBe(token);
    expect(ownToken(token, mine)).toBe(true);
    expect(ownToken(token, yours)).toBe(false);
  });

  it('takes no made-up token or secret', () => {
    const secret = newSecret();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(ownToken(text, secret)).toBe(false);
        expect(isSecret(text)).toBe(/^[\w-]{43}$/.test(text));
      }),
    );
    expect(ownToken(undefined, secret)).toBe(false);
  });
});
