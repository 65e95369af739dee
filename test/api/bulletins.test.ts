import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Scope } from '../../src/directory/scope.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { said, startApi, type TestApi } from '../support/api.ts';
import { onEachDatabase } from '../support/databases.ts';
import { bulletinDraft, makeWorld, type World } from './world.ts';

onEachDatabase('bulletins through the API', opened => {
  let api: TestApi;
  let world: World;
  let cadre: string;
  beforeEach(async () => {
    api = await startApi(opened().storage);
    world = await makeWorld(api);
    cadre = await api.token('cadre', world.scope);
  });
  afterEach(() => api.stop());

  const post = (path: string, body?: object, key?: string, token = cadre) =>
    api.call('POST', path, { token, ...(body ? { body } : {}), ...(key ? { key } : {}) });
  async function written(kind?: 'notice' | 'jobs' | 'alert'): Promise<string> {
    const { status, json } = await post('/bulletins', bulletinDraft(world.scope, kind));
    expect(status).toBe(201);
    return said(json.id);
  }
  const digest = async (id: string) => said((await post(`/bulletins/${id}/preview`, { when: {} })).json.digest);

  it('are sent once, however often the same request comes', async () => {
    const id = await written();
    const body = { seen: await digest(id) };
    for (const replay of [null, 'true', 'true']) {
      const { status, json, headers } = await post(`/bulletins/${id}/submission`, body, 'once');
      expect({ status, state: json.state, replay: headers.get('idempotent-replay') }).toEqual({
        status: 200,
        state: 'sending',
        replay,
      });
    }
    // Without the key it is another request, and the bulletin is on its way.
    expect(await post(`/bulletins/${id}/submission`, body)).toMatchObject({ status: 409, json: { code: 'state' } });
    const { json } = await api.call('GET', `/bulletins/${id}/progress`, { token: cadre });
    expect(json).toMatchObject({ state: 'sending', total: 2, waiting: 2 });
  });

  it('go to just those that were seen, as they were seen', async () => {
    const id = await written();
    expect(await post(`/bulletins/${id}/submission`, { seen: 'another' })).toMatchObject({
      status: 409,
      json: { code: 'changed' },
    });
    const change = { ...bulletinDraft(world.scope), version: 7 };
    expect(await api.call('PUT', `/bulletins/${id}`, { token: cadre, body: change })).toMatchObject({
      status: 409,
      json: { code: 'changed' },
    });
  });

  it('are not approved by the program that wrote them, nor twice', async () => {
    const id = await written('notice');
    const { json } = await post(`/bulletins/${id}/submission`, { seen: await digest(id) });
    expect(json.state).toBe('proposed');
    const version = Number(said(json.version));
    expect(await post(`/bulletins/${id}/approval`, { version })).toMatchObject({ status: 403, json: { code: 'own' } });
    const supervisor = await api.token('supervisor', world.scope);
    expect((await post(`/bulletins/${id}/approval`, { version }, undefined, supervisor)).json.state).toBe('sending');
    expect(await post(`/bulletins/${id}/approval`, { version }, undefined, supervisor)).toMatchObject({ status: 409 });
  });

  it('are listed stretch by stretch, newest first, with their ledgers line by line', async () => {
    const ids: string[] = [];
    for (let next = ''; ; ) {
      const { json } = await api.call('GET', `/bulletins?limit=2${next}`, { token: cadre });
      ids.push(...(json.items as unknown as { id: string }[]).map(({ id }) => id));
      if (json.next === null) break;
      next = `&after=${said(json.next)}`;
    }
    expect(ids).toEqual([world.paused, world.sending, world.doubted, world.proposed, world.draft].map(({ id }) => id));

    const path = `/bulletins/${world.sending.id}/ledger?limit=1`;
    const { json: first } = await api.call('GET', path, { token: cadre });
    const { json: second } = await api.call('GET', `${path}&after=${said(first.next)}`, { token: cadre });
    expect(second.next).toBeNull();
    const groups = [first, second].flatMap(({ items }) => items as unknown as { group: string; state: string }[]);
    expect(groups.map(({ group }) => group)).toEqual([world.group.id, world.robot.id]);
    expect(groups.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect((await api.call('GET', `${path}&state=failed`, { token: cadre })).json.items).toEqual([]);
    const { json } = await api.call('GET', `/bulletins/${world.sending.id}/ledger-sheet`, {
      token: cadre,
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(json.name).toBe('发送台账-招工.xlsx');
    const read = readSpreadsheet(Buffer.from(said(json.content), 'base64'));
    expect(read.ok && JSON.stringify(read.sheets[0]?.rows)).toContain('3栋群');
  });

  it.each([
    [{ at: '2026-13-01T00:00:00Z' }],
    [{ at: '明天8点' }],
    [{ repeat: { every: 'year', at: '08:00' } }],
    [{ repeat: { every: 'month', on: 31, at: '08:00' } }],
    [{ repeat: { every: 'day', at: '24:00' } }],
    [{ repeat: { every: 'week', at: '08:00' } }],
  ])('refuse the time %j', async when => {
    expect((await post(`/bulletins/${world.draft.id}/preview`, { when })).status).toBe(422);
  });

  it('refuse what groups should not read: nothing, too much, marks that turn words around', async () => {
    const draft = bulletinDraft(world.scope);
    for (const content of [
      { title: '', text: 'x' },
      { title: 'x', text: ' ' },
      { title: 'x'.repeat(61), text: 'x' },
      { title: 'x', text: 'x'.repeat(3_001) },
      { title: '停\u202e水', text: 'x' },
      { title: 'x', text: 'x', clauses: ['none-2000:1'] },
    ])
      expect((await post('/bulletins', { ...draft, content })).status, JSON.stringify(content).slice(0, 80)).toBe(422);
    const nowhere: Scope = { kind: 'settlement', settlement: 's_00000000000000000000' as never };
    expect((await post('/bulletins', { ...draft, audience: { places: [nowhere] } })).status).toBe(403);
    expect((await post('/bulletins', { ...draft, audience: { places: [] } })).status).toBe(422);
  });

  it('show nothing of a settlement to those who look after another', async () => {
    const elsewhere = await makeWorld(api);
    const other = await api.token('cadre', elsewhere.scope);
    for (const path of ['', '/progress', '/ledger', '/ledger-sheet', `/receipts?settlement=${world.settlement.id}`])
      expect((await api.call('GET', `/bulletins/${world.sending.id}${path}`, { token: other })).status, path).toBe(403);
    const { json } = await api.call('GET', '/bulletins', { token: other });
    expect(JSON.stringify(json)).not.toContain(world.sending.id);
  });
});
