import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCore } from '../../src/app.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { allowed } from '../support/office.ts';
import { openedText, readableText } from '../support/opened.ts';
import { SECRET, telephonePhoto } from '../support/photos.ts';
import { Visitor } from '../support/visitor.ts';
import { csv } from '../support/workbooks.ts';

const ROWS = [
  ['户编号', '姓名', '与户主关系', '楼栋', '房号'],
  ['HX-1', '罗世珍珠', '户主', '3栋', '502'],
  ['HX-2', '杨秀梅朵', '户主', '3栋', '503'],
  ['HX-3', '', '户主', '3栋', '504'],
];

describe('photos and tables on the page', () => {
  let running: TestApp;
  let visitor: Visitor;
  beforeEach(async () => {
    running = await startApp();
    visitor = new Visitor(running.app.url);
    await visitor.get();
  });
  afterEach(() => running.end());

  const say = async (text: string): Promise<string> => {
    expect((await visitor.send({ text })).status).toBe(303);
    return (await visitor.get()).text;
  };
  const send = async (bytes: Uint8Array, name: string): Promise<string> => {
    expect((await visitor.sendFile(bytes, name)).status).toBe(303);
    return (await visitor.get()).text;
  };
  /** Loads the page until these words stand on it. */
  const until = async (words: string): Promise<string> => {
    for (let tries = 0; tries < 200; tries++) {
      const { text } = await visitor.get();
      if (text.includes(words)) return text;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`“${words}” was not told`);
  };

  it('a photo is received, without what the camera wrote beside it, and stands nowhere in clear', async () => {
    const page = await send(await telephonePhoto(), '户口本.jpg');
    expect(page).toContain('收到1张照片');
    expect(page).toContain('（发来了照片或文件）');
    const { dataDir } = running.config;
    for (const secret of [...Object.values(SECRET), '户口本']) expect(await readableText({ dataDir })).not.toContain(secret);
    const opened = await openedText({ dataDir });
    expect(opened).toContain('户口本.jpg');
    const [photo = ''] = /\/9j\/[A-Za-z0-9+/=]{200,}/.exec(opened) ?? [];
    expect(photo.length).toBeGreaterThan(500);
    for (const secret of Object.values(SECRET)) expect(Buffer.from(photo, 'base64').toString('latin1')).not.toContain(secret);
  });

  it('the same form sent twice is one message; what is no photo is refused with words', async () => {
    const token = visitor.token;
    const photo = await telephonePhoto();
    for (let i = 0; i < 2; i++) expect((await visitor.sendFile(photo, 'a.jpg', { token })).status).toBe(303);
    expect((await visitor.get()).text.match(/收到1张照片/g)?.length).toBe(1);
    expect(await send(Buffer.from('<svg onload="alert(1)">'), '"><script>alert(1)</script>.jpg')).toContain('这种文件我收不了');
    expect((await visitor.sendFile(new Uint8Array(21 * 2 ** 20), 'a.jpg')).status).toBe(413);
  });

  it('a cadre’s table is looked at, taken in and taken back; the report is for this browser alone', async () => {
    expect(await say(await cadreCode(running))).toContain('您现在是社区干部');
    expect(await send(Buffer.from(csv(ROWS)), '三栋户表.csv')).toContain('正在看');
    const seen = await until('新增 2 户');
    const [, address = ''] = /href="(\/file\?of=[^"]+)"/.exec(seen) ?? [];
    const response = await fetch(new URL(address, running.app.url), { headers: { cookie: visitor.cookie } });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const report = readSpreadsheet(new Uint8Array(await response.arrayBuffer()));
    expect(JSON.stringify(report.ok && report.sheets)).toContain('没有姓名');
    // Nobody else has it by its address.
    const stranger = new Visitor(running.app.url);
    for (const wrong of [address, '/file', '/file?of=', '/file?of=m1.-1', '/file?of=__proto__.0', `/file?of=${'9'.repeat(5000)}`])
      expect((await stranger.get(wrong)).status).toBe(404);

    await visitor.send({ choice: 'form=sure=yes' });
    const done = await until('导入完了');
    expect(done).toContain('撤销这次导入');
    // The button of the last message of a turn: what was the stop is the way back once it is over.
    const [, stop = ''] = /value="(desk=import_now=[^"]+)"/.exec(done) ?? [];
    await visitor.send({ choice: stop });
    const [, undo = ''] = /value="(form=import=[^"]+)"/.exec((await visitor.get()).text) ?? [];
    await visitor.send({ choice: undo });
    expect(await until('撤销好了')).toContain('2 户回到了导入以前');
  });
});

/** The operator adds a settlement beside the server, and invites its cadre. */
async function cadreCode({ config }: TestApp): Promise<string> {
  const beside = await openCore(config, { resume: false });
  const { directory } = beside.rooms;
  const draft = { region: 'guizhou' as RegionId, county: '黔西市', name: '锦绣社区', buildings: [], desks: [], tags: [] };
  const { id: settlement } = allowed(await directory.settlements.add(OPERATOR, draft));
  const wanted = { role: 'cadre', scope: { kind: 'settlement', settlement }, name: '王芳' } as const;
  const { letters } = allowed(await directory.people.invite(OPERATOR, wanted));
  await beside.stop();
  return letters;
}
