import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Household } from '../../src/directory/model.ts';
import type { Reporter } from '../../src/grievance/service.ts';
import { valueIn } from '../directory/subjects.ts';
import { householdIn, memberOf } from '../support/case-households.ts';
import { databases } from '../support/databases.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

describe.each(databases.map(database => [database.name, database] as const))(
  'households that have it too on %s',
  (_, database) => {
    let world: Caseworld;
    let number: number;
    let luo: Household;
    beforeEach(async ({ skip }) => {
      skip(database.missing !== undefined, database.missing);
      world = await openCaseworld(database);
      luo = await householdIn(world, '501');
      number = await world.reported(world.resident('报的人'));
    });
    afterEach(() => world?.close());

    const says = async (who: Reporter, to = number) => valueIn(await world.grievances.intake.support(who, to)).households;
    const member = (account: string, of = luo) => memberOf(world, of, account);
    const links = async () => (await world.storage.grievances.entries(number)).map(({ action }) => action);
    const gathered = async () =>
      valueIn(await world.rooms.earlySigns.list(OPERATOR)).map(({ kind, households }) => [kind, households]);
    const handler = async (): Promise<Actor> => world.staff('handler', '王经办');
    /** @returns how many households the whole one has then */
    const merged = async (part: number): Promise<number> => {
      const actor = await handler();
      valueIn(await world.grievances.queue.claim(actor, part));
      valueIn(await world.grievances.queue.merge(actor, part, number));
      return (await world.storage.grievances.get(number))!.supporters + 1;
    };

    it('count once, however often one says so', async () => {
      const one = world.resident('乙家');
      expect([await says(one), await says(one), await says(one)]).toEqual([2, 2, 2]);
      expect(await links()).toEqual(['report', 'support']);
      expect(await world.grievances.verify()).toMatchObject({ faults: [] });
    });

    it('count once, from however many accounts of it, and all of these hear of it', async () => {
      const accounts = [await member('甲一'), await member('甲二'), await member('甲三')];
      const counts: number[] = [];
      for (const one of accounts) counts.push(await says(one));
      expect(counts).toEqual([2, 2, 2]);
      expect(await says(world.resident('乙家'))).toBe(3);
      const actor = await handler();
      valueIn(await world.grievances.queue.claim(actor, number));
      valueIn(await world.grievances.queue.answer(actor, number, { says: '修好了' }));
      for (const { at } of accounts) expect((await world.heard(at.person)).join()).toContain('修好了');
    });

    it('count once, whoever of it reported: its own is none too', async () => {
      const own = await world.reported(await member('甲一'), { kind: 'sanitation', text: '垃圾没人运' });
      expect(await says(await member('甲二'), own)).toBe(1);
      expect(await says(world.resident('乙家'), own)).toBe(2);
      expect(valueIn(await world.grievances.intake.own(await member('甲一'), own)).grievance.supporters).toBe(1);
    });

    it('count once, all who say so at the same time', async () => {
      const accounts = [await member('甲一'), await member('甲二'), world.resident('乙家'), world.resident('丙家')];
      await Promise.all([...accounts, ...accounts].map(one => says(one)));
      expect((await world.storage.grievances.get(number))?.supporters).toBe(3);
      expect(await world.grievances.verify()).toMatchObject({ faults: [] });
    });

    it('count once where cases are merged, whoever of it said so to which', async () => {
      expect(await says(await member('甲一'))).toBe(2);
      const part = await world.reported(await member('甲二'));
      valueIn(await world.grievances.intake.support(world.resident('乙家'), part));
      // That of the one who reported, the Luos, and one more.
      expect(await merged(part)).toBe(3);
      expect(await says(await member('甲三'))).toBe(3);
      expect(await says(world.resident('乙家'))).toBe(3);
      expect(await says(world.resident('丙家'))).toBe(4);
      const supervisor = await world.staff('supervisor', '钱督办');
      valueIn(await world.grievances.supervision.unmerge(supervisor, part));
      // 乙家 and 丙家 said so to this one as well, and so did the Luos.
      expect((await world.storage.grievances.get(number))?.supporters).toBe(3);
      expect(await world.grievances.verify()).toMatchObject({ faults: [] });
    });

    it('of what was merged into what is merged count as well, and hear of the answer', async () => {
      const [second, third] = [await world.reported(world.resident('乙家')), await world.reported(world.resident('丙家'))];
      valueIn(await world.grievances.intake.support(world.resident('丁家'), third));
      const actor = await handler();
      const { queue } = world.grievances;
      valueIn(await queue.claim(actor, third));
      valueIn(await queue.merge(actor, third, second));
      expect(await merged(second)).toBe(4);
      valueIn(await queue.claim(actor, number));
      valueIn(await queue.answer(actor, number, { says: '换了钢缆' }));
      for (const name of ['乙家', '丙家', '丁家']) expect((await world.heard(name)).join()).toContain('换了钢缆');
    });

    it('still count once when one of their accounts is forgotten, or their file', async () => {
      const [first, second] = [await member('甲一'), await member('甲二')];
      await says(first);
      await says(second);
      await world.grievances.erase(first.at);
      expect(await says(world.resident('乙家'))).toBe(3);
      expect(await says(first)).toBe(3);
      valueIn(await world.rooms.directory.households.erase(OPERATOR, luo.id));
      expect(await says(world.resident('丙家'))).toBe(4);
      expect(await world.storage.grievances.supporters(number)).toMatchObject([
        { to: { person: '乙家' } },
        { to: { person: '丙家' } },
      ]);
    });

    it('are an early sign only where there are so many of them', async () => {
      const one = await member('甲一');
      for (const text of ['电梯又停了', '电梯里灯坏了', '电梯门关不上']) await world.reported(one, { text });
      await world.reported(await member('甲二'));
      await says(await member('甲三'));
      for (const name of ['乙家', '丙家']) await says(world.resident(name));
      // Eight times, by four households.
      expect(await gathered()).toEqual([]);
      await says(world.resident('丁家'));
      expect(await gathered()).toEqual([['lift-and-building', 5]]);
      // What is merged is still there, and counts once.
      await merged(valueIn(await world.grievances.intake.report(world.resident('丁家'), world.draft())).number);
      expect(await gathered()).toEqual([['lift-and-building', 5]]);
    });

    it('are not asked for where it is a household’s own matter, or is over', async () => {
      const own = await world.reported(world.resident('乙家'), { kind: 'housing-quality', text: '墙面裂了' });
      const { intake } = world.grievances;
      expect(await intake.support(world.resident('丙家'), own)).toMatchObject({ refusal: { code: 'unknown' } });
      valueIn(await intake.withdraw(world.resident('报的人'), number));
      expect(await intake.support(world.resident('丙家'), number)).toMatchObject({ refusal: { code: 'unknown' } });
    });
  },
);
