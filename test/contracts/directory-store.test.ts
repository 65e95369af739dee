import { describe, expect, it } from 'vitest';
import type { Settlement } from '../../src/directory/model.ts';
import type { Scope } from '../../src/directory/scope.ts';
import type { DirectoryStore } from '../../src/directory/store.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aHousehold, aPerson, aSettlement, ids, phone } from '../support/directory.ts';

const at = new Date('2026-11-22T08:00:00Z');
const page = { limit: 100 };

onEachDatabase('the directory store', opened => {
  const directory = (): DirectoryStore => opened().storage.directory;
  const settled = async (over: Partial<Settlement> = {}): Promise<Settlement> => {
    const settlement = aSettlement(over);
    expect(await directory().settlements.put(settlement, at)).toBe(true);
    return settlement;
  };

  describe('settlements', () => {
    it('come back as they were put, by id and by name', async () => {
      const settlement = await settled({ office: { contacts: [{ name: '罗主任', phone: '0857-4200000' }] } });
      await settled();
      expect(await directory().settlements.get(settlement.id)).toEqual(settlement);
      expect(await directory().settlements.named('guizhou', '黔西市', settlement.name)).toEqual(settlement);
      expect(await directory().settlements.named('guangxi', '黔西市', settlement.name)).toBeUndefined();
      expect(await directory().settlements.get(ids.settlement())).toBeUndefined();
    });

    it('are changed only by whoever saw the version before', async () => {
      const settlement = await settled();
      const next = { ...settlement, population: 1200, version: 2 };
      expect(await directory().settlements.put({ ...next, version: 3 }, at)).toBe(false);
      expect(await directory().settlements.put(next, at)).toBe(true);
      expect(await directory().settlements.put({ ...next, population: 1 }, at)).toBe(false);
      expect(await directory().settlements.get(settlement.id)).toEqual(next);
    });

    it('are not added twice, neither with the same id nor with the same name', async () => {
      const settlement = await settled();
      expect(await directory().settlements.put(settlement, at)).toBe(false);
      expect(await directory().settlements.put({ ...settlement, id: ids.settlement() }, at)).toBe(false);
      expect(await directory().settlements.put({ ...aSettlement(), version: 2 }, at)).toBe(false);
    });

    it('are listed within scopes, a page at a time in the order of their ids', async () => {
      const first = await settled();
      const second = await settled({ county: '大方县' });
      const third = await settled({ region: 'guangxi' as RegionId, county: '大方县' });
      const named = async (scopes: readonly Scope[], after?: string, limit = 100) =>
        (await directory().settlements.list(scopes, { after, limit })).map(({ id }) => id);
      const region = 'guizhou' as RegionId;
      expect(await named([{ kind: 'all' }])).toEqual([first.id, second.id, third.id]);
      expect(await named([{ kind: 'all' }], first.id, 1)).toEqual([second.id]);
      expect(await named([{ kind: 'region', region }])).toEqual([first.id, second.id]);
      expect(await named([{ kind: 'county', region, county: '大方县' }])).toEqual([second.id]);
      expect(
        await named([
          { kind: 'settlement', settlement: third.id },
          { kind: 'county', region, county: '黔西市' },
        ]),
      ).toEqual([first.id, third.id]);
      expect(await named([])).toEqual([]);
      expect(await named([{ kind: 'all' }], '\0')).toHaveLength(3);
    });

    it('stay as long as a household or a group is there, and say how many', async () => {
      const { id } = await settled();
      const households = [aHousehold(id), aHousehold(id)];
      await directory().households.put(
        households.map(household => ({ household, keys: [] })),
        at,
      );
      const group = {
        channel: 'web',
        account: 'a',
        chat: 'c',
        settlement: id,
        boundBy: 'p',
        boundAt: at.toISOString(),
        manner: 'called' as const,
      };
      await directory().groups.put({ id: ids.group(), ...group });
      expect(await directory().settlements.remove(id)).toBe(3);
      expect(await directory().settlements.get(id)).toBeDefined();
      for (const household of households) await directory().households.remove(household.id);
      const [bound] = await directory().groups.list([id], page);
      await directory().groups.remove(bound!.id);
      expect(await directory().settlements.remove(id)).toBe(0);
      expect(await directory().settlements.get(id)).toBeUndefined();
    });
  });

  describe('households', () => {
    it('come back as they were put, listed in the order of their ids, by building too', async () => {
      const { id } = await settled();
      const [first, second, third] = [aHousehold(id), aHousehold(id, { building: '4栋' }), aHousehold(id)];
      const elsewhere = aHousehold((await settled()).id);
      const all = [third, second, first, elsewhere].map(household => ({ household, keys: [] }));
      expect(await directory().households.put(all, at)).toEqual([]);
      expect(await directory().households.get(second.id)).toEqual(second);
      expect(await directory().households.list(id, page)).toEqual([first, second, third]);
      expect(await directory().households.list(id, { after: first.id, limit: 1 })).toEqual([second]);
      expect(await directory().households.list(id, { building: '3栋', limit: 100 })).toEqual([first, third]);
      expect(await directory().households.list(id, { building: '5栋', limit: 100 })).toEqual([]);
      expect(await directory().households.count(id)).toBe(3);
    });

    it('are found by the keys they have now and no longer by those they had', async () => {
      const { id } = await settled();
      const household = aHousehold(id);
      await directory().households.put([{ household, keys: [phone('13800138000'), phone('13800138000')] }], at);
      expect(await directory().households.find(phone('13800138000'))).toEqual([household.id]);
      await directory().households.put([{ household: { ...household, version: 2 }, keys: [phone('13900139000')] }], at);
      expect(await directory().households.find(phone('13800138000'))).toEqual([]);
      expect(await directory().households.find(phone('13900139000'))).toEqual([household.id]);
    });

    it('are found by a key of its kind alone, in a settlement or anywhere', async () => {
      const [here, there] = [await settled(), await settled()];
      const [one, two] = [aHousehold(here.id), aHousehold(there.id)];
      await directory().households.put(
        [one, two].map(household => ({ household, keys: [phone('1'), { kind: 'code', value: '2' }] })),
        at,
      );
      expect(await directory().households.find(phone('1'))).toEqual([one.id, two.id]);
      expect(await directory().households.find(phone('1'), there.id)).toEqual([two.id]);
      expect(await directory().households.find(phone('2'))).toEqual([]);
      expect(await directory().households.find({ kind: 'code', value: '1' })).toEqual([]);
    });

    it('are found by any of more keys than a statement takes, each with those that it has', async () => {
      const { id } = await settled();
      const [one, two] = [aHousehold(id), aHousehold(id)];
      const stranger = aHousehold((await settled()).id);
      await directory().households.put(
        [
          { household: one, keys: [phone('1'), phone('33000')] },
          { household: two, keys: [phone('1'), phone('none')] },
          { household: stranger, keys: [phone('1')] },
        ],
        at,
      );
      const keys = Array.from({ length: 40_000 }, (_, n) => phone(String(n)));
      const found = await directory().households.findAny(id, keys);
      expect([...found.keys()]).toEqual([one.id, two.id]);
      expect(found.get(one.id)).toHaveLength(2);
      expect(found.get(one.id)).toEqual(expect.arrayContaining([phone('1'), phone('33000')]));
      expect(found.get(two.id)).toEqual([phone('1')]);
      expect((await directory().households.findAny(id, [])).size).toBe(0);
    });

    it('are written by the thousand, new and changed ones in one go', async () => {
      const { id } = await settled();
      const many = Array.from({ length: 6_000 }, (_, n) => ({
        household: aHousehold(id),
        keys: ['a', 'b'].map(letter => phone(`${n}${letter}`)),
      }));
      expect(await directory().households.put(many.slice(0, 5_990), at)).toEqual([]);
      const next = many.map((entry, n) =>
        n < 5_990 ? { ...entry, household: { ...entry.household, purpose: 'contact', version: 2 } } : entry,
      );
      expect(await directory().households.put(next, at)).toEqual([]);
      expect(await directory().households.count(id)).toBe(6_000);
      expect(await directory().households.get(many[5_989]!.household.id)).toEqual(next[5_989]!.household);
      expect(await directory().households.find(phone('5999b'))).toEqual([many[5_999]!.household.id]);
      expect(await directory().households.find(phone('7a'))).toEqual([many[7]!.household.id]);
    });

    it('keep what another version says: those are named, keys and all untouched, the others written', async () => {
      const { id } = await settled();
      const [one, two, gone] = [aHousehold(id), aHousehold(id), aHousehold(id, { version: 2 })];
      const put = (...versions: [typeof one, number][]) =>
        directory().households.put(
          versions.map(([household, version]) => ({ household: { ...household, version }, keys: [phone(`${version}`)] })),
          at,
        );
      await put([one, 1], [two, 1]);
      expect(await put([one, 2], [two, 3], [gone, 2], [two, 1])).toEqual([two.id, gone.id, two.id]);
      expect((await directory().households.get(one.id))?.version).toBe(2);
      expect((await directory().households.get(two.id))?.version).toBe(1);
      expect(await directory().households.get(gone.id)).toBeUndefined();
      expect(await directory().households.find(phone('1'))).toEqual([two.id]);
      expect(await directory().households.find(phone('2'))).toEqual([one.id]);
      expect(await put()).toEqual([]);
    });

    it('are written by one of two who change them at the same time', async () => {
      const { id } = await settled();
      const households = Array.from({ length: 50 }, () => aHousehold(id));
      const put = (store: DirectoryStore, version: number, purpose: string, order = households) =>
        store.households.put(
          order.map(household => ({ household: { ...household, version, purpose }, keys: [phone(purpose)] })),
          at,
        );
      const other = await opened().again();
      for (const version of [1, 2, 3, 4, 5, 6]) {
        const [one, two] = [`one ${version}`, `two ${version}`];
        const left = await Promise.all([
          put(directory(), version, one),
          put(other.directory, version, two, households.toReversed()),
        ]);
        expect(left.flat().sort()).toEqual(households.map(household => household.id));
        const found = await Promise.all([one, two].map(purpose => directory().households.find(phone(purpose))));
        for (const { id: household, purpose } of await directory().households.list(id, page)) {
          expect(found.map(list => list.includes(household))).toEqual([purpose === one, purpose === two]);
        }
      }
      await other.close();
    });

    it('need their settlement, and are written all or not at all', async () => {
      const { id } = await settled();
      const entries = [aHousehold(id), aHousehold(ids.settlement())].map(household => ({ household, keys: [] }));
      await expect(directory().households.put(entries, at)).rejects.toThrow();
      expect(await directory().households.count(id)).toBe(0);
    });

    it('go with their keys, links and what every import remembers of them', async () => {
      const { id } = await settled();
      const [erased, kept] = [aHousehold(id), aHousehold(id)];
      await directory().households.put(
        [erased, kept].map(household => ({ household, keys: [phone('1')] })),
        at,
      );
      const person = aPerson();
      await directory().people.put(person, at);
      const link = { person: person.id, member: 'm1', linkedBy: 'operator', linkedAt: at.toISOString() };
      await directory().people.link({ ...link, household: erased.id });
      for (const name of ['i_1', 'i_2']) {
        const entry = {
          id: name,
          settlement: id,
          by: 'p',
          at: at.toISOString(),
          state: 'done',
          written: 2,
          report: '{}',
        } as const;
        await directory().imports.add(entry);
        await directory().imports.remember(
          name,
          [erased, kept].map(before => ({ household: before.id, before, version: 2 })),
        );
      }
      await directory().households.remove(erased.id);
      expect(await directory().households.get(erased.id)).toBeUndefined();
      expect(await directory().households.find(phone('1'))).toEqual([kept.id]);
      expect(await directory().people.linkOf(person.id)).toBeUndefined();
      for (const name of ['i_1', 'i_2']) {
        expect((await directory().imports.befores(name)).map(({ household }) => household)).toEqual([kept.id]);
      }
    });
  });

  describe('imports', () => {
    it('come back as they were added, with their state and what was written since', async () => {
      const { id } = await settled();
      const entry = {
        settlement: id,
        by: 'p_1',
        at: at.toISOString(),
        state: 'running',
        written: 0,
        report: '{"rows":3}',
      } as const;
      for (const name of ['i_1', 'i_2', 'i_3']) await directory().imports.add({ id: name, ...entry });
      await directory().imports.note('i_1', 'running', 500);
      await directory().imports.note('i_1', 'done', 12);
      expect(await directory().imports.get('i_1')).toEqual({ id: 'i_1', ...entry, state: 'done', written: 512 });
      expect((await directory().imports.list(id, { after: 'i_1', limit: 1 })).map(one => one.id)).toEqual(['i_2']);
      expect(await directory().imports.list(ids.settlement(), page)).toEqual([]);
      expect(await directory().imports.get('i_4\0')).toBeUndefined();
    });

    it('remember households as they were, and forget them household by household', async () => {
      const { id } = await settled();
      const old = {
        id: 'i_1',
        settlement: id,
        by: 'p',
        at: '2026-10-01T00:00:00.000Z',
        state: 'done',
        written: 1,
        report: '{}',
      } as const;
      await directory().imports.add(old);
      await directory().imports.add({ ...old, id: 'i_2', at: at.toISOString() });
      const changed = aHousehold(id);
      const made = { household: ids.household(), before: undefined, version: 1 };
      const befores = [{ household: changed.id, before: changed, version: 2 }, made];
      for (const name of ['i_1', 'i_2']) await directory().imports.remember(name, befores);
      expect(await directory().imports.befores('i_1')).toEqual(befores);
      await directory().imports.restored('i_1', [changed.id]);
      expect(await directory().imports.befores('i_1')).toEqual([made]);
      expect(await directory().imports.befores('i_2')).toEqual(befores);
      expect(await directory().imports.get('i_1')).toBeDefined();
    });
  });
});
