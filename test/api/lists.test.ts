import { afterEach, beforeEach, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { must, said, startApi, type TestApi } from '../support/api.ts';
import { onEachDatabase } from '../support/databases.ts';
import { householdDraft, makeWorld, settlementDraft, type World } from './world.ts';

onEachDatabase('lists of the API', opened => {
  let api: TestApi;
  let world: World;
  let admin: string;
  beforeEach(async () => {
    api = await startApi(opened().storage);
    world = await makeWorld(api);
    admin = await api.token('admin');
  });
  afterEach(() => api.stop());

  /** Goes through a list to its end. @returns the ids of each stretch */
  async function stretches(path: string, token: string): Promise<string[][]> {
    const all: string[][] = [];
    for (let next = ''; ; ) {
      const { status, json } = await api.call('GET', `${path}${next}`, { token });
      expect(status).toBe(200);
      all.push((json.items as unknown as { id: string | number }[]).map(({ id }) => String(id)));
      if (json.next === null) return all;
      next = `&after=${said(json.next)}`;
    }
  }

  it('goes through settlements and households stretch by stretch, each once, and ends with null', async () => {
    for (const name of ['一', '二', '三', '四']) must(await api.rooms.directory.settlements.add(OPERATOR, settlementDraft(name)));
    const found = await stretches('/settlements?limit=2', admin);
    expect(found.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(new Set(found.flat()).size).toBe(5);
    expect((await stretches('/settlements?limit=5', admin)).map(({ length }) => length)).toEqual([5]);

    const { id } = world.settlement;
    for (const building of ['1栋', '1栋', '2栋'])
      must(await api.rooms.directory.households.add(OPERATOR, id, { ...householdDraft(), building }));
    const cadre = await api.token('cadre', world.scope);
    expect((await stretches(`/settlements/${id}/households?limit=3`, cadre)).map(({ length }) => length)).toEqual([3, 3]);
    expect((await stretches(`/settlements/${id}/households?limit=1&building=1栋`, cadre)).map(({ length }) => length)).toEqual([
      1, 1,
    ]);
    const { json } = await api.call('GET', `/settlements/${id}/households?building=2栋`, { token: cadre });
    expect(json.items).toMatchObject([{ door: ['2栋', '501'], head: '罗**', members: 2 }]);
  });

  it('fills stretches of roles and tokens with those within the scope, however many lie elsewhere', async () => {
    const { directory } = api.rooms;
    const elsewhere = { kind: 'region', region: 'guangxi' as RegionId } as const;
    const { person } = must(await directory.people.roles(OPERATOR, { limit: 1 }))[0]!;
    const supervisor = await api.token('supervisor', world.scope);
    const before = (await stretches('/roles?limit=3', supervisor)).flat().length;
    for (let n = 0; n < 3; n++) {
      await directory.people.grant(person, 'cadre', elsewhere, 'operator');
      await directory.people.grant(person, 'handler', world.scope, 'operator');
      await api.token('cadre', elsewhere);
      await api.token('cadre', world.scope);
    }
    expect((await stretches('/roles?limit=3', supervisor)).map(({ length }) => length)).toEqual(inThrees(before + 3));
    const local = await api.token('admin', world.scope);
    expect((await stretches('/tokens?limit=3', local)).map(({ length }) => length)).toEqual([3, 3]);
  });

  it('goes through what was done, newest first, and finds it by actor, subject and action', async () => {
    const cadre = await api.token('cadre', world.scope);
    const me = said((await api.call('GET', '/me', { token: cadre })).json.id);
    for (let n = 0; n < 3; n++)
      await api.call('POST', `/households/${world.household.id}/open`, { token: cadre, body: { reason: 'visit' } });
    await api.call('GET', '/audit', { token: cadre });
    const found = await stretches(`/audit?limit=2&actor=${me}`, admin);
    expect(found.map(({ length }) => length)).toEqual([2, 2]);
    const ids = found.flat().map(Number);
    expect(ids).toEqual(ids.toSorted((one, other) => other - one));
    const { json } = await api.call('GET', `/audit?actor=${me}&subject=${world.household.id}&action=household.open`, {
      token: admin,
    });
    expect(json.items).toHaveLength(3);
    expect((json.items as unknown as object[])[0]).toMatchObject({
      actor: me,
      via: 'api',
      action: 'household.open',
      subject: world.household.id,
      place: `settlement:${world.settlement.id}`,
      outcome: 'done',
      reason: 'visit',
    });
    for (const query of ['after=0', 'after=9999999999'])
      expect((await api.call('GET', `/audit?${query}`, { token: admin })).status).toBe(200);
    for (const query of ['after=-1', 'after=x', 'actor=a%20b', 'action=']) {
      expect((await api.call('GET', `/audit?${query}`, { token: admin })).status, query).toBe(422);
    }
  });

  it('finds a household by its number without naming it in an address', async () => {
    const cadre = await api.token('cadre', world.scope);
    const find = (body: object) =>
      api.call('POST', `/settlements/${world.settlement.id}/households/find`, { token: cadre, body });
    expect(await find({ kind: 'code', value: 'HX-8000' })).toMatchObject({
      status: 200,
      json: { items: [{ id: world.household.id }] },
    });
    expect(await find({ kind: 'code', value: 'HX-0000' })).toMatchObject({ status: 200, json: { items: [], next: null } });
    for (const query of ['phone=13800138000', 'identity=1', 'name=x'])
      expect((await api.call('GET', `/settlements/${world.settlement.id}/households?${query}`, { token: cadre })).status).toBe(
        422,
      );
  });

  it('shows questions that wait without who asked, and each asker is told the answer', async () => {
    const cadre = await api.token('cadre', world.scope);
    const { json, text } = await api.call('GET', '/inquiries', { token: cadre });
    expect(json.items).toEqual([
      {
        number: world.inquiry.number,
        settlement: world.settlement.id,
        question: '5号楼漏水找谁',
        times: 1,
        askedAt: '2026-11-22T04:00:00.000Z',
        due: '2026-11-24',
      },
    ]);
    expect(text).not.toContain(world.inquiry.asker.person);
    const body = { says: '找物业。', name: '王主任' };
    const path = `/inquiries/${world.inquiry.number}/answer`;
    const answered = await api.call('POST', path, { token: cadre, body });
    expect(answered.json).toMatchObject({ answered: [world.inquiry.number] });
    expect(await api.rooms.deliveries.list(world.inquiry.asker, 9)).toHaveLength(1);
    expect((await api.call('GET', '/inquiries', { token: cadre })).json.items).toEqual([]);
    expect(await api.call('POST', path, { token: cadre, body })).toMatchObject({ status: 404, json: { code: 'unknown' } });
  });

  it('shows the gaps of the regions that a token reaches', async () => {
    const asked: unknown[] = [];
    const other = await startApi(opened().storage, {
      gaps: {
        async list(regions, limit) {
          asked.push([regions, limit]);
          return [];
        },
      },
    });
    const { settlement, scope } = await makeWorld(other);
    for (const reach of [scope, { kind: 'region', region: settlement.region } as const, { kind: 'all' } as const])
      await other.call('GET', '/gaps?limit=7', { token: await other.token('cadre', reach) });
    expect(asked).toEqual([
      [['guizhou'], 7],
      [['guizhou'], 7],
      ['all', 7],
    ]);
    await other.stop();
  });

  it('keeps what the settlement knows, the newest about a topic', async () => {
    const cadre = await api.token('cadre', world.scope);
    const path = `/settlements/${world.settlement.id}/info`;
    const body = { topic: '物业费', says: '每平方米六角。\n低保户减半。', source: '业主大会' };
    expect((await api.call('POST', path, { token: cadre, body })).status).toBe(201);
    const { json } = await api.call('GET', path, { token: cadre });
    expect(json.items).toEqual([
      {
        ...body,
        id: expect.stringMatching(/^i_/),
        settlement: world.settlement.id,
        recordedBy: expect.stringMatching(/^t_/),
        recordedOn: '2026-11-22',
      },
    ]);
  });
});

/** The lengths of stretches of at most three. */
const inThrees = (all: number): number[] => Array.from({ length: Math.ceil(all / 3) }, (_, i) => Math.min(3, all - i * 3));
