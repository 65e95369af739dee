import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiOn, said, type TestApi } from '../support/api.ts';
import { databases } from '../support/databases.ts';
import { CASES, makeWorld, send, type World } from './world.ts';

const DAY_MS = 24 * 3600 * 1000;

describe('tokens of the API', () => {
  let api: TestApi;
  let world: World;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ api, end } = await apiOn(databases[0]!));
    world = await makeWorld(api);
  });
  afterEach(() => end());

  it('tells a token whose it is, what it may do where, and until when', async () => {
    const token = await api.token('cadre', world.scope);
    const { status, json } = await api.call('GET', '/me', { token });
    expect([status, json]).toEqual([
      200,
      {
        id: expect.stringMatching(/^t_/),
        label: '测试',
        role: 'cadre',
        scope: world.scope,
        issuedBy: 'operator',
        issuedAt: '2026-11-22T04:00:00.000Z',
        expiresAt: '2026-12-22T04:00:00.000Z',
      },
    ]);
  });

  it('serves no endpoint to a token that is none, has run out, or was revoked', async () => {
    const [lasting, revoked] = [await api.token('admin'), await api.token('admin')];
    const id = said((await api.call('GET', '/me', { token: revoked })).json.id);
    expect((await api.call('DELETE', `/tokens/${id}`, { token: lasting })).status).toBe(204);
    api.clock.pass(30 * DAY_MS - 1);
    expect((await api.call('GET', '/me', { token: lasting })).status).toBe(200);
    api.clock.pass(1);
    const nobody = `anjia_${'A'.repeat(43)}`;
    for (const one of CASES) {
      for (const token of [
        lasting,
        revoked,
        nobody,
        `${lasting} `,
        lasting.slice(0, -1),
        lasting.toLowerCase(),
        'x',
        "' OR 1=1 --",
      ])
        expect({ id: one.id, status: (await send(api, one, world, token)).status }).toEqual({ id: one.id, status: 401 });
      const { method, path } = one;
      expect(await api.call(method, path(world))).toMatchObject({ status: 401, json: { code: 'token-missing' } });
    }
  });

  it('records a token that is refused, without it', async () => {
    const token = `anjia_${'A'.repeat(43)}`;
    await api.call('GET', '/me', { token });
    const [entry] = await api.storage.directory.audit.list({ scopes: [{ kind: 'all' }], limit: 1 });
    expect(entry).toMatchObject({
      actor: expect.stringMatching(/^nobody:/),
      via: 'api',
      action: 'token.use',
      outcome: 'unknown',
    });
    expect(JSON.stringify(entry)).not.toContain(token.slice(6));
  });

  it('issues a token that works at once, is shown once, and reaches no further than it says', async () => {
    const admin = await api.token('admin');
    const body = { label: '县平台', role: 'supervisor', scope: world.scope, days: 1 };
    const issued = await api.call('POST', '/tokens', { token: admin, body });
    const secret = said(issued.json.secret);
    expect(await api.call('GET', '/me', { token: secret })).toMatchObject({
      status: 200,
      json: { label: '县平台', role: 'supervisor' },
    });
    expect(await api.call('GET', '/settlements', { token: secret })).toMatchObject({
      json: { items: [{ id: world.settlement.id }], next: null },
    });
    const listed = await api.call('GET', '/tokens', { token: admin });
    expect(listed.text).toContain('县平台');
    expect(listed.text).not.toContain(secret.slice(6));
  });

  it.each([
    ['a day too many', { days: 401 }],
    ['no day', { days: 0 }],
    ['half a day', { days: 1.5 }],
    ['the role of a resident', { role: 'resident' }],
    ['a role that is none', { role: '__proto__' }],
    ['a scope without a place', { scope: { kind: 'settlement' } }],
    ['a scope of another kind', { scope: { kind: 'village' } }],
    ['a scope with too much', { scope: { kind: 'all', region: 'guizhou' } }],
    ['a region that the knowledge does not have', { scope: { kind: 'region', region: 'nowhere' } }],
    ['a label of two lines', { label: '一\n二' }],
  ])('issues none with %s', async (_, wrong) => {
    const body = { label: '平台', role: 'cadre', scope: { kind: 'all' }, days: 30, ...wrong };
    expect(await api.call('POST', '/tokens', { token: await api.token('admin'), body })).toMatchObject({ status: 422 });
  });

  it('issues none for a settlement that does not exist', async () => {
    const scope = { kind: 'settlement', settlement: 's_00000000000000000000' };
    const body = { label: '平台', role: 'cadre', scope, days: 30 };
    expect(await api.call('POST', '/tokens', { token: await api.token('admin'), body })).toMatchObject({
      status: 404,
      json: { code: 'unknown', params: { what: 'settlement' } },
    });
  });
});
