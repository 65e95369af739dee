import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/actors.ts';
import type { Household } from '../../../src/directory/model.ts';
import { valueIn } from '../../directory/subjects.ts';
import { type Answers, directoryCommand, jsonLines } from '../../support/directory-command.ts';
import { inPrivate, type OpenRooms, openRooms } from '../../support/directory-rooms.ts';
import { settle } from '../../support/rights.ts';

/** Right by its check digit, and nobody's. */
const IDENTITY = '11010119000328027X';

describe('anjia directory households', () => {
  let opened: OpenRooms;
  let here: string;
  let household: Household;
  beforeAll(async () => {
    opened = await openRooms();
    here = (await settle(opened.rooms.directory)).own.id;
  });
  afterAll(() => opened.close());
  let doors = 0;
  beforeEach(async () => {
    const members = [
      { id: 'm1', name: '罗世珍', relation: 'head', identityNumber: IDENTITY, phone: '138-0013-8000' },
      { id: 'm2', name: '罗小明', relation: 'child' },
    ] as const;
    const door = { building: '3栋', entrance: '2单元', room: String(500 + ++doors) };
    const draft = { ...door, code: `HX${doors}`, members, marks: ['dibao' as const], purpose: '一户一档' };
    household = valueIn(await opened.rooms.directory.households.add(OPERATOR, here as never, draft));
  });

  const run = (words: readonly string[], answers?: Answers) =>
    directoryCommand({ actor: OPERATOR, rooms: opened.rooms, clock: opened.clock }, ['households', ...words], answers);
  const recorded = async (subject: string) => {
    const [entry] = await opened.storage.directory.audit.list({ subject, scopes: [{ kind: 'all' }], limit: 1 });
    return entry && { action: entry.action, reason: entry.reason, outcome: entry.outcome };
  };

  it('are listed with their names shortened, for a building too', async () => {
    const { out } = await run(['list', here]);
    expect(out).toContain(`${household.id}  3栋 2单元 ${household.room}  HX${doors}`);
    expect(out).toContain('罗**');
    expect(out).not.toMatch(/世珍|小明|138|110101/);
    expect((await run(['list', here, '--building', '4栋', '--json'])).out).toBe('');
  });

  it.each([
    ['code', () => `hx${doors}`],
    ['door', () => `3-2-${household.room}`],
    ['door', () => `3栋 2单元 ${household.room}`],
  ])('are found by their %s, as people write it', async (kind, value) => {
    const found = jsonLines((await run(['find', here, value(), '--kind', kind, '--json'])).out);
    expect(found.map(({ id }) => id)).toEqual([household.id]);
  });

  it.each([
    ['name', '罗世珍'],
    ['phone', '13800138000'],
    ['identity', `${IDENTITY.toLowerCase()}\n`],
  ])('are found by %s from standard input', async (kind, input) => {
    const found = jsonLines((await run(['find', here, '--kind', kind, '--json'], { input })).out);
    expect(found.map(({ id }) => id)).toContain(household.id);
    expect(found.every(({ head }) => head === '罗**')).toBe(true);
  });

  it('are found by an identity number that is typed when asked, and never one in the command', async () => {
    expect((await run(['find', here, '--kind', 'identity'], { person: [IDENTITY] })).out).toContain(household.id);
    const typed = await run(['find', here, IDENTITY, '--kind', 'identity'], { input: IDENTITY });
    expect(typed).toMatchObject({ status: 2, out: '' });
    expect(typed.error).not.toContain(IDENTITY);
  });

  it.each([
    ['identity', ''],
    ['phone', 'no figures'],
    ['door', '501'],
    ['door', '3-2-1-501'],
    ['name', ' \n'],
  ])('cannot be found by a %s written “%s”', async (kind, input) => {
    expect(await run(['find', here, '--kind', kind], { input })).toMatchObject({ status: 2, out: '' });
  });

  it('are shown whole to who says why, and that is recorded', async () => {
    const { out } = await run(['show', household.id, '--reason', 'visit', '--json']);
    expect(jsonLines(out)).toEqual([JSON.parse(JSON.stringify(household))]);
    expect(await recorded(household.id)).toEqual({ action: 'household.open', reason: 'visit', outcome: 'done' });
    expect((await run(['show', household.id, '--reason', 'visit'])).out).toContain('m2 罗小明 child');
  });

  it.each([
    ['no reason', []],
    ['a reason of one’s own', ['--reason', 'curious']],
    ['an option that nobody knows', ['--reason', 'visit', '--all']],
    ['an option twice', ['--reason', 'visit', '--reason', 'check']],
    ['a word too many', ['and', '--reason', 'visit']],
  ])('are not shown with %s', async (_, words) => {
    const before = await recorded(household.id);
    expect(await run(['show', household.id, ...words])).toMatchObject({ status: 2, out: '' });
    expect(await recorded(household.id)).toEqual(before);
  });

  it.each(['h_1', 's_00000000000000000000', '../h', ''])('are named by a whole id, not by “%s”', async id => {
    expect(await run(['show', id, '--reason', 'visit'])).toMatchObject({ status: 2, out: '' });
  });

  it('are linked to a person by a code', async () => {
    const [code] = jsonLines((await run(['link-code', household.id, '--member', 'm2', '--json'])).out);
    const { visitors } = opened.rooms.directory;
    expect(await visitors.redeem(inPrivate('xiaoming'), String(code?.['letters']))).toMatchObject({ ok: true });
    expect((await visitors.behind(inPrivate('xiaoming'))).link).toMatchObject({ household: household.id, member: 'm2' });
    expect(await run(['link-code', household.id, '--member', 'm9'])).toMatchObject({ status: 1, code: 'unknown' });
  });

  it('have what they agree to recorded', async () => {
    const words = ['consent', household.id, '--purpose', 'eligibility', '--how', 'spoken', '--member', 'm1', '--json'];
    const [record] = jsonLines((await run(words)).out);
    expect(record).toMatchObject({ id: household.id, version: 2 });
    expect(record?.['consents']).toEqual([
      { purpose: 'eligibility', how: 'spoken', member: 'm1', on: '2026-11-22', recordedBy: 'operator' },
    ]);
  });

  it('are erased by who means it', async () => {
    expect(await run(['erase', household.id])).toMatchObject({ status: 2, error: expect.stringContaining('--yes') });
    expect(await run(['erase', household.id], { person: ['no'] })).toMatchObject({ status: 1, code: 'left' });
    expect(await opened.storage.directory.households.get(household.id)).toBeDefined();
    expect(jsonLines((await run(['erase', household.id, '--yes', '--json'])).out)).toEqual([{ id: household.id }]);
    expect(await opened.storage.directory.households.get(household.id)).toBeUndefined();
    expect(await run(['erase', household.id, '--yes', '--json'])).toMatchObject({ status: 1, code: 'unknown' });
  });
});
