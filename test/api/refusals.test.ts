import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/index.ts';
import { apiOn, type TestApi } from '../support/api.ts';
import { databases } from '../support/databases.ts';
import { householdDraft, makeWorld, settlementDraft, type World } from './world.ts';

const NONE = '00000000000000000000';

describe('refusals of the API', () => {
  let api: TestApi;
  let world: World;
  let admin: string;
  let cadre: string;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ api, end } = await apiOn(databases[0]!));
    world = await makeWorld(api);
    admin = await api.token('admin');
    cadre = await api.token('cadre');
  });
  afterEach(() => end());

  it('finds nothing where there is nothing, and says what is missing', async () => {
    const missing = async (method: string, path: string, token: string, body?: object) => {
      const { status, json } = await api.call(method, path, { token, ...(body ? { body } : {}) });
      return [status, json.code, json.params?.['what']];
    };
    expect(await missing('GET', `/settlements/s_${NONE}`, admin)).toEqual([404, 'unknown', 'settlement']);
    expect(await missing('GET', `/settlements/s_${NONE}/info`, admin)).toEqual([404, 'unknown', 'settlement']);
    expect(await missing('POST', `/households/h_${NONE}/open`, cadre, { reason: 'visit' })).toEqual([
      404,
      'unknown',
      'household',
    ]);
    expect(await missing('DELETE', `/groups/g_${NONE}`, admin)).toEqual([404, 'unknown', 'group']);
    expect(await missing('DELETE', `/roles/r_${NONE}`, admin)).toEqual([404, 'unknown', 'grant']);
    expect(await missing('DELETE', `/tokens/t_${NONE}`, admin)).toEqual([404, 'unknown', 'token']);
    expect(await missing('DELETE', `/info/i_${NONE}`, cadre)).toEqual([404, 'unknown', 'info']);
    expect(await missing('POST', '/inquiries/999/answer', cadre, { says: '有', name: '王' })).toEqual([
      404,
      'unknown',
      'inquiry',
    ]);
    expect(await missing('POST', `/households/${world.household.id}/link-codes`, cadre, { member: 'm9' })).toEqual([
      404,
      'unknown',
      'member',
    ]);
    expect(await missing('POST', `/settlements/${world.settlement.id}/group-codes`, cadre, { building: '9栋' })).toEqual([
      404,
      'unknown',
      'building',
    ]);
  });

  it('does not tell a token what there is outside its scope', async () => {
    const local = await api.token('cadre', (await makeWorld(api)).scope);
    const open = (id: string) => api.call('POST', `/households/${id}/open`, { token: local, body: { reason: 'visit' } });
    const [there, nowhere] = [await open(world.household.id), await open(`h_${NONE}`)];
    expect([there.status, nowhere.status]).toEqual([403, 403]);
    expect({ ...there.json, instance: '' }).toEqual({ ...nowhere.json, instance: '' });
  });

  it('keeps a change that somebody else made meanwhile', async () => {
    const path = `/households/${world.household.id}`;
    const body = { ...householdDraft(), version: 1 };
    expect(await api.call('PUT', path, { token: cadre, body })).toMatchObject({
      status: 200,
      json: { id: world.household.id, version: 2 },
    });
    expect(await api.call('PUT', path, { token: cadre, body })).toMatchObject({ status: 409, json: { code: 'changed' } });
    expect(await api.call('PUT', path, { token: cadre, body: householdDraft() })).toMatchObject({
      status: 422,
      json: { errors: [{ field: 'version', code: 'missing' }] },
    });
  });

  it('lets one of two who change the same at the same time win', async () => {
    const change = () =>
      api.call('PUT', `/households/${world.household.id}`, { token: cadre, body: { ...householdDraft(), version: 1 } });
    const statuses = (await Promise.all([change(), change(), change()])).map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
  });

  it('refuses a second settlement of the name, and to remove one that is lived in', async () => {
    const { id: _, version: __, ...same } = world.settlement;
    expect(await api.call('POST', '/settlements', { token: admin, body: same })).toMatchObject({
      status: 409,
      json: { code: 'exists', errors: [{ field: 'name' }] },
    });
    expect(await api.call('DELETE', `/settlements/${world.settlement.id}`, { token: admin })).toMatchObject({
      status: 409,
      json: { code: 'in-use' },
    });
  });

  it('keeps region and county of a settlement, and takes only regions and offices that the knowledge has', async () => {
    const { id, region, county, ...record } = world.settlement;
    const path = `/settlements/${id}`;
    const put = (body: object) => api.call('PUT', path, { token: cadre, body });
    expect(await put({ ...record, region, county })).toMatchObject({ status: 422 });
    expect(await put({ ...record, name: '惠民社区' })).toMatchObject({
      status: 200,
      json: { region, county, name: '惠民社区', version: 2 },
    });
    const desk = (unit: string) => ({ ...record, version: 2, desks: [{ unit, name: '民政窗口' }] });
    expect(await put(desk('guizhou.no-such-office'))).toMatchObject({ status: 422, json: { params: { field: 'desks.0.unit' } } });
    expect(await put(desk('guizhou.civil-affairs'))).toMatchObject({ status: 200 });
    expect(
      await api.call('POST', '/settlements', { token: admin, body: { ...settlementDraft('新点'), region: 'nowhere' } }),
    ).toMatchObject({
      status: 422,
      json: { params: { field: 'region' } },
    });
  });

  it('keeps the last administrator', async () => {
    const { directory } = api.rooms;
    const person = await directory.people.ensure({ channel: 'telegram', account: 'bot', person: 'admin' }, '');
    const { id } = await directory.people.grant(person.id, 'admin', { kind: 'all' }, OPERATOR.id);
    expect(await api.call('DELETE', `/roles/${id}`, { token: admin })).toMatchObject({
      status: 409,
      json: { code: 'last-admin' },
    });
  });

  it('shows a file in full only where it is opened', async () => {
    const opened = await api.call('POST', `/households/${world.household.id}/open`, { token: cadre, body: { reason: 'check' } });
    expect(opened.json).toMatchObject({ members: [{ name: '罗世珍', phone: '13800138000' }, { name: '罗小满' }], version: 1 });
    const consent = { purpose: 'contact', how: 'spoken', member: 'm1' };
    const answers = [
      await api.call('GET', `/settlements/${world.settlement.id}/households`, { token: cadre }),
      await api.call('PUT', `/households/${world.household.id}`, { token: cadre, body: { ...householdDraft(), version: 1 } }),
      await api.call('POST', `/households/${world.household.id}/consents`, { token: cadre, body: consent }),
      await api.call('POST', `/settlements/${world.settlement.id}/households`, { token: cadre, body: householdDraft() }),
    ];
    for (const { status, text } of answers) {
      expect(status).toBeLessThan(300);
      expect(text).not.toMatch(/罗世珍|13800138000|11010519491231002X/);
    }
  });

  it.each([
    [undefined, 'zh-CN', '不允许'],
    ['en', 'en', 'Not allowed'],
    ['en-GB,en;q=0.9', 'en', 'Not allowed'],
    ['zh-Hans-CN, en;q=0.5', 'zh-CN', '不允许'],
    ['en;q=0.1, zh;q=0.9', 'zh-CN', '不允许'],
    ['fr, de;q=0.5', 'zh-CN', '不允许'],
    ['en;q=0', 'zh-CN', '不允许'],
    ['*', 'zh-CN', '不允许'],
    [';;;q=,,', 'zh-CN', '不允许'],
  ])('says it in the language of Accept-Language: %s', async (accepts, language, title) => {
    const { headers, json } = await api.call('POST', `/households/${world.household.id}/open`, {
      token: admin,
      body: { reason: 'visit' },
      headers: accepts === undefined ? { 'accept-language': '' } : { 'accept-language': accepts },
    });
    expect([headers.get('content-language'), json.title]).toEqual([language, title]);
  });
});
