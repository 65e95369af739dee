import { beforeEach, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { createDirectory, type Directory } from '../../src/directory/index.ts';
import { type Actor, type Group, placeOf } from '../../src/directory/model.ts';
import { done, refused } from '../../src/directory/outcome.ts';
import type { GroupId, SettlementId } from '../../src/shared/ids.ts';
import { clockAt } from '../support/clock.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aHousehold, aPerson, aSettlement, ids } from '../support/directory.ts';

const at = new Date('2026-11-30T02:00:00Z');
const here = aSettlement({ tags: ['大型'] });
const there = aSettlement({ county: '织金县' });
const county = { kind: 'county', region: here.region, county: here.county } as const;

onEachDatabase('what rooms that write to many may read', opened => {
  let directory: Directory;
  beforeEach(async () => {
    const store = opened().storage.directory;
    directory = createDirectory({ store, clock: clockAt(at.toISOString()) });
    for (const settlement of [here, there]) await store.settlements.put(settlement, at);
  });
  const group = async (settlement: SettlementId, chat: string): Promise<GroupId> => {
    const made: Group = {
      id: ids.group(),
      channel: 'telegram',
      account: '1',
      chat,
      settlement,
      boundBy: 'operator',
      boundAt: at.toISOString(),
      manner: 'called',
    };
    await opened().storage.directory.groups.put(made);
    return made.id;
  };

  it('finds settlements by scope, and their groups in one order, however many settlements there are', async () => {
    const [one, two, three] = [await group(there.id, '-1'), await group(here.id, '-2'), await group(there.id, '-3')];
    const { reach } = directory;
    expect((await reach.settlementsIn([county])).map(({ id }) => id)).toEqual([here.id]);
    const strangers = Array.from({ length: 1200 }, () => ids.settlement());
    expect((await reach.groupsOf([here.id, ...strangers, there.id])).map(({ id }) => id)).toEqual([one, two, three]);
    expect(await reach.groupsOf([])).toEqual([]);
    expect(await reach.placeOf({ kind: 'settlement', settlement: strangers[0]! })).toBeUndefined();
  });

  it('finds whom a role allows something at all of the places, by one role or several', async () => {
    const { people, reach } = directory;
    const person = async (...scopes: Parameters<typeof people.grant>[2][]) => {
      const { id } = await people.ensure({ channel: 'web', account: 'anjia', person: ids.person() }, '王');
      for (const scope of scopes) await people.grant(id, 'supervisor', scope, OPERATOR.id);
      return id;
    };
    const both = await person(county, { kind: 'settlement', settlement: there.id });
    const all = await person({ kind: 'all' });
    await person(county);
    const holders = await reach.holders('bulletin.approve', [placeOf(here), placeOf(there)]);
    expect(new Set(holders)).toEqual(new Set([both, all]));
    expect(await reach.holders('bulletin.write', [placeOf(here)])).toEqual([]);
  });

  it('tells the households of a settlement, and of which somebody is known', async () => {
    const { storage } = opened();
    const [known, other, elsewhere] = [aHousehold(here.id), aHousehold(here.id), aHousehold(there.id)];
    await storage.directory.households.put(
      [known, other, elsewhere].map(household => ({ household, keys: [] })),
      at,
    );
    for (const { id: household } of [known, elsewhere]) {
      const person = aPerson();
      await storage.directory.people.put(person, at);
      await storage.directory.people.link({
        person: person.id,
        household,
        member: 'm1',
        linkedBy: 'x',
        linkedAt: at.toISOString(),
      });
    }
    const roll = await directory.reach.roll(here.id);
    expect(roll.households.map(({ id, head }) => [id, head])).toEqual([known, other].map(({ id }) => [id, '罗**']));
    expect([...roll.known]).toEqual([known.id]);
  });

  it('does something everywhere or nowhere, and records it at each place', async () => {
    const { guard } = directory;
    const actor: Actor = { id: 'p_1', via: 'chat', rights: [{ role: 'cadre', scope: county }] };
    const wanted = { action: 'bulletin.write', subject: 'b_1' } as const;
    let runs = 0;
    const work = async () => done(++runs);
    expect(await guard.everywhere(actor, wanted, [placeOf(here), placeOf(there)], work)).toMatchObject({
      refusal: { code: 'out-of-scope' },
    });
    expect(runs).toBe(0);
    expect(await guard.everywhere(actor, wanted, [placeOf(here), placeOf(here)], work)).toEqual(done(1));
    expect(await guard.everywhere(actor, wanted, [placeOf(here)], async () => refused('changed'))).toMatchObject({ ok: false });
    const entries = await opened().storage.directory.audit.list({ subject: 'b_1', scopes: [{ kind: 'all' }], limit: 9 });
    expect(entries.map(({ outcome, place }) => [outcome, place]).toReversed()).toEqual([
      ['out-of-scope', `settlement:${there.id}`],
      ['done', `settlement:${here.id}`],
      ['done', `settlement:${here.id}`],
      ['changed', `settlement:${here.id}`],
    ]);
  });
});
