import { afterEach, beforeEach, expect, it } from 'vitest';
import { endsAt, RETENTION } from '../../src/operations/retention.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { onEachDatabase } from '../support/databases.ts';
import { householdDraft, makeWorld, settlementDraft, type World } from './world.ts';

onEachDatabase('a key that makes a request repeatable', opened => {
  let api: TestApi;
  let world: World;
  let cadre: string;
  let before: number;
  beforeEach(async () => {
    api = await startApi(opened().storage);
    world = await makeWorld(api);
    cadre = await api.token('cadre');
    before = await households();
  });
  afterEach(() => api.stop());

  const add = (key: string, body: object = householdDraft(), token = cadre) =>
    api.call('POST', `/settlements/${world.settlement.id}/households`, { token, key, body });
  const households = () => api.storage.directory.households.count(world.settlement.id);
  /** How many households were added to those that the world began with. */
  const added = async () => (await households()) - before;

  it('does the work once and answers as it did the first time', async () => {
    const first = await add('k1');
    const again = await add('k1');
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect([first.headers.get('idempotent-replay'), again.headers.get('idempotent-replay')]).toEqual([null, 'true']);
    expect(await added()).toBe(1);
    await add('k2');
    expect(await added()).toBe(2);
  });

  it('does the work once for many who ask at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add('at-once')));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replay') === null)).toHaveLength(1);
    expect(await added()).toBe(1);
  });

  it('refuses the key for another body, another address, and takes it from another token', async () => {
    await add('k1');
    expect(await add('k1', householdDraft('13900139000'))).toMatchObject({ status: 422, json: { code: 'key-reused' } });
    const elsewhere = await api.call('POST', `/households/${world.household.id}/consents`, {
      token: cadre,
      key: 'k1',
      body: { purpose: 'file', how: 'spoken' },
    });
    expect(elsewhere).toMatchObject({ status: 422, json: { code: 'key-reused' } });
    expect(await add('k1', householdDraft('13900139000'), await api.token('cadre'))).toMatchObject({ status: 201 });
    expect(await added()).toBe(2);
  });

  it('repeats a refusal too, and records it once', async () => {
    const handler = await api.token('handler');
    const refusals = async () =>
      (await api.storage.directory.audit.list({ scopes: [{ kind: 'all' }], action: 'household.edit', limit: 50 })).filter(
        ({ outcome }) => outcome === 'not-allowed',
      ).length;
    const first = await add('k1', householdDraft(), handler);
    expect(first).toMatchObject({ status: 403, json: { code: 'not-allowed' } });
    const again = await add('k1', householdDraft(), handler);
    expect([again.status, again.text, again.headers.get('content-type')]).toEqual([
      403,
      first.text,
      first.headers.get('content-type'),
    ]);
    expect(await refusals()).toBe(1);
  });

  it('does not take a request that is not in order for the one that was meant', async () => {
    expect((await add('k1', {})).status).toBe(422);
    expect((await add('k1')).status).toBe(201);
  });

  it('tells a secret again to who lost the answer, keeps it sealed, and forgets it after two days', async () => {
    const admin = await api.token('admin');
    const body = { label: '平台', role: 'cadre', scope: world.scope, days: 30 };
    const issue = () => api.call('POST', '/tokens', { token: admin, key: 'lost', body });
    const first = await issue();
    expect(first.json.secret).toMatch(/^anjia_/);
    expect((await issue()).text).toBe(first.text);
    api.clock.pass(2 * 24 * 3600 * 1000 + 1);
    await api.storage.retention.forget(endsAt(RETENTION, api.clock.now()));
    const later = await issue();
    expect(later.json.secret).not.toBe(first.json.secret);
    expect(later.headers.get('idempotent-replay')).toBeNull();
  });

  it('makes no repeatable answer of a look at a file: each look is recorded', async () => {
    const look = () =>
      api.call('POST', `/households/${world.household.id}/open`, { token: cadre, key: 'k1', body: { reason: 'visit' } });
    for (const answer of [await look(), await look()]) expect(answer.headers.get('idempotent-replay')).toBeNull();
    const looks = await api.storage.directory.audit.list({ scopes: [{ kind: 'all' }], action: 'household.open', limit: 9 });
    expect(looks.map(({ subject, outcome, reason }) => [subject, outcome, reason])).toEqual([
      [world.household.id, 'done', 'visit'],
      [world.household.id, 'done', 'visit'],
    ]);
  });

  it('keeps nothing of work that failed on our side', async () => {
    const admin = await api.token('admin');
    const ask = () => api.call('POST', '/settlements', { token: admin, key: 'k1', body: settlementDraft('新点') });
    const { put } = api.storage.directory.settlements;
    const settlements = api.storage.directory.settlements as { put: typeof put };
    settlements.put = () => Promise.reject(new Error('the disk is full'));
    expect(await ask()).toMatchObject({ status: 500, json: { code: 'broken' } });
    settlements.put = put;
    const { status, headers } = await ask();
    expect([status, headers.get('idempotent-replay')]).toEqual([201, null]);
  });
});
