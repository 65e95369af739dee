import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCore } from '../../../src/app.ts';
import { config } from '../../../src/config.ts';
import { readHouseholds } from '../../../src/directory/household-sheet/index.ts';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { Settlement } from '../../../src/directory/model.ts';
import { asPlainText, type Outgoing } from '../../../src/message/index.ts';
import { dayAt } from '../../../src/shared/calendar.ts';
import { readSpreadsheet } from '../../../src/spreadsheet/index.ts';
import { damagedSpreadsheets } from '../../support/damaged-spreadsheets.ts';
import { householdWords } from '../../support/household-words.ts';
import { allowed, type Chatter, type Office, openOffice } from '../../support/office.ts';
import { openedText } from '../../support/opened.ts';
import { type PostOffice, postOffice } from '../../support/post-office.ts';
import { csv, xlsx } from '../../support/workbooks.ts';

const HEAD = ['户编号', '姓名', '与户主关系', '楼栋', '房号'];
/** So many households, a row each. */
const rows = (number: number, more: readonly (readonly string[])[] = []): readonly (readonly string[])[] => [
  HEAD,
  ...Array.from({ length: number }, (_, i) => [
    `HX-${i}`,
    i % 2 ? '罗世珍' : '杨秀英',
    '户主',
    `${1 + (i % 9)}栋`,
    String(100 + i),
  ]),
  ...more,
];
const table = (number: number, more: readonly (readonly string[])[] = []) => Buffer.from(csv(rows(number, more)));
const words = (outgoing: readonly Outgoing[]): string => outgoing.map(asPlainText).join('\n');

