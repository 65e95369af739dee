import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor } from '../../src/directory/model.ts';
import { LONGEST_DAYS, type TokenDraft } from '../../src/directory/tokens.ts';
import type { SettlementId } from '../../src/shared/ids.ts';
import { databases } from '../support/databases.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { type Places, rightOf, scopeOf, settle } from '../support/rights.ts';
import { valueIn } from './subjects.ts';

const DAY_MS = 24 * 3600_000;

describe.each(databases)('a token on $name', ({ missing, ...database }) => {
  let opened: OpenRooms;
  let places: Places;
  beforeAll(async () => {
    if (missing) return;
    opened = await openRooms({ missing, ...database });
    places = await settle(opened.rooms.directory);
  });
  afterAll(() => opened?.close());

  const tokens = () => opened.rooms.directory.tokens;
  const draft = (over: Partial<TokenDraft> = {}): TokenDraft => ({
    label: '报表程序',
    role: 'cadre',
    scope: scopeOf('settlement', places.own),
    days: 1,
    ...over,
  });

  it.skipIf(missing)('acts with its role and scope, and as itself', async () => {
    const { id, secret } = valueIn(await tokens().issue(OPERATOR, draft()));
    const right = { role: 'cadre', scope: scopeOf('settlement', places.own) };
    expect(await tokens().actor(secret, 'command')).toEqual({ id, via: 'command', rights: [right] });
  });

  it.skipIf(missing)('is nobody’s where it is wrong in one letter, in its prefix, or at all', async () => {
    const { secret } = valueIn(await tokens().issue(OPERATOR, draft()));
    const last = secret.at(-1) === 'A' ? 'B' : 'A';
    const wrong = [`${secret.slice(0, -1)}${last}`, secret.slice(6), ` ${secret}`, `${secret}\n`, secret.toUpperCase(), '', 'x'];
    for (const text of wrong) expect(await tokens().actor(text, 'api'), JSON.stringify(text)).toBeUndefined();
  });

  it.skipIf(missing)('ends at its end and not a moment before', async () => {
    const { secret } = valueIn(await tokens().issue(OPERATOR, draft({ days: 2 })));
    opened.clock.pass(2 * DAY_MS - 1);
    expect(await tokens().actor(secret, 'api')).toBeDefined();
    opened.clock.pass(1);
    expect(await tokens().actor(secret, 'api')).toBeUndefined();
  });

  it.skipIf(missing)('ends at once when it is revoked, and once only', async () => {
    const { id, secret } = valueIn(await tokens().issue(OPERATOR, draft()));
    expect(await tokens().revoke(OPERATOR, id)).toMatchObject({ ok: true });
    expect(await tokens().actor(secret, 'api')).toBeUndefined();
    expect(await tokens().revoke(OPERATOR, id)).toEqual({ ok: false, refusal: { code: 'unknown', params: { what: 'token' } } });
  });

  it.skipIf(missing)('shows in lists when it was last used, but never itself', async () => {
    const { id, secret } = valueIn(await tokens().issue(OPERATOR, draft({ days: 30 })));
    opened.clock.pass(3600_000);
    const at = opened.clock.now().toISOString();
    await tokens().actor(secret, 'api');
    const listed = valueIn(await tokens().list(OPERATOR, { limit: 100 }));
    expect(listed.find(token => token.id === id)?.usedAt).toBe(at);
    expect(JSON.stringify(listed)).not.toContain(secret.slice(6));
  });

  it.skipIf(missing).each([
    ['no label', { label: ' ' }, 'label'],
    ['a label of 61 letters', { label: 'x'.repeat(61) }, 'label'],
    ['no day', { days: 0 }, 'days'],
    ['half a day', { days: 0.5 }, 'days'],
    ['no number', { days: Number.NaN }, 'days'],
    ['too many days', { days: LONGEST_DAYS + 1 }, 'days'],
    ['a role that is lived, not given', { role: 'resident' }, 'role'],
    ['a county without a name', { scope: { kind: 'county', region: 'guizhou', county: '  ' } }, 'scope'],
    ['a county in two lines', { scope: { kind: 'county', region: 'guizhou', county: '黔西\n市' } }, 'scope'],
  ])('is not made with %s', async (_, over, field) => {
    const outcome = await tokens().issue(OPERATOR, draft(over as Partial<TokenDraft>));
    expect(outcome).toEqual({ ok: false, refusal: { code: 'invalid', params: { field } } });
  });

  it.skipIf(missing)('is not made for a settlement that is not there', async () => {
    const scope = { kind: 'settlement', settlement: 's_00000000000000000000' as SettlementId } as const;
    expect(await tokens().issue(OPERATOR, draft({ scope }))).toMatchObject({ refusal: { code: 'unknown' } });
  });

  it.skipIf(missing)('reaches no further than whoever made it', async () => {
    const admin: Actor = { id: 'p_admin', via: 'chat', rights: [rightOf('admin', 'county', places)] };
    const scopes = [scopeOf('settlement', places['same-county']), scopeOf('county', places.own)];
    const wider = [scopeOf('region', places.own), scopeOf('all', places.own), scopeOf('settlement', places['other-county'])];
    for (const scope of scopes) expect(await tokens().issue(admin, draft({ scope }))).toMatchObject({ ok: true });
    for (const scope of wider)
      expect(await tokens().issue(admin, draft({ scope }))).toMatchObject({ refusal: { code: 'out-of-scope' } });
  });

  it.skipIf(missing)('is listed a page at a time, each page full, whatever others there are between', async () => {
    const admin: Actor = { id: 'p_admin', via: 'chat', rights: [rightOf('admin', 'settlement', places)] };
    for (const place of ['own', 'other-region', 'other-region', 'own', 'other-county', 'own'] as const)
      await tokens().issue(OPERATOR, draft({ scope: scopeOf('settlement', places[place]) }));
    const whole = valueIn(await tokens().list(admin, { limit: 1000 }));
    const paged: string[] = [];
    for (let after: string | undefined; ; after = paged.at(-1)) {
      const page = valueIn(await tokens().list(admin, { after, limit: 2 }));
      paged.push(...page.map(({ id }) => id));
      if (page.length < 2) break;
    }
    expect(paged).toEqual(whole.map(({ id }) => id));
    expect(paged.length).toBeGreaterThan(3);
  });
});
