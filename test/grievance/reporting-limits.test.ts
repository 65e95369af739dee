import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { refusalWords } from '../../src/conversation/desk/words.ts';
import { MOST_A_DAY } from '../../src/grievance/reporting.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { valueIn } from '../directory/subjects.ts';
import { databases } from '../support/databases.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

const MINUTE_MS = 60_000;
/** An hour before midnight in Shanghai. */
const LATE = '2026-11-23T15:00:00Z';

describe.each(databases.map(database => [database.name, database] as const))('reports of one day on %s', (_, database) => {
  let world: Caseworld;
  beforeEach(async ({ skip }) => {
    skip(database.missing !== undefined, database.missing);
    world = await openCaseworld(database, LATE);
  });
  afterEach(() => world?.close());

  const tries = (name = '甲家', over = {}) => world.grievances.intake.report(world.resident(name), world.draft(over));
  const reportAll = async () => {
    for (let i = 0; i < MOST_A_DAY; i++) valueIn(await tries());
  };
  const isFull = { ok: false, refusal: { code: 'many-today', params: { most: MOST_A_DAY } } };

  it('are taken until so many are open; the next one is no case, and uses up no number', async () => {
    await reportAll();
    expect(await tries()).toMatchObject(isFull);
    expect(await world.grievances.intake.mine(world.resident('甲家'), 99)).toHaveLength(MOST_A_DAY);
    expect((await world.grievances.verify()).cases).toBe(MOST_A_DAY);
  });

  it('are counted for the person, in whatever chat, and for nobody else', async () => {
    await reportAll();
    const { at, visitor } = world.resident('甲家');
    const elsewhere = await world.grievances.intake.report({ at: { ...at, chat: 'another chat' }, visitor }, world.draft());
    expect(elsewhere).toMatchObject(isFull);
    expect((await tries('乙家')).ok).toBe(true);
  });

  it('are taken again at midnight in Shanghai, and not before', async () => {
    await reportAll();
    world.clock.pass(60 * MINUTE_MS - 1);
    expect(await tries()).toMatchObject(isFull);
    world.clock.pass(1);
    expect((await tries()).ok).toBe(true);
  });

  it('are taken again once one of them is over', async () => {
    await reportAll();
    const [own] = await world.grievances.intake.mine(world.resident('甲家'), 1);
    valueIn(await world.grievances.intake.withdraw(world.resident('甲家'), own!.grievance.number));
    expect((await tries()).ok).toBe(true);
    expect(await tries()).toMatchObject(isFull);
  });

  it('of danger are always taken, and what belongs to an open one is', async () => {
    await reportAll();
    expect(valueIn(await tries('甲家', { text: '我家着火了，快来人' }))).toMatchObject({ danger: 'fire' });
    const [own] = await world.grievances.intake.mine(world.resident('甲家'), 1);
    expect((await world.grievances.intake.add(world.resident('甲家'), own!.grievance.number, '又着了')).ok).toBe(true);
    expect(await tries()).toMatchObject(isFull);
  });
});

it.each([
  ['zh-CN', ['5件', '我的诉求', '明天', '12345', '危险']],
  ['en', ['5 that', 'My cases', 'tomorrow', '12345', 'Danger']],
] as const)('in %s whoever is refused hears why, and what they can do', (language, words) => {
  const t = loadWordbook(folders.locales).in(language);
  const said = refusalWords({ code: 'many-today', params: { most: MOST_A_DAY } }, t);
  for (const word of words) expect(said).toContain(word);
});
