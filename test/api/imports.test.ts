import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiOn, said, startApi, type TestApi } from '../support/api.ts';
import { databases, onEachDatabase } from '../support/databases.ts';
import { faultsAgainst, operationFor } from '../support/openapi.ts';
import { xlsx } from '../support/workbooks.ts';
import { FILE, makeWorld, PERSONAL, type World } from './world.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

onEachDatabase('imports through the API', opened => {
  let api: TestApi;
  let world: World;
  let cadre: string;
  beforeEach(async () => {
    api = await startApi(opened().storage);
    world = await makeWorld(api);
    cadre = await api.token('cadre', world.scope);
  });
  afterEach(() => api.stop());

  const send = (raw: string | Uint8Array, query = '', type = 'text/csv', token = cadre) =>
    api.call('POST', `/settlements/${world.settlement.id}/imports?purpose=file${query}`, {
      token,
      raw,
      headers: { 'content-type': type },
    });
  const households = () => api.storage.directory.households.count(world.settlement.id);

  it('says in a preview what would change, changes nothing, then takes it in, once, and takes it back', async () => {
    const before = await households();
    expect(await send(FILE, '&preview=true')).toMatchObject({
      status: 201,
      json: {
        state: 'preview',
        counts: { added: 2, changed: 0, same: 0, refused: 0 },
        rows: { taken: 2, warned: 0, refused: 0 },
      },
    });
    expect(await households()).toBe(before);
    const taken = await send(FILE);
    expect(taken.json).toMatchObject({ state: 'done', counts: { added: 2 } });
    expect(await households()).toBe(before + 2);
    expect((await send(FILE)).json).toMatchObject({ counts: { added: 0, same: 2 } });
    const listed = await api.call('GET', `/settlements/${world.settlement.id}/imports`, { token: cadre });
    expect((listed.json.items as unknown as object[]).at(1)).toMatchObject({ id: taken.json.id, state: 'done', written: 2 });
    expect(await api.call('GET', `/imports/${said(taken.json.id)}`, { token: cadre })).toMatchObject({
      json: { state: 'done' },
    });
    const undo = () => api.call('DELETE', `/imports/${said(taken.json.id)}`, { token: cadre });
    expect(await undo()).toMatchObject({ status: 200, json: { restored: 2, kept: [] } });
    expect(await households()).toBe(before);
    expect(await undo()).toMatchObject({ status: 404, json: { params: { what: 'import' } } });
  });

  it('reads a workbook, and reports rows and households that should be looked at as the document says', async () => {
    const rows = [
      ['户编号', '姓名', '与户主关系', '身份证号', '楼栋', '房号', '备注列'],
      ['HX-8000', '罗世珍', '户主', '11010519491231002X', '3栋', '999', 'x'],
      ['HX-0009', '', '户主', '', '3栋', '502', ''],
      ['HX-0010', '杨秀英', '户主', '123', '3栋', '503', ''],
    ];
    const answer = await send(await xlsx(rows), '', XLSX);
    expect(answer.status).toBe(201);
    const document = await api.document();
    const { schema } = operationFor(document, 'POST', `/settlements/${world.settlement.id}/imports`)!.responses[201]!.content![
      'application/json'
    ]!;
    expect(faultsAgainst(schema, answer.json, document)).toEqual([]);
    expect(answer.json).toMatchObject({
      counts: { changed: 1, added: 1 },
      rows: { refused: 1, warned: 1 },
      notable: [
        { row: 3, outcome: 'refused', reasons: [{ code: 'name-missing' }] },
        { row: 4, outcome: 'warned', reasons: [{ code: 'identity-length' }] },
      ],
      households: [
        {
          household: world.household.id,
          conflicts: expect.arrayContaining([{ field: 'room', kind: 'conflict', before: '501', after: '999' }]),
        },
      ],
    });
    const lines = api.log.lines.join('\n');
    for (const word of [...PERSONAL, 'HX-8000']) expect(lines).not.toContain(word);
  });
});

describe('files that are none', () => {
  let api: TestApi;
  let world: World;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ api, end } = await apiOn(databases[0]!));
    world = await makeWorld(api);
  });
  afterEach(() => end());
  const send = (token: string, raw: string | Uint8Array, query = 'purpose=file', type = 'text/csv', language = 'zh-CN') =>
    api.call('POST', `/settlements/${world.settlement.id}/imports?${query}`, {
      token,
      raw,
      headers: { 'content-type': type, 'accept-language': language },
    });

  it('says why a file cannot be read, in the language that is accepted', async () => {
    const cadre = await api.token('cadre');
    const pdf = await send(cadre, '%PDF-1.7 罗世珍', undefined, 'application/octet-stream', 'en');
    expect(pdf).toMatchObject({ status: 422, json: { code: 'file-unreadable', params: { fault: 'not-a-spreadsheet' } } });
    expect(pdf.json.detail).toContain('.xlsx');
    expect(await send(cadre, '')).toMatchObject({
      status: 422,
      json: { params: { fault: 'empty' }, detail: expect.stringContaining('空') },
    });
    expect(await send(cadre, new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toMatchObject({ status: 422 });
    expect(await send(cadre, '没有表头\n的表')).toMatchObject({
      status: 201,
      json: { counts: { added: 0 }, sheets: [{ outcome: 'no-table' }] },
    });
  });

  it('takes no other type, no more than 20 MiB, no other question, and wants a purpose', async () => {
    const cadre = await api.token('cadre');
    expect((await send(cadre, FILE, undefined, 'application/json')).status).toBe(415);
    expect((await send(cadre, new Uint8Array(20 * 2 ** 20 + 1))).status).toBe(413);
    for (const query of ['', 'purpose=', 'purpose=file&preview=yes', 'purpose=file&sheet=1'])
      expect((await send(cadre, FILE, query)).status, query).toBe(422);
  });

  it('does not read the file of somebody who may not, and records that they tried', async () => {
    const admin = await api.token('admin');
    expect(await send(admin, '%PDF')).toMatchObject({ status: 403, json: { code: 'not-allowed' } });
    const [entry] = await api.storage.directory.audit.list({ scopes: [{ kind: 'all' }], limit: 1 });
    expect(entry).toMatchObject({ action: 'household.import', outcome: 'not-allowed' });
  });
});
