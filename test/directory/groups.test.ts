import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Scope } from '../../src/directory/scope.ts';
import type { GroupId } from '../../src/shared/ids.ts';
import { databases } from '../support/databases.ts';
import { inGroup, inPrivate, type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { type Places, scopeOf, settle } from '../support/rights.ts';
import { valueIn } from './subjects.ts';

describe.each(databases)('a group on $name', ({ missing, ...database }) => {
  let opened: OpenRooms;
  let places: Places;
  let tests = 0;
  /** A chat of its own in each test. */
  let chat: string;
  let cadre: string;
  beforeAll(async () => {
    if (missing) return;
    opened = await openRooms({ missing, ...database });
    places = await settle(opened.rooms.directory);
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    if (missing) return;
    chat = `chat ${++tests}`;
    cadre = `cadre ${tests}`;
    await withRole(cadre, 'cadre', scopeOf('settlement', places.own));
  });

  const withRole = async (person: string, role: Role, scope: Scope): Promise<void> => {
    const { people, visitors } = opened.rooms.directory;
    const { letters } = valueIn(await people.invite(OPERATOR, { role, scope, name: person }));
    valueIn(await visitors.redeem(inPrivate(person), letters));
  };
  const code = async (at: keyof Places, building?: string): Promise<string> =>
    valueIn(await opened.rooms.directory.groups.code(OPERATOR, places[at].id, building)).letters;
  const codeAgain = async (group: GroupId): Promise<string> =>
    valueIn(await opened.rooms.directory.groups.codeAgain(OPERATOR, group)).letters;
  const post = (person: string, letters: string, where = chat, name?: string) =>
    opened.rooms.directory.visitors.redeem(inGroup(person, where), letters, name);
  const groupIn = (where: string) => opened.storage.directory.groups.in('web', 'anjia', where);
  const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);

  it.skipIf(missing)('is bound to a building by a code that a cadre posts in it', async () => {
    expect(codeOf(await post(cadre, await code('own', '2栋'), chat, '二栋群'))).toBe('done');
    expect(await groupIn(chat)).toMatchObject({ settlement: places.own.id, building: '2栋', name: '二栋群' });
    const { settlement } = await opened.rooms.directory.visitors.behind(inGroup('a resident', chat));
    expect(settlement?.id).toBe(places.own.id);
  });

  it.skipIf(missing)('has no building that the settlement has not', async () => {
    const outcome = await opened.rooms.directory.groups.code(OPERATOR, places.own.id, '9栋');
    expect(outcome).toEqual({ ok: false, refusal: { code: 'unknown', params: { what: 'building' } } });
  });

  it.skipIf(missing)('stays the same group when it is bound again, in its chat or in a new one', async () => {
    await post(cadre, await code('own'));
    const { id } = (await groupIn(chat))!;
    expect(codeOf(await post(cadre, await code('own', '1栋')))).toBe('done');
    expect(await groupIn(chat)).toMatchObject({ id, building: '1栋' });
    // The platform calls it something else now.
    expect(codeOf(await post(cadre, await codeAgain(id), `${chat} anew`))).toBe('done');
    expect(await groupIn(`${chat} anew`)).toMatchObject({ id, settlement: places.own.id, building: '1栋' });
    expect(await groupIn(chat)).toBeUndefined();
  });

  it.skipIf(missing)('takes the place of another group of the settlement whose chat it moves to', async () => {
    await post(cadre, await code('own'));
    await post(cadre, await code('own'), `${chat} other`);
    const [{ id }, other] = [(await groupIn(chat))!, (await groupIn(`${chat} other`))!];
    expect(codeOf(await post(cadre, await codeAgain(id), `${chat} other`))).toBe('done');
    expect(await groupIn(`${chat} other`)).toMatchObject({ id });
    expect(await opened.storage.directory.groups.get(other.id)).toBeUndefined();
  });

  it.skipIf(missing)('moves to another settlement where its cadre may take it from the first one, and only then', async () => {
    await post(cadre, await code('own'));
    const { id } = (await groupIn(chat))!;
    const [neighbour, county] = [`neighbour ${tests}`, `county ${tests}`];
    await withRole(neighbour, 'cadre', scopeOf('settlement', places['same-county']));
    await withRole(county, 'cadre', scopeOf('county', places.own));

    const letters = await code('same-county');
    expect(codeOf(await post(neighbour, letters))).toBe('out-of-scope');
    expect(await groupIn(chat)).toMatchObject({ id, settlement: places.own.id });
    expect(codeOf(await post(county, letters))).toBe('done');
    expect(await groupIn(chat)).toMatchObject({ id, settlement: places['same-county'].id });
    const entries = await opened.storage.directory.audit.list({ subject: id, scopes: [{ kind: 'all' }], limit: 9 });
    expect(entries.map(({ outcome, place, reason }) => [outcome, place, reason])).toEqual([
      ['done', `settlement:${places.own.id}`, 'moved'],
      ['out-of-scope', `settlement:${places.own.id}`, 'moved'],
    ]);
  });

  it.skipIf(missing)('does not come back by an old code to a settlement that it has left', async () => {
    await post(cadre, await code('own'));
    const { id } = (await groupIn(chat))!;
    const old = await codeAgain(id);
    const county = `county ${tests}`;
    await withRole(county, 'cadre', scopeOf('county', places.own));
    await post(county, await code('same-county'));
    expect(codeOf(await post(cadre, old, `${chat} anew`))).toBe('out-of-scope');
    expect(await groupIn(chat)).toMatchObject({ id, settlement: places['same-county'].id });
  });

  it.skipIf(missing)('is not bound by somebody who may not, and the code works on for who may', async () => {
    const letters = await code('own');
    const handler = `handler ${tests}`;
    await withRole(handler, 'handler', scopeOf('all', places.own));
    const stranger = `cadre of elsewhere ${tests}`;
    await withRole(stranger, 'cadre', scopeOf('region', places['other-region']));
    expect(codeOf(await post('nobody that anybody knows', letters))).toBe('not-allowed');
    expect(codeOf(await post(handler, letters))).toBe('not-allowed');
    expect(codeOf(await post(stranger, letters))).toBe('out-of-scope');
    expect(await groupIn(chat)).toBeUndefined();
    expect(codeOf(await post(cadre, letters))).toBe('done');
  });

  it.skipIf(missing)('is nobody’s once it was let go, and can be bound again by its old code', async () => {
    await post(cadre, await code('own'));
    const { id } = (await groupIn(chat))!;
    const again = await codeAgain(id);
    valueIn(await opened.rooms.directory.groups.unbind(OPERATOR, id));
    expect((await opened.rooms.directory.visitors.behind(inGroup('a resident', chat))).settlement).toBeUndefined();
    expect(codeOf(await opened.rooms.directory.groups.unbind(OPERATOR, id))).toBe('unknown');
    expect(codeOf(await post(cadre, again))).toBe('done');
  });

  it.skipIf(missing)('speaks when it is called until that is set otherwise, and stays so when it is bound again', async () => {
    await post(cadre, await code('own'));
    const { id, manner, quiet } = (await groupIn(chat))!;
    expect([manner, quiet]).toEqual(['called', undefined]);
    const { groups } = opened.rooms.directory;
    expect(codeOf(await groups.edit(OPERATOR, id, { manner: 'questions' }))).toBe('done');
    expect(codeOf(await groups.edit(OPERATOR, id, { quiet: '21:00 到 8:00' }))).toBe('done');
    expect(codeOf(await post(cadre, await code('own', '1栋')))).toBe('done');
    expect(await groupIn(chat)).toMatchObject({ id, manner: 'questions', quiet: '21:00-08:00', building: '1栋' });
    expect(codeOf(await post(cadre, await codeAgain(id), `${chat} anew`))).toBe('done');
    expect(await groupIn(`${chat} anew`)).toMatchObject({ id, manner: 'questions', quiet: '21:00-08:00' });
  });

  it.skipIf(missing)('is set to nothing that there is not', async () => {
    await post(cadre, await code('own'));
    const before = (await groupIn(chat))!;
    const edit = (change: object) => opened.rooms.directory.groups.edit(OPERATOR, before.id, change);
    for (const manner of ['', 'loud', 'Called', 'toString'])
      expect(await edit({ manner })).toEqual({ ok: false, refusal: { code: 'invalid', params: { field: 'manner' } } });
    for (const quiet of ['', '25:00-07:00', '22:00', '22:00-22:00', '整天'])
      expect(await edit({ manner: 'off', quiet })).toEqual({
        ok: false,
        refusal: { code: 'invalid', params: { field: 'quiet' } },
      });
    expect(await groupIn(chat)).toEqual(before);
    expect(codeOf(await opened.rooms.directory.groups.edit(OPERATOR, opened.rooms.directory.ids.group(), {}))).toBe('unknown');
  });

  it.skipIf(missing)('keeps its settlement from being removed', async () => {
    await post(cadre, await code('own'));
    expect(codeOf(await opened.rooms.directory.settlements.remove(OPERATOR, places.own.id))).toBe('in-use');
  });
});
