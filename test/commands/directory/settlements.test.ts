import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/actors.ts';
import type { Actor } from '../../../src/directory/model.ts';
import { createSubjects, type Subjects } from '../../directory/subjects.ts';
import { type Answers, type CommandRan, directoryCommand, jsonLines } from '../../support/directory-command.ts';
import { type OpenRooms, openRooms } from '../../support/directory-rooms.ts';

const example = new URL('../../../knowledge/settlements.example.yaml', import.meta.url).pathname;

describe('anjia directory settlements', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anjia-directory-'));
  let opened: OpenRooms;
  let make: Subjects;
  beforeAll(async () => {
    opened = await openRooms();
    make = createSubjects(opened.rooms);
  });
  afterAll(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });

  const run = (words: readonly string[], answers?: Answers, actor: Actor = OPERATOR): Promise<CommandRan> =>
    directoryCommand({ actor, rooms: opened.rooms, clock: opened.clock }, words, answers);
  /** A new settlement's id. */
  const settled = async (...fields: readonly string[]): Promise<string> => {
    const name = `新村${make.next()}`;
    const place = ['--region', 'guizhou', '--county', '黔西市', '--name', name];
    const { out } = await run(['settlements', 'add', ...place, ...fields, '--json']);
    return String(jsonLines(out)[0]?.['id']);
  };
  const file = (text: string | Buffer): string => {
    const path = join(folder, `${make.next()}.yaml`);
    writeFileSync(path, text);
    return path;
  };

  describe('settlements', () => {
    it('are added with all that the command line says of them', async () => {
      const fields = ['--kind', 'urban', '--population', '4200', '--poor-population', '3900'];
      const id = await settled(...fields, '--buildings', '1栋，2栋, 3栋', '--tag', '县城,一期');
      const [record] = jsonLines((await run(['settlements', 'show', id, '--json'])).out);
      expect(record).toMatchObject({
        id,
        region: 'guizhou',
        county: '黔西市',
        kind: 'urban',
        version: 1,
        tags: ['县城', '一期'],
      });
      expect(record).toMatchObject({ population: 4200, poorPopulation: 3900 });
      expect(record?.['buildings']).toEqual([{ name: '1栋' }, { name: '2栋' }, { name: '3栋' }]);
    });

    it('change in what is named and stay in the rest', async () => {
      const id = await settled('--population', '100', '--buildings', '1栋', '--tag', '一期');
      const { out } = await run(['settlements', 'change', id, '--name', `改名${id}`, '--population=', '--json']);
      const [record] = jsonLines(out);
      expect(record).toMatchObject({
        name: `改名${id}`,
        county: '黔西市',
        version: 2,
        tags: ['一期'],
        buildings: [{ name: '1栋' }],
      });
      expect(record).not.toHaveProperty('population');
    });

    it('are shown in aligned lines to a person', async () => {
      const id = await settled('--buildings', '1栋,2栋');
      const { out, status } = await run(['settlements', 'show', id]);
      expect(status).toBe(0);
      expect(out).toMatch(/^地区 {2}guizhou\n县 {4}黔西市\n名称 {2}新村\d+\n楼栋 {2}1栋\n {6}2栋\n/);
    });

    it('go by their name where it is the only one within reach', async () => {
      for (const county of ['大方县', '纳雍县'])
        await run(['settlements', 'add', '--region', 'guizhou', '--county', county, '--name', '同心社区']);
      const county = { kind: 'county', region: 'guizhou', county: '大方县' } as const;
      const cadre: Actor = { id: 't_cadre', via: 'command', rights: [{ role: 'cadre', scope: county as never }] };
      expect((await run(['settlements', 'show', '同心社区'], {}, cadre)).out).toContain('大方县');
      const { status, error } = await run(['settlements', 'show', '同心社区']);
      expect([status, error]).toEqual([2, expect.stringMatching(/s_\w{20} 大方县, s_\w{20} 纳雍县/)]);
      expect(await run(['settlements', 'show', '没有的社区'])).toMatchObject({ status: 1, code: 'unknown', out: '' });
    });

    it('are removed by who means it', async () => {
      const id = await settled();
      const words = ['settlements', 'remove', id];
      expect(await run(words)).toMatchObject({ status: 2, error: expect.stringContaining('--yes') });
      expect(await run(words, { person: ['n'] })).toMatchObject({ status: 1, code: 'left' });
      expect(await run(words, { person: [''] })).toMatchObject({ status: 1, code: 'left' });
      expect(await run(['settlements', 'show', id])).toMatchObject({ status: 0 });
      expect(await run(words, { person: ['y'] })).toMatchObject({ status: 0 });
      expect(await run(['settlements', 'show', id])).toMatchObject({ status: 1, code: 'unknown' });
    });

    it('tell what they are entitled to, and what is still unknown', async () => {
      const known = await settled('--population', '4200');
      const line = { scheme: 'guizhou.police-room', outcome: 'eligible', missing: [], in_force: true };
      expect(jsonLines((await run(['settlements', 'entitlements', known, '--json'])).out)).toContainEqual(
        expect.objectContaining({ ...line, clauses: ['guizhou:3.4.19'], explanation: expect.stringContaining('三(四)19') }),
      );
      const { out } = await run(['settlements', 'entitlements', await settled()]);
      expect(out).toMatch(/guizhou\.police-room {2}安置点警务室\n.*安置点总人数/);
      const unknown = jsonLines((await run(['settlements', 'entitlements', await settled(), '--json'])).out);
      expect(unknown.map(({ outcome, missing }) => [outcome, missing])).toEqual([
        ['unknown', ['settlement_population']],
        ['unknown', ['settlement_population']],
      ]);
    });
  });

  describe('a file of settlements', () => {
    it('may look like the example', async () => {
      const { status, out } = await run(['settlements', 'add', '--file', example, '--json']);
      expect(status).toBe(0);
      const [full, bare] = jsonLines(out);
      expect(full).toMatchObject({ region: 'guizhou', kind: 'urban', population: 4200, poorPopulation: 3900 });
      expect(full?.['buildings']).toEqual([{ name: '1栋' }, { name: '2栋', entrances: ['1单元', '2单元'] }]);
      expect(full?.['desks']).toMatchObject([{ unit: 'guizhou.civil-affairs' }]);
      expect(full?.['office']).toMatchObject({ contacts: [{ name: '值班室' }] });
      expect(bare).toMatchObject({ name: '团结新村', buildings: [], desks: [], tags: [] });
    });

    const settlement = (more = '') => `- region: guizhou\n  county: 黔西市\n  name: 新村\n${more}`;
    it.each<[string, string | Buffer, string]>([
      ['nothing', '', '1'],
      ['no list', 'region: guizhou\n', '1'],
      ['an empty list', '[]', '1'],
      ['no YAML', '- region: "guizhou\n', '2'],
      ['no UTF-8', Buffer.from([0x2d, 0x20, 0xb9, 0xf3, 0xd6, 0xdd]), '1'],
      ['a field that nobody knows', settlement('  people: 100\n'), '4'],
      ['a number in words', settlement('  population: 一百\n'), '4'],
      ['a half person', settlement('  population: 1.5\n'), '4'],
      ['fewer people than poor ones', settlement('  population: 1\n  poor_population: 2\n'), '5'],
      ['a kind that is none', settlement('  kind: city\n'), '4'],
      ['a building twice', settlement('  tags: [a]\n  buildings: [1栋, 1栋]\n'), '5'],
      ['a region without documents', '- region: yunnan\n  county: 黔西市\n  name: 新村\n', '1'],
      ['a unit that no document names', settlement('  desks:\n    - name: 窗口\n      unit: guizhou.nothing\n'), '6'],
      ['no name', '- region: guizhou\n  county: 黔西市\n', '1'],
      ['one settlement twice', settlement() + settlement(), '6'],
    ])('with %s is refused with its line, and adds nothing', async (_, text, line) => {
      const path = file(text);
      const before = (await run(['settlements', 'list', '--json'])).out;
      const { status, error, out } = await run(['settlements', 'add', '--file', path]);
      expect([status, out]).toEqual([1, '']);
      expect(error.split('\n')).toEqual([expect.stringMatching(new RegExp(`^${path}:${line}: .*[。）]$`))]);
      expect((await run(['settlements', 'list', '--json'])).out).toBe(before);
    });

    it('is told every fault at once', async () => {
      const path = file(`${settlement('  people: 1\n  kind: city\n')}- region: guizhou\n  county: 黔西市\n`);
      const { error } = await run(['settlements', 'add', '--file', path]);
      expect(error.split('\n').map(line => line.slice(path.length, path.length + 3))).toEqual([':4:', ':5:', ':6:']);
    });

    it('leaves on record that it was refused', async () => {
      const actor: Actor = { id: 't_cadre', via: 'command', rights: [{ role: 'cadre', scope: { kind: 'all' } }] };
      expect(await run(['settlements', 'add', '--file', file(settlement())], {}, actor)).toMatchObject({ code: 'not-allowed' });
      const [entry] = await opened.storage.directory.audit.list({ actor: actor.id, scopes: [{ kind: 'all' }], limit: 1 });
      expect(entry).toMatchObject({ action: 'settlement.add', outcome: 'not-allowed' });
    });

    it.each([
      ['is not there', 'nothing.yaml'],
      ['is a folder', ''],
    ])('that %s is said to be so', async (_, name) => {
      const path = join(folder, name);
      await expect(run(['settlements', 'add', '--file', path])).rejects.toThrow(path);
    });
  });
});
