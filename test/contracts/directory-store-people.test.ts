import { describe, expect, it } from 'vitest';
import type { AuditEntry, Grant, Group, Identity, Mute, Person, Token } from '../../src/directory/model.ts';
import { formatScope, type Scope } from '../../src/directory/scope.ts';
import type { DirectoryStore } from '../../src/directory/store.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import type { Storage } from '../../src/storage/index.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aHousehold, aPerson, aSettlement, ids } from '../support/directory.ts';

const at = new Date('2026-11-22T08:00:00Z');
const later = new Date(at.getTime() + 1);
const page = { limit: 100 };
const identity: Identity = { channel: 'telegram', account: 'anjia_bot', person: '10001' };

onEachDatabase('the directory store', opened => {
  const directory = (): DirectoryStore => opened().storage.directory;
  const known = async (name?: string): Promise<Person> => {
    const person = aPerson(name);
    await directory().people.put(person, at);
    return person;
  };
  /** The same work in two programs at once, several times in each. */
  const everywhere = async <T>(work: (storage: Storage) => Promise<T>): Promise<T[]> => {
    const other = await opened().again();
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => work(n % 2 === 0 ? opened().storage : other)));
    await other.close();
    return all;
  };

  describe('people', () => {
    it('are known by what they are called last, also by nothing', async () => {
      const person = await known('');
      expect(await directory().people.get(person.id)).toEqual(person);
      await directory().people.put({ ...person, name: '罗世珍' }, later);
      expect(await directory().people.get(person.id)).toEqual({ ...person, name: '罗世珍' });
      expect(await directory().people.get(ids.person())).toBeUndefined();
    });

    it('stand behind each of their identities, which nobody else takes over', async () => {
      const [person, other] = [await known(), await known()];
      const second = { ...identity, account: 'other' };
      for (const one of [identity, second]) await directory().people.identify(person.id, one, at);
      await expect(directory().people.identify(other.id, identity, at)).rejects.toThrow();
      expect(await directory().people.behind(identity)).toEqual(person);
      expect(await directory().people.identities(person.id)).toEqual([identity, second]);
      expect(await directory().people.identities(other.id)).toEqual([]);
      expect(await directory().people.behind({ ...identity, channel: 'wechat' })).toBeUndefined();
    });

    it('belong to one household at a time', async () => {
      const settlement = aSettlement();
      await directory().settlements.put(settlement, at);
      const [one, two] = [aHousehold(settlement.id), aHousehold(settlement.id)];
      await directory().households.put(
        [one, two].map(household => ({ household, keys: [] })),
        at,
      );
      const [first, second] = [await known(), await known()];
      const link = { member: 'm1', linkedBy: 'p_1', linkedAt: at.toISOString() };
      await directory().people.link({ person: second.id, household: one.id, ...link });
      await directory().people.link({ person: first.id, household: two.id, ...link });
      await directory().people.link({ person: first.id, household: one.id, ...link, member: 'm2' });
      expect(await directory().people.linkOf(first.id)).toEqual({ person: first.id, household: one.id, ...link, member: 'm2' });
      expect((await directory().people.linked(one.id)).map(({ person }) => person)).toEqual([first.id, second.id]);
      expect(await directory().people.linked(two.id)).toEqual([]);
      await directory().people.unlink(first.id);
      expect(await directory().people.linkOf(first.id)).toBeUndefined();
    });

    it('go with their identities, links and roles', async () => {
      const person = await known();
      await directory().people.identify(person.id, identity, at);
      const grant = { id: 'r_1', person: person.id, role: 'admin', scope: { kind: 'all' } } as const;
      await directory().grants.add({ ...grant, grantedBy: 'operator', grantedAt: at.toISOString() });
      await directory().people.remove(person.id);
      expect(await directory().people.behind(identity)).toBeUndefined();
      expect(await directory().people.identities(person.id)).toEqual([]);
      expect(await directory().grants.get('r_1')).toBeUndefined();
    });
  });

  describe('grants', () => {
    it('are held until they are revoked, once', async () => {
      const person = await known();
      const scope: Scope = { kind: 'county', region: 'guizhou' as RegionId, county: '黔西市' };
      const grant: Grant = {
        id: 'r_1',
        person: person.id,
        role: 'cadre',
        scope,
        grantedBy: 'operator',
        grantedAt: at.toISOString(),
      };
      await directory().grants.add(grant);
      await directory().grants.add({ ...grant, id: 'r_2', scope: { kind: 'all' } });
      expect(await directory().grants.get('r_1')).toEqual(grant);
      const revoked = await everywhere(storage => storage.directory.grants.revoke('r_1', 'p_2', later));
      expect(revoked.filter(Boolean)).toHaveLength(1);
      expect((await directory().grants.held(person.id)).map(({ id }) => id)).toEqual(['r_2']);
      expect(await directory().grants.get('r_1')).toEqual({ ...grant, revokedBy: 'p_2', revokedAt: later.toISOString() });
      const listed = async (revoked?: boolean) => (await directory().grants.list({ ...page, revoked })).map(({ id }) => id);
      expect(await Promise.all([listed(), listed(true), listed(false)])).toEqual([['r_1', 'r_2'], ['r_1'], ['r_2']]);
      expect(await directory().grants.list({ after: 'r_1', limit: 1 })).toHaveLength(1);
      expect(await directory().grants.revoke('r_3', 'p_2', later)).toBe(false);
    });
  });

  describe('mutes', () => {
    it('are one for a person and a settlement, and found as long as they last', async () => {
      const [here, there] = [aSettlement(), aSettlement()];
      for (const settlement of [here, there]) await directory().settlements.put(settlement, at);
      const until = later.toISOString();
      const about = { who: 'nobody:x', settlement: here.id, by: 'p_1', at: at.toISOString() };
      const week: Mute = { id: ids.row('u'), ...about, group: ids.group(), until };
      const elsewhere: Mute = { id: ids.row('u'), ...about, settlement: there.id };
      for (const one of [week, elsewhere]) await directory().mutes.put(one);
      expect(await directory().mutes.of('nobody:x', at)).toEqual([week, elsewhere]);
      expect(await directory().mutes.of('nobody:y', at)).toEqual([]);
      expect(await directory().mutes.list(here.id, at, page)).toEqual([week]);
      expect(await directory().mutes.list(here.id, at, { after: week.id, limit: 5 })).toEqual([]);
      // At its end it lasts no longer.
      expect(await directory().mutes.of('nobody:x', later)).toEqual([elsewhere]);
      const good: Mute = { ...week, id: ids.row('u'), until: undefined };
      await directory().mutes.put(good);
      await directory().mutes.put({ ...good, by: 'p_2' });
      expect(await directory().mutes.list(here.id, later, page)).toEqual([{ ...good, by: 'p_2' }]);
      expect(await directory().mutes.get(week.id)).toBeUndefined();
      await directory().mutes.remove(good.id);
      expect(await directory().mutes.get(good.id)).toBeUndefined();
    });

    it('are forgotten once they have run out', async () => {
      const here = aSettlement();
      await directory().settlements.put(here, at);
      const lasting = { settlement: here.id, by: 'p_1', at: at.toISOString() };
      const over: Mute = { id: ids.row('u'), who: 'nobody:x', ...lasting, until: at.toISOString() };
      const good: Mute = { id: ids.row('u'), who: 'nobody:y', ...lasting };
      for (const one of [over, good]) await directory().mutes.put(one);
      await directory().mutes.forget(at);
      expect(await directory().mutes.get(over.id)).toBeUndefined();
      expect(await directory().mutes.get(good.id)).toEqual(good);
    });
  });

  describe('groups', () => {
    it('are found by their chat and by their settlement, and may be bound anew', async () => {
      const [here, there] = [aSettlement(), aSettlement()];
      for (const settlement of [here, there]) await directory().settlements.put(settlement, at);
      const bound = {
        channel: 'wechat',
        account: 'a',
        settlement: here.id,
        boundBy: 'p_1',
        boundAt: at.toISOString(),
        manner: 'called' as const,
      };
      const group: Group = {
        id: ids.group(),
        ...bound,
        chat: 'r1@chatroom',
        building: '3栋',
        name: '三栋邻里群',
        quiet: '21:00-08:00',
      };
      const nameless: Group = { id: ids.group(), ...bound, chat: 'r2@chatroom' };
      for (const one of [nameless, group]) await directory().groups.put(one);
      expect(await directory().groups.in('wechat', 'a', 'r1@chatroom')).toEqual(group);
      expect(await directory().groups.in('wechat', 'b', 'r1@chatroom')).toBeUndefined();
      expect(await directory().groups.list([here.id, there.id], page)).toEqual([group, nameless]);
      const moved: Group = { ...group, manner: 'off', settlement: there.id, building: undefined, chat: 'r3@chatroom' };
      await directory().groups.put(moved);
      expect(await directory().groups.get(group.id)).toEqual(moved);
      expect(await directory().groups.list([here.id], page)).toEqual([nameless]);
      expect(await directory().groups.list('all', { after: group.id, limit: 5 })).toEqual([nameless]);
      expect(await directory().groups.list([], page)).toEqual([]);
      await directory().groups.remove(nameless.id);
      expect(await directory().groups.get(nameless.id)).toBeUndefined();
    });
  });

  describe('codes', () => {
    const code = { id: 'c_1', kind: 'role', payload: '{"role":"cadre"}', issuedBy: 'operator', expiresAt: later.toISOString() };

    it('are found by their letters, and by no others', async () => {
      await directory().codes.add(code, 'ABCDEFGH', at);
      expect(await directory().codes.find('ABCDEFGH')).toEqual(code);
      expect(await directory().codes.find('ABCDEFG')).toBeUndefined();
      await expect(directory().codes.add({ ...code, id: 'c_2' }, 'ABCDEFGH', at)).rejects.toThrow();
    });

    it('are used by one of many who try at once', async () => {
      await directory().codes.add(code, 'ABCDEFGH', at);
      const used = await everywhere(storage => storage.directory.codes.use('c_1', 'p_1', at));
      expect(used.filter(Boolean)).toHaveLength(1);
      expect(await directory().codes.find('ABCDEFGH')).toEqual({ ...code, usedBy: 'p_1' });
      expect(await directory().codes.use('c_2', 'p_1', at)).toBe(false);
    });

    it('work again once they are released', async () => {
      await directory().codes.add(code, 'ABCDEFGH', at);
      await directory().codes.use('c_1', 'p_1', at);
      await directory().codes.release('c_1');
      expect(await directory().codes.find('ABCDEFGH')).toEqual(code);
      expect(await directory().codes.use('c_1', 'p_2', at)).toBe(true);
    });
  });

  describe('tokens', () => {
    it('are found by their secret; use and revocation are noted', async () => {
      const issued = { issuedBy: 'operator', issuedAt: at.toISOString(), expiresAt: later.toISOString() };
      const token: Token = { id: 't_1', label: '县里的系统', role: 'supervisor', scope: { kind: 'all' }, ...issued };
      await directory().tokens.add(token, 'secret');
      await directory().tokens.add({ ...token, id: 't_2' }, 'other');
      expect(await directory().tokens.find('secret')).toEqual(token);
      expect(await directory().tokens.find('Secret')).toBeUndefined();
      await directory().tokens.used('t_1', at);
      expect((await everywhere(storage => storage.directory.tokens.revoke('t_1', later))).filter(Boolean)).toHaveLength(1);
      const revoked = { ...token, usedAt: at.toISOString(), revokedAt: later.toISOString() };
      expect(await directory().tokens.get('t_1')).toEqual(revoked);
      expect(await directory().tokens.list({ limit: 1 })).toEqual([revoked]);
      expect((await directory().tokens.list({ after: 't_1', limit: 9 })).map(({ id }) => id)).toEqual(['t_2']);
    });
  });

  describe('the audit', () => {
    const entry: Omit<AuditEntry, 'id'> = {
      at: at.toISOString(),
      actor: 'p_1',
      via: 'chat',
      action: 'household.open',
      outcome: 'done',
    };
    const all = { scopes: [{ kind: 'all' }], limit: 100 } as const;

    it('is read newest first, a page at a time, by actor, subject and action', async () => {
      await directory().audit.add({ ...entry, subject: 'h_1', reason: '核对材料' });
      await directory().audit.add({ ...entry, actor: 'p_2' });
      await directory().audit.add({ ...entry, action: 'role.grant' });
      const entries = await directory().audit.list(all);
      expect(entries.map(({ actor, action }) => [actor, action])).toEqual([
        ['p_1', 'role.grant'],
        ['p_2', 'household.open'],
        ['p_1', 'household.open'],
      ]);
      expect(entries[2]).toMatchObject({ ...entry, subject: 'h_1', reason: '核对材料', place: undefined });
      const [newest, middle, oldest] = entries.map(({ id }) => id);
      const read = async (filter: object) => (await directory().audit.list({ ...all, ...filter })).map(({ id }) => id);
      expect(await read({ limit: 1 })).toEqual([newest]);
      expect(await read({ after: String(newest) })).toEqual([middle, oldest]);
      expect(await read({ actor: 'p_2' })).toEqual([middle]);
      expect(await read({ subject: 'h_1' })).toEqual([oldest]);
      expect(await read({ actor: 'p_1', action: 'role.grant' })).toEqual([newest]);
      expect(await read({ after: '99999999999999' })).toEqual([newest, middle, oldest]);
      for (const after of ['x', '1.5', '-1', '0', '']) expect(await read({ after })).toEqual([]);
    });

    it('shows to each scope its own settlements, and what belongs to none to all alone', async () => {
      const [here, there] = [aSettlement(), aSettlement({ county: '大方县' })];
      for (const settlement of [here, there]) await directory().settlements.put(settlement, at);
      for (const { id } of [here, there]) {
        await directory().audit.add({ ...entry, place: formatScope({ kind: 'settlement', settlement: id }) });
      }
      await directory().audit.add(entry);
      const seen = async (...scopes: Scope[]) => (await directory().audit.list({ ...all, scopes })).map(({ place }) => place);
      const region = 'guizhou' as RegionId;
      expect(await seen({ kind: 'all' })).toHaveLength(3);
      expect(await seen({ kind: 'region', region })).toHaveLength(2);
      expect(await seen({ kind: 'county', region, county: '大方县' })).toEqual([`settlement:${there.id}`]);
      expect(await seen({ kind: 'settlement', settlement: here.id })).toEqual([`settlement:${here.id}`]);
      expect(await seen()).toEqual([]);
    });

    it('counts refusals of an actor since an instant', async () => {
      await directory().audit.add({ ...entry, action: 'code.use', outcome: 'code-unknown' });
      await directory().audit.add({ ...entry, action: 'code.use', outcome: 'code-used', at: later.toISOString() });
      await directory().audit.add({ ...entry, action: 'code.use', at: later.toISOString() });
      await directory().audit.add({ ...entry, action: 'code.use', outcome: 'code-used', actor: 'p_2' });
      expect(await directory().audit.refusals('p_1', 'code.use', at)).toBe(2);
      expect(await directory().audit.refusals('p_1', 'code.use', later)).toBe(1);
      expect(await directory().audit.refusals('p_1', 'role.grant', at)).toBe(0);
    });
  });

  describe('what is done once', () => {
    it('is claimed by one of many at once; the others read what came of it', async () => {
      const claims = await everywhere(storage =>
        storage.transact(async () => {
          const before = await storage.directory.once.claim('t_1:key', 'digest', at);
          if (!before) await storage.directory.once.keep('t_1:key', '{"id":"s_1"}');
          return before;
        }),
      );
      const read = claims.filter(claim => claim !== undefined);
      expect(read).toHaveLength(claims.length - 1);
      for (const claim of read) expect(claim).toEqual({ request: 'digest', result: '{"id":"s_1"}' });
    });

    it('may be claimed again where the work failed', async () => {
      const failing = opened().storage.transact(async () => {
        await directory().once.claim('key', 'digest', at);
        throw new Error('refused');
      });
      await expect(failing).rejects.toThrow('refused');
      expect(await directory().once.claim('key', 'digest', at)).toBeUndefined();
      expect(await directory().once.claim('key', 'other', at)).toEqual({ request: 'digest', result: '' });
    });
  });

  it('commits all that happened within a transaction or nothing', async () => {
    const person = aPerson();
    const work = directory().transact(async () => {
      await directory().people.put(person, at);
      await directory().transact(() => directory().people.identify(person.id, identity, at));
      throw new Error('broken off');
    });
    await expect(work).rejects.toThrow('broken off');
    expect(await directory().people.get(person.id)).toBeUndefined();
    expect(await directory().people.behind(identity)).toBeUndefined();
  });
});
