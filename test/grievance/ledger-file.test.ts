import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { ledgerFile } from '../../src/grievance/ledger-file.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

const t = loadWordbook(folders.locales).in('zh-CN');
const words = { t, kind: (id: string) => id, unit: (id: string) => id };

let world: Caseworld;
beforeEach(async () => {
  world = await openCaseworld();
  for (const name of ['a', 'b', 'c']) await world.reported(world.resident(name));
});
afterEach(() => world.close());

const opened = async () => {
  const day = '2026-11-23' as Day;
  return valueIn(await world.rooms.caseLedgers.open(OPERATOR, { form: 'problem', from: day, to: day }));
};

describe('a ledger that is sent in one piece', () => {
  it('has all of its rows, up to the most that are sent', async () => {
    expect(valueIn(await ledgerFile(await opened(), words, 3))).toMatchObject({
      rows: 3,
      name: expect.stringContaining('问题台账'),
    });
  });

  it('is refused as too long where it has one more, and says what to do', async () => {
    const outcome = await ledgerFile(await opened(), words, 2);
    expect(outcome).toEqual({ ok: false, refusal: { code: 'state', params: { what: 'ledger-long' } } });
    for (const language of ['zh-CN', 'en'] as const)
      expect(loadWordbook(folders.locales).in(language)('directory:what.ledger-long')).toMatch(/短一点的时间|shorter period/);
  });
});
