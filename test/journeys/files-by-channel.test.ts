import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCore } from '../../src/app.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import { FetchError } from '../../src/message/channel.ts';
import type { Attachment, Incoming } from '../../src/message/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { type TestChannel, testChannel } from '../support/channel.ts';
import { allowed } from '../support/office.ts';
import { telephonePhoto } from '../support/photos.ts';
import { csv } from '../support/workbooks.ts';

const TABLE = Buffer.from(
  csv([
    ['户编号', '姓名', '与户主关系', '楼栋', '房号'],
    ['HX-1', '罗世珍', '户主', '3栋', '502'],
    ['HX-2', '杨秀英', '户主', '3栋', '503'],
  ]),
);

describe('photos and tables on a platform that is sent to', () => {
  let running: TestApp;
  let channel: TestChannel;
  const lying = new Map<string, Uint8Array | 'hangs'>();
  const asked: string[] = [];
  let number = 0;
  beforeEach(async () => {
    asked.length = 0;
    channel = testChannel({
      async fetch({ ref }) {
        asked.push(ref);
        const file = lying.get(ref);
        if (file === 'hangs') return new Promise(() => {});
        if (!file) throw new FetchError('gone');
        return { bytes: file };
      },
    });
    running = await startApp({ channels: [channel] });
  });
  afterEach(() => running.end());

  const message = (over: Partial<Incoming>): Incoming => ({
    channel: 'telegram',
    account: '1',
    chat: { id: 'c1', kind: 'private' },
    person: 'u1',
    platformId: String(number++),
    text: '',
    mentioned: true,
    at: new Date(),
    ...over,
  });
  const say = (text: string) => channel.inbox.take([message({ text })]);
  const send = (file: Uint8Array | 'hangs', over: Partial<Incoming> = {}, kind: Attachment['kind'] = 'file') => {
    const ref = `file ${number}`;
    lying.set(ref, file);
    return channel.inbox.take([message({ attachments: [{ kind, ref }], ...over })]);
  };
  /** The part that says this, once it was sent. */
  const part = async (words: string) => {
    for (let tries = 0; tries < 400; tries++) {
      const found = channel.sent.findLast(({ text }) => text.includes(words));
      if (found) return found;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`“${words}” was not sent, but ${channel.texts.join(' | ')}`);
  };

  it('a photo is answered where it was sent; one that is for nobody is never fetched', async () => {
    const photo = await telephonePhoto();
    const chat = { id: 'g1', kind: 'group' } as const;
    await send(photo, { chat, mentioned: false, text: '大家看' }, 'photo');
    await send(photo, { chat, mentioned: true, person: 'u2' }, 'photo');
    expect((await part('收到1张照片')).to).toMatchObject({ chat: 'g1', kind: 'group' });
    expect(asked).toEqual(['file 1']);
  });

  it('a photo whose fetching a restart cut off is fetched by the next process, and answered once', async () => {
    await send('hangs', {}, 'photo');
    while (asked.length === 0) await new Promise(resolve => setTimeout(resolve, 20));
    lying.set(asked[0]!, await telephonePhoto());
    const stopped = performance.now();
    await running.restart();
    await part('收到1张照片');
    // A fetch that hangs keeps no program from stopping.
    expect(performance.now() - stopped).toBeLessThan(20_000);
    expect(asked).toEqual([asked[0], asked[0]]);
    expect(channel.texts.filter(text => text.includes('收到1张照片')).length).toBe(1);
  });

  it('a table goes from the file to the directory and back, by buttons', async () => {
    const beside = await openCore(running.config, { resume: false });
    const { directory } = beside.rooms;
    const draft = { region: 'guizhou' as RegionId, county: '黔西市', name: '锦绣社区', buildings: [], desks: [], tags: [] };
    const { id: settlement } = allowed(await directory.settlements.add(OPERATOR, draft));
    const wanted = { role: 'cadre', scope: { kind: 'settlement', settlement }, name: '王芳' } as const;
    await say(allowed(await directory.people.invite(OPERATOR, wanted)).letters);
    await part('您现在是社区干部');

    await say('导入户表');
    expect((await part('空表')).part.file?.name).toBe('户表（空表）.xlsx');
    await send(TABLE);
    const seen = await part('新增 2 户');
    await say(seen.part.choices![0]!.id);
    const done = await part('导入完了');
    expect(await beside.storage.directory.households.count(settlement)).toBe(2);
    const [undo] = done.part.choices!;
    // Something else was talked about meanwhile: the button works all the same.
    await say('搬到城里还能吃低保不');
    await part('住在哪里');
    await say(undo!.id);
    await part('要撤销吗');
    await say('1');
    await part('2 户回到了导入以前');
    expect(await beside.storage.directory.households.count(settlement)).toBe(0);
    await beside.stop();
  });
});