describe('a household table in chat', () => {
  let office: Office;
  let post: PostOffice;
  let home: Settlement;
  let cadre: Chatter;
  beforeEach(async () => {
    office = await openOffice();
    post = postOffice(office.core, () => office.clock.now());
    home = await office.settlement();
    cadre = await office.staff('王芳', 'cadre', { kind: 'settlement', settlement: home.id });
  });
  afterEach(() => office.close());

  const count = () => office.core.storage.directory.households.count(home.id);
  const files = () => office.core.storage.attachments.list({ channel: 'terminal', account: 'terminal', person: '王芳' }, 10);

  it('is looked at, taken in once that is wished, and taken back', async () => {
    const bytes = await xlsx(rows(3, [['HX-9', '', '户主', '3栋', '502']]));
    expect(words(await post.send('王芳', [bytes], { name: '三栋户表.xlsx' }))).toContain('正在看');
    const [seen] = await post.told('王芳');
    expect(seen?.text).toContain('新增 3 户');
    expect(seen?.text).toMatch(/第 5 行.*没有姓名/);
    expect(seen?.choices?.map(({ label }) => label)).toEqual(['导入', '不办了']);
    const report = readSpreadsheet(Buffer.from(seen?.file?.content ?? '', 'base64'));
    expect(JSON.stringify(report.ok && report.sheets)).toContain('没有姓名');
    expect(await count()).toBe(0);

    expect((await cadre.says('1')).text).toContain('开始导入');
    const [done] = await post.told('王芳');
    expect(done?.text).toMatch(/导入完了[\s\S]*新增 3 户/);
    expect(await count()).toBe(3);
    expect(await files()).toEqual([]);

    const [undo] = done?.choices ?? [];
    expect((await cadre.says(undo!.id)).text).toContain('要撤销吗');
    expect((await cadre.picks('撤销')).text).toContain('正在撤销');
    expect(words(await post.told('王芳'))).toContain('3 户回到了导入以前');
    expect(await count()).toBe(0);
    expect((await cadre.says(undo!.id, '1')).text).toContain('正在撤销');
    expect(words(await post.told('王芳'))).not.toContain('撤销好了');
  });

  it('is taken back by digits alone, where there are no buttons', async () => {
    await post.send('王芳', [table(2)]);
    await post.told('王芳');
    await cadre.says('1');
    await post.told('王芳');
    // The digit that stopped it while it ran.
    expect((await cadre.says('1')).text).toContain('要撤销吗');
    await cadre.says('1');
    expect(words(await post.told('王芳'))).toContain('2 户回到了导入以前');
  });

  it('is asked where it belongs, where that is not certain; nothing is written when it is not wished', async () => {
    const other = await office.settlement({ name: '锦绣社区' });
    const admin = await office.staff('李主任', 'cadre', { kind: 'county', region: home.region, county: home.county });
    const asked = await post.send('李主任', [table(2)]);
    expect(words(asked)).toContain('哪个安置点');
    const at = asked[0]!.choices!.findIndex(({ label }) => label.includes('锦绣'));
    expect((await admin.says(String(at + 1))).text).toContain('正在看');
    await post.told('李主任');
    expect((await admin.says('停')).text).toContain('不办了');
    expect(await office.core.storage.directory.households.count(other.id)).toBe(0);
    // It is still there to be taken in later.
    expect((await admin.says('导入户表')).labels[0]).toMatch(/户表（2026-11-22发来的）/);
  });

  it('says how far it is, is stopped, and keeps what was written', async () => {
    await post.send('王芳', [table(4_500)]);
    await post.told('王芳');
    const begun = await cadre.says('1');
    expect(begun.labels).toEqual(['停']);
    const told: Outgoing[] = [];
    while (!words(told).includes('2000/4500')) told.push(...(await post.told('王芳')));
    // Others are answered meanwhile.
    expect((await office.person('p2').says('你好')).text).not.toBe('');
    expect((await cadre.says('停')).text).toContain('这就停');
    while (!words(told).includes('停下了')) told.push(...(await post.told('王芳')));
    expect(told.at(-1)?.choices?.map(({ label }) => label)).toEqual(['撤销这次导入']);
    const written = await count();
    expect(written).toBeGreaterThanOrEqual(2_000);
    expect(written).toBeLessThan(4_500);
  });

  it('that is hostile, or no table of households, is said to be so', async () => {
    const made = (what: string) => damagedSpreadsheets.find(([name]) => name === what)![1]();
    const cases: readonly [Uint8Array, RegExp][] = [
      [await made('a zip that says it is too big'), /展开后超过了/],
      [await made('an .xlsx with a password'), /密码/],
      [await made('an .xlsx whose sheet is missing'), /坏了/],
      [await made('an .xls that was cut off'), /坏了|收不了/],
      [Buffer.from('姓名,事由\n张三,低保\n'), /没有找到住户/],
      [Buffer.from('<table><script>alert(1)</script></table>'), /空的|没有/],
    ];
    for (const [bytes, why] of cases) {
      const said = words(await post.send('王芳', [bytes], { name: '户表.xlsx' }));
      expect(said.includes('正在看') ? words(await post.told('王芳')) : said).toMatch(why);
      for (const { id } of await files()) await office.core.rooms.attachments.remove(id);
    }
    expect(await count()).toBe(0);
  });

  it('is not for residents, nor for whoever is cadre no more', async () => {
    expect(words(await post.send('p1', [table(1)]))).toContain('社区干部');
    await post.send('王芳', [table(1)]);
    await post.told('王芳');
    const [file] = await files();
    // A stranger who learnt the number of a file opens nothing with it.
    const stranger = await office.staff('外人', 'cadre', {
      kind: 'settlement',
      settlement: (await office.settlement({ name: '别处' })).id,
    });
    await stranger.says('导入户表');
    expect((await stranger.says(`desk=household_table=${file!.id}`)).text).not.toContain('导入');
    const held = allowed(await office.core.rooms.directory.people.roles(OPERATOR, { limit: 50 }));
    const theirs = held.find(({ name }) => name === '王芳')!;
    allowed(await office.core.rooms.directory.people.revoke(OPERATOR, theirs.id));
    await cadre.says('1');
    expect(words(await post.told('王芳'))).not.toContain('导入完了');
    expect(await count()).toBe(0);
  });

  it('gives an empty table that can be filled in', async () => {
    const said = await office.core.conversation.handle({
      channel: 'terminal',
      account: 'terminal',
      chat: { id: '王芳', kind: 'private' },
      person: '王芳',
      platformId: 'template',
      text: '导入户表',
      mentioned: true,
      at: office.clock.now(),
    });
    expect(said[0]?.file?.name).toBe('户表（空表）.xlsx');
    const read = readSpreadsheet(Buffer.from(said[0]?.file?.content ?? '', 'base64'));
    expect(JSON.stringify(read.ok && read.sheets)).toContain('户编号');
  });

  it('goes when a household is erased that may stand in it, and with its sender', async () => {
    await post.send('王芳', [table(2)]);
    await post.told('王芳');
    await cadre.says('1');
    await post.told('王芳');
    await post.send('王芳', [table(5)]);
    await post.told('王芳');
    expect((await files()).length).toBe(1);
    const [household] = await office.core.storage.directory.households.list(home.id, { limit: 1 });
    allowed(await office.core.rooms.directory.households.erase(OPERATOR, household!.id));
    expect(await files()).toEqual([]);
    expect((await cadre.says('1')).text).toContain('不在了');
  });

  it('is blanked with the conversation: what was told of the table stays nowhere', async () => {
    await post.send('王芳', [table(1, [['HX-9', '罗小满', '长孙女婿', '3栋', '502']])]);
    const seen = words(await post.told('王芳'));
    expect(seen).toContain('长孙女婿');
    await cadre.says('不办了');
    const later = new Date(office.clock.now().getTime() + 1);
    await office.core.storage.conversation.endInterviews(later, later);
    for (const { id } of await files()) await office.core.rooms.attachments.remove(id);
    expect(await openedText({ dataDir: office.dataDir })).not.toContain('长孙女婿');
  });

  it('that was cut off by a kill is told at the next start, and can be taken back', async () => {
    const { directory } = office.core.rooms;
    const { attachments, directory: store } = office.core.storage;
    const owner = { channel: 'terminal', account: 'terminal', person: '王芳' };
    await attachments.add({ ...owner, id: 'f_1_0', type: 'application/octet-stream', at: office.clock.now() }, table(450));
    await attachments.add({ ...owner, id: 'f_2_0', type: 'application/octet-stream', at: office.clock.now() }, table(1));
    // As a process leaves it that is killed after its first stretch.
    const found = readSpreadsheet(table(450));
    const read = readHouseholds(found.ok ? found.sheets : [], householdWords, dayAt(office.clock.now()));
    const stopping = new AbortController();
    const { actor } = await directory.visitors.behind({ ...owner, chat: { id: '王芳', kind: 'private' } });
    const cut = allowed(
      await directory.imports.run(actor, home.id, read, {
        purpose: '一户一档',
        signal: stopping.signal,
        onBegun: id => attachments.begin('f_1_0', '王芳', id),
        onProgress: () => stopping.abort(),
      }),
    );
    await store.imports.note(cut.id!, 'running', 0);
    await attachments.begin('f_2_0', '王芳', 'begun');

    const again = await openCore(config({ DATA_DIR: office.dataDir }), { clock: office.clock });
    const told = await again.rooms.deliveries.collect({ ...owner, chat: '王芳' });
    expect(words(told.map(({ outgoing }) => outgoing))).toMatch(/停在了半路，已经写进去200户[\s\S]*还没有开始导入/);
    expect(await store.imports.get(cut.id!)).toMatchObject({ state: 'stopped', written: 200 });
    await again.rooms.tables.resume();
    expect(await again.rooms.deliveries.collect({ ...owner, chat: '王芳' })).toEqual([]);
    await again.stop();

    await cadre.says(told[0]!.outgoing.choices![0]!.id, '1');
    expect(words(await post.told('王芳'))).toContain('200 户回到了导入以前');
    expect(await count()).toBe(0);
    expect(await files()).toEqual([]);
  });

  it('is looked at also where the turn that began it was taken back once and done again', async () => {
    const { tables, directory } = office.core.rooms;
    const key = { channel: 'terminal', account: 'terminal', chat: '王芳', person: '王芳' };
    const { actor } = await directory.visitors.behind({ ...key, chat: { id: '王芳', kind: 'private' } });
    await office.core.storage.attachments.add(
      { ...key, id: 'f_9_0', type: 'application/octet-stream', at: office.clock.now() },
      table(2),
    );
    const wish = { actor, to: key, language: 'zh-CN', message: 9 } as const;
    const look = () => tables.look(wish, { file: 'f_9_0', settlement: home.id });
    const failed = office.core.storage.transact(async () => {
      look();
      throw new Error('taken back');
    });
    await expect(failed).rejects.toThrow('taken back');
    await office.core.storage.transact(async () =>
      expect([look(), look()]).toEqual([{ state: 'looking' }, { state: 'looking' }]),
    );
    const told = await post.told('王芳');
    expect(told.map(({ text }) => text.split('\n')[0])).toEqual(['新增 2 户，更新 0 户，没有变化 0 户，没有收 0 户。']);
    expect(look()).toMatchObject({ state: 'ready' });
  });

  it('stops with the program, and says so at the next start', async () => {
    await post.send('王芳', [table(4_500)]);
    await post.told('王芳');
    await cadre.says('1');
    while (!words(await post.told('王芳')).includes('2000/4500'));
    await office.core.rooms.tables.stop();
    expect(words(await post.told('王芳'))).toContain('程序停了');
    expect(await count()).toBeLessThan(4_500);
    expect(await files()).toEqual([]);
  });
});
