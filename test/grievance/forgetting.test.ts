import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor } from '../../src/directory/model.ts';
import type { Grievance } from '../../src/grievance/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { householdIn, memberOf } from '../support/case-households.ts';
import { databases } from '../support/databases.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';
import { openedText, readableText } from '../support/opened.ts';

const DAY_MS = 24 * 3600 * 1000;

/** What of a case is no figure. */
const PERSONAL = ['record', 'reporter', 'household', 'version'] as const;
const figuresOf = (grievance: Grievance) =>
  Object.fromEntries(Object.entries(grievance).filter(([name]) => !PERSONAL.includes(name as 'record')));

describe.each(databases.map(database => [database.name, database] as const))('what is forgotten on %s', (_, database) => {
  let world: Caseworld;
  let handler: Actor;
  beforeEach(async ({ skip }) => {
    skip(database.missing !== undefined, database.missing);
    world = await openCaseworld(database);
    handler = await world.staff('handler', '王经办');
  });
  afterEach(() => world?.close());

  const row = async (number: number) => (await world.storage.grievances.get(number))!;
  const actions = async (number: number) => (await world.storage.grievances.entries(number)).map(({ action }) => action);
  /** Handled to its end, a photo with it. */
  const settled = async (name: string, over = {}): Promise<number> => {
    const { queue, intake } = world.grievances;
    const by = world.resident(name);
    const number = await world.reported(by, over);
    await world.storage.attachments.add(
      { ...by.at, id: `photo of ${number}`, type: 'jpeg', at: world.clock.now() },
      Buffer.of(1),
    );
    await world.storage.attachments.keepFor(by.at, [`photo of ${number}`], number);
    valueIn(await queue.claim(handler, number));
    valueIn(await queue.note(handler, number, '师傅老李上午去'));
    valueIn(await queue.answer(handler, number, { says: '修好了' }));
    valueIn(await intake.confirm(by, number));
    return number;
  };
  const photoOf = (number: number) => world.storage.attachments.find(`photo of ${number}`);

  it('goes once the days of its kind are over, counted from its end, and not a day before', async () => {
    const lift = await settled('甲家');
    const own = await settled('乙家', { kind: 'housing-quality', text: '墙面裂了' });
    const open = await world.reported(world.resident('丙家'));
    const lost = await settled('丁家');
    const before = await row(lift);
    const [keptOwn, keptOpen] = [await row(own), await row(open)];
    // Taken up again, it is open: nothing of it goes, however long ago it was closed.
    world.clock.pass(9 * DAY_MS);
    valueIn(await world.grievances.intake.object(world.resident('丁家'), lost, '又坏了'));
    const keptLost = await row(lost);
    world.clock.pass(721 * DAY_MS - 1);
    expect(await world.grievances.forget()).toBe(0);
    expect(await row(lift)).toEqual(before);
    world.clock.pass(2);
    expect(await world.grievances.forget()).toBe(1);
    expect(await world.grievances.forget()).toBe(0);

    const after = await row(lift);
    expect(after).toMatchObject({ record: undefined, reporter: undefined, household: undefined });
    expect(figuresOf(after)).toEqual(figuresOf(before));
    expect([await photoOf(lift), (await photoOf(own))?.id]).toEqual([undefined, `photo of ${own}`]);
    expect([await row(own), await row(open), await row(lost)]).toEqual([keptOwn, keptOpen, keptLost]);
    expect(await actions(lift)).toEqual(['report', 'claim', 'note', 'answer', 'confirm', 'erase']);
    expect(await actions(own)).not.toContain('erase');
    // What was reported, noted, answered, confirmed: four were said.
    expect(await world.grievances.verify()).toMatchObject({ cases: 4, erased: 4, faults: [] });
    world.clock.pass(365 * DAY_MS);
    expect(await world.grievances.forget()).toBe(1);
    expect((await row(own)).record).toBeUndefined();
  });

  it('goes as well where the knowledge names its kind no more, as late as any', async () => {
    const number = await settled('甲家');
    const gone = await row(number);
    await world.storage.grievances.put({ ...gone, kind: 'a-kind-of-old', version: gone.version + 1 });
    world.clock.pass(1095 * DAY_MS - 1);
    expect(await world.grievances.forget()).toBe(0);
    world.clock.pass(2);
    expect(await world.grievances.forget()).toBe(1);
    expect(await row(number)).toMatchObject({ kind: 'a-kind-of-old', record: undefined });
  });

  it('goes however many there are', async () => {
    const { grievances } = world.storage;
    const sample = await row(await settled('甲家'));
    for (let i = 0; i < 250; i++) await grievances.add({ ...sample, number: await grievances.newNumber() }, ['电梯']);
    world.clock.pass(731 * DAY_MS);
    expect(await world.grievances.forget()).toBe(251);
    expect(await grievances.list({ scopes: [{ kind: 'all' }] }, { words: ['电梯'], limit: 9 })).toEqual([]);
  });

  it('is left nowhere in the database, in clear or sealed', async () => {
    await settled('甲家', { text: '墙上画着一只蓝孔雀', kind: 'sanitation', name: '罗世珍' });
    const words = ['蓝孔雀', '罗世珍', '师傅老李'];
    const kept = await openedText(world.options);
    for (const word of words) expect(kept).toContain(word);
    world.clock.pass(731 * DAY_MS);
    await world.grievances.forget();
    const left = `${await openedText(world.options)}${await readableText(world.options)}`;
    for (const word of words) expect(left).not.toContain(word);
  });

  it('with whoever wants to be forgotten: theirs, and no other’s; what is open ends, and who has it too and who holds it hear so', async () => {
    const { intake, queue } = world.grievances;
    const ended = await settled('甲家');
    const open = await world.reported(world.resident('甲家'));
    const others = await world.reported(world.resident('乙家'));
    valueIn(await intake.support(world.resident('乙家'), open));
    valueIn(await intake.support(world.resident('甲家'), others));
    valueIn(await queue.claim(handler, open));
    await Promise.all(['甲家', '乙家', '王经办'].map(name => world.heard(name)));
    const before = [await row(ended), await row(open)];
    const other = await row(others);

    await world.grievances.erase(world.resident('甲家').at);
    for (const number of [ended, open])
      expect(await row(number)).toMatchObject({ record: undefined, reporter: undefined, household: undefined });
    expect(figuresOf(await row(ended))).toEqual(figuresOf(before[0]!));
    expect(await row(open)).toMatchObject({
      state: 'withdrawn',
      holder: undefined,
      supporters: 1,
      receivedAt: before[1]!.receivedAt,
    });
    expect(await row(others)).toEqual(other);
    expect((await world.storage.grievances.supporters(others)).map(({ to }) => to.person)).toEqual([]);
    expect((await actions(open)).slice(-2)).toEqual(['withdraw', 'erase']);
    expect(await world.heard('甲家')).toEqual([]);
    expect((await world.heard('乙家')).join()).toMatch(/撤回了.+自己报一件/);
    expect((await world.heard('王经办')).join()).toContain(`${open}号`);
    expect((await world.grievances.verify()).faults).toEqual([]);
    expect(await intake.mine(world.resident('甲家'), 9)).toEqual([]);
    // Somebody else takes the account: none of it is theirs.
    expect(await intake.own(world.resident('甲家'), ended)).toMatchObject({ refusal: { code: 'unknown' } });
    // It is over: nobody takes it up, and nobody waits for it.
    expect(await queue.claim(handler, open)).toMatchObject({ refusal: { code: 'state' } });
  });

  it('with a household’s file: what ended, and what the office took down for it; what its people reported and is open stays theirs', async () => {
    const { intake } = world.grievances;
    const household = await householdIn(world, '501');
    const [first, second] = [await memberOf(world, household, '甲一'), await memberOf(world, household, '甲二')];
    const cadre = await world.staff('cadre', '孙干部');
    const ended = await world.reported(first);
    valueIn(await world.grievances.queue.claim(handler, ended));
    valueIn(await world.grievances.queue.decline(handler, ended, '不归这里', '去县里'));
    const open = await world.reported(first, { kind: 'housing-quality', text: '墙面裂了' });
    const taken = valueIn(
      await intake.reportFor(cadre, world.draft({ onBehalf: { name: '罗世珍', consent: 'spoken' } }), household.id),
    ).number;
    const others = await world.reported(world.resident('乙家'));
    valueIn(await intake.support(second, others));
    const before = [await row(ended), await row(taken), await row(others)] as const;

    valueIn(await world.rooms.directory.households.erase(OPERATOR, household.id));
    for (const number of [ended, taken]) expect(await row(number)).toMatchObject({ record: undefined, household: undefined });
    expect(figuresOf(await row(ended))).toEqual(figuresOf(before[0]));
    expect(await row(taken)).toMatchObject({ state: 'withdrawn', takenBy: cadre.id });
    expect(await row(open)).toMatchObject({ state: 'received', household: undefined, reporter: first.at });
    expect(await actions(open)).toEqual(['report', 'eraseHousehold']);
    expect(await row(others)).toEqual(before[2]);
    expect(await row(others)).toMatchObject({ supporters: 1 });
    expect(await world.storage.grievances.supporters(others)).toEqual([]);
    expect((await world.grievances.verify()).faults).toEqual([]);
    // It goes on as any other.
    valueIn(await world.grievances.queue.claim(handler, open));
    expect(valueIn(await intake.own(first, open)).state).toBe('working');
  });
});
