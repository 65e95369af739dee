import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { said, startApi, type TestApi } from '../support/api.ts';
import { onEachDatabase } from '../support/databases.ts';
import { jobDraft, makeWorld, POSTINGS, type World } from './world.ts';

onEachDatabase('job postings through the API', opened => {
  let api: TestApi;
  let world: World;
  let cadre: string;
  beforeEach(async () => {
    api = await startApi(opened().storage);
    world = await makeWorld(api);
    cadre = await api.token('cadre', world.scope);
  });
  afterEach(() => api.stop());

  const of = () => ({ region: 'guizhou', settlement: world.settlement.id });
  const add = (over: object = {}, token = cadre) =>
    api.call('POST', '/postings', { token, body: { of: of(), job: { ...jobDraft(77), ...over } } });
  const send = (raw: string | Uint8Array, query = '', type = 'text/csv') =>
    api.call('POST', `/posting-imports?region=guizhou&settlement=${world.settlement.id}${query}`, {
      token: cadre,
      raw,
      headers: { 'content-type': type },
    });
  const cells = async (content: unknown) => {
    const read = readSpreadsheet(new Uint8Array(Buffer.from(String(content), 'base64')));
    return read.ok ? read.sheets[0]?.rows.map(row => row.cells) : read.fault.code;
  };

  it('are one where the same comes twice, and held where they look like fraud', async () => {
    expect(await add()).toMatchObject({ status: 201, json: { was: 'new', posting: { state: 'open', version: 1 } } });
    expect(await add({ title: '缝 纫工77' })).toMatchObject({ status: 201, json: { was: 'same' } });
    const held = await add({ title: '普工', more: '入职交押金500元' });
    const { id } = (held.json as unknown as { posting: { id: string } }).posting;
    expect(held.json).toMatchObject({ posting: { state: 'held', signs: [{ sign: 'deposit', words: '押金' }] } });
    const handler = await api.token('handler', world.scope);
    expect(await api.call('GET', `/postings/${id}`, { token: handler })).toMatchObject({ status: 404 });
    expect((await api.call('GET', '/postings?state=held', { token: handler })).json).toMatchObject({ items: [] });
    expect((await api.call('GET', '/postings?state=held', { token: cadre })).json).toMatchObject({ items: [{ id }] });
    for (const _ of ['once', 'pressed again'])
      expect(await api.call('POST', `/postings/${id}/release`, { token: cadre })).toMatchObject({
        status: 200,
        json: { state: 'open' },
      });
  });

  it('are not changed over somebody else’s change, nor ended twice in two ways', async () => {
    const { posting } = world;
    const change = (version: number) =>
      api.call('PUT', `/postings/${posting.id}`, { token: cadre, body: { job: { ...posting.job, openings: 9 }, version } });
    expect(await change(1)).toMatchObject({ status: 200, json: { version: 2, job: { openings: 9 } } });
    expect(await change(1)).toMatchObject({ status: 409 });
    const end = (as: string) => api.call('POST', `/postings/${posting.id}/end`, { token: cadre, body: { as } });
    expect(await end('filled')).toMatchObject({ status: 200 });
    expect(await end('filled')).toMatchObject({ status: 200 });
    expect(await end('withdrawn')).toMatchObject({ status: 409 });
  });

  it.each([
    [{ title: '工\u0000' }],
    [{ title: '工\n人' }],
    [{ title: '工\u202e人' }],
    [{ title: '工'.repeat(41) }],
    [{ wage: { form: 'monthly', from: -1 } }],
    [{ wage: { form: 'yearly', from: 1 } }],
    [{ age: { from: 12 } }],
    [{ contact: { phone: 'x' } }],
    [{ validUntil: '2026-02-30' }],
    [{ validUntil: '2020-01-01' }],
    [{ openings: 1e9 }],
    [{ coordinates: { latitude: 100, longitude: 0 } }],
    [{ suits: ['nobody'] }],
  ])('with %j are refused, with a problem that says which field', async over => {
    const answer = await add(over);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('belong to a region that there are documents of', async () => {
    const everywhere = await api.token('cadre', { kind: 'all' });
    const body = { of: { region: 'nowhere' }, job: jobDraft(78) };
    expect(await api.call('POST', '/postings', { token: everywhere, body })).toMatchObject({ status: 422 });
    const raw = { token: everywhere, raw: POSTINGS, headers: { 'content-type': 'text/csv' } };
    expect(await api.call('POST', '/posting-imports?region=nowhere', raw)).toMatchObject({ status: 422 });
    expect(await api.call('POST', '/posting-imports', raw)).toMatchObject({ status: 422 });
  });

  it('come from a table: looked at, taken in, given back where they were refused, taken back', async () => {
    expect((await send(POSTINGS, '&preview=true')).json).toMatchObject({
      state: 'preview',
      counts: { new: 1, renewed: 0, same: 0, held: 0 },
      rows: { taken: 0, warned: 1, refused: 1 },
    });
    const taken = await send(POSTINGS);
    expect(taken.json).toMatchObject({ state: 'done', counts: { new: 1 } });
    expect((await send(POSTINGS)).json).toMatchObject({ counts: { new: 0, same: 1 } });
    const path = `/posting-imports/${said(taken.json.id)}`;
    const returned = await api.call('GET', `${path}/returned`, { token: cadre });
    expect(await cells(returned.json['content'])).toEqual([
      ['没收的原因', '用工单位', '岗位', '招聘人数', '工资', '联系电话', '有效期至'],
      [expect.stringContaining('没写招什么岗位'), '兴旺制衣厂', '', '5', '4000元/月', '13500135000', '2026-12-31'],
    ]);
    expect(await api.call('DELETE', path, { token: cadre })).toMatchObject({ status: 200, json: { restored: 1, kept: [] } });
    expect(await api.call('DELETE', path, { token: cadre })).toMatchObject({ status: 404 });
  });

  it('come from no file that is none', async () => {
    for (const raw of ['', '\0\0\0', 'PK\u0003\u0004', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])])
      expect((await send(raw, '', 'application/octet-stream')).status).toBe(422);
    expect((await send('hello, world')).json).toMatchObject({ sheets: [{ outcome: 'no-table' }], counts: { new: 0 } });
  });

  it('have a template for whoever may see them', async () => {
    const { json } = await api.call('GET', '/posting-template', { token: cadre });
    expect((await cells(json['content']))?.[0]).toContain('招工信息登记表');
  });
});
