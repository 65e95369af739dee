import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { anjia } from '../support/command.ts';

it('keeps what is learned where the next program finds it', async () => {
  const { status, out, error } = await anjia(['knowledge', 'learn']);
  expect({ status, error }).toEqual({ status: 0, error: '' });
  expect(out).toContain(folders.cache);
  expect(
    readdirSync(folders.cache)
      .map(name => name.replace(/-.*/, ''))
      .sort(),
  ).toEqual(['danger', 'intents', 'kinds']);
});
