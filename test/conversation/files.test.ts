import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FetchError } from '../../src/message/channel.ts';
import type { Outgoing } from '../../src/message/index.ts';
import { type Office, openOffice } from '../support/office.ts';
import { readableText } from '../support/opened.ts';
import { pixelBomb, telephonePhoto } from '../support/photos.ts';
import { type PostOffice, postOffice } from '../support/post-office.ts';

const words = (outgoing: readonly Outgoing[]): string => outgoing.map(({ text }) => text).join('\n');
const csv = Buffer.from('姓名,楼栋\n罗世珍,3栋\n');

describe('photos and files that people send', () => {
  let office: Office;
  let post: PostOffice;
  beforeEach(async () => {
    office = await openOffice();
    post = postOffice(office.core, () => office.clock.now());
  });
  afterEach(() => office.close());

  const kept = (person: string) =>
    office.core.storage.attachments.list({ channel: 'terminal', account: 'terminal', person }, 300);

  it('a photo is kept, and that nobody reads pictures is said', async () => {
    const heard = words(await post.send('p1', [await telephonePhoto()], { kind: 'photo', name: '户口本.jpg' }));
    expect(heard).toMatch(/收到1张照片.*30天.*看不懂图片.*用文字/);
    const [photo, ...others] = await kept('p1');
    expect(others).toEqual([]);
    expect(photo).toMatchObject({ type: 'image/jpeg', name: '户口本.jpg' });
    expect(Buffer.from((await office.core.storage.attachments.bytes(photo!.id))!).toString('latin1')).not.toContain('GEHEIM');
    expect(await readableText({ dataDir: office.dataDir })).not.toContain('户口本');
    const history = await office.core.conversation.history(
      { channel: 'terminal', account: 'terminal', chat: 'p1', person: 'p1' },
      5,
    );
    expect(history.map(({ text }) => text)).toEqual(['（发来了照片或文件）']);
  });

  it('what is written beside it is answered too, danger before all; a form that is open stays open', async () => {
    const person = office.person('p1');
    await person.says('广西');
    const answered = await post.send('p1', [await telephonePhoto()], { kind: 'photo', text: '搬到城里还能吃低保不' });
    expect(answered[0]?.text).toContain('收到1张照片');
    expect(words(answered)).toContain('低保');
    expect(answered.at(-1)?.choices?.length).toBeGreaterThan(0);
    const danger = await post.send('p1', [await telephonePhoto()], { kind: 'photo', text: '屋头起火了' });
    expect(danger[0]?.text).toContain('119');
    expect(danger.at(-1)?.text).toContain('收到1张照片');
    const asked = await person.says('查临时低保');
    expect(asked.labels.length).toBeGreaterThan(1);
    await post.send('p1', [await telephonePhoto()], { kind: 'photo' });
    expect((await person.says('1')).text).toContain('记下了');
  });

  it('a message is looked at once, however often it comes', async () => {
    const photo = await telephonePhoto();
    const first = await post.send('p1', [photo], { kind: 'photo', platformId: 'twice' });
    expect(await post.send('p1', [photo], { kind: 'photo', platformId: 'twice' })).toEqual(first);
    expect(post.asked).toEqual(['twice/0']);
    expect((await kept('p1')).length).toBe(1);
  });

  it('a later wording of a message is answered, and what came with it is not fetched again', async () => {
    const photo = await telephonePhoto();
    await post.send('p1', [photo], { kind: 'photo', platformId: 'a' });
    expect(await post.send('p1', [photo], { kind: 'photo', edits: 'a' })).toEqual([]);
    expect(words(await post.send('p1', [photo], { kind: 'photo', edits: 'a', text: '你好' }))).not.toBe('');
    expect(post.asked).toEqual(['a/0']);
    expect((await kept('p1')).length).toBe(1);
  });

  it('what a killed process had kept is not fetched again when the message is answered', async () => {
    const photo = await telephonePhoto();
    const incoming = {
      channel: 'terminal',
      account: 'terminal',
      chat: { id: 'p1', kind: 'private' },
      person: 'p1',
      platformId: 'cut',
      text: '',
      mentioned: true,
      at: office.clock.now(),
      attachments: [{ kind: 'photo', ref: 'cut/0' }],
    } as const;
    const { id } = await office.core.storage.conversation.receive(incoming);
    const file = { id: `f_${id}_0`, channel: 'terminal', account: 'terminal', person: 'p1', type: 'image/jpeg', at: incoming.at };
    await office.core.storage.attachments.add(file, photo);
    expect(await office.core.conversation.resume()).toEqual([]);
    expect(post.asked).toEqual([]);
    const told = await office.core.conversation.history({ ...incoming, chat: 'p1' }, 5);
    expect(words(told.flatMap(({ outgoing }) => outgoing))).toContain('收到1张照片');
  });

  it('what cannot be had is tried a few times, and said', async () => {
    expect(words(await post.send('p1', [new FetchError('network')], { kind: 'photo' }))).toContain('试了几次');
    expect(post.asked.length).toBe(3);
    expect(words(await post.send('p1', [new FetchError('gone')], { kind: 'photo' }))).toContain('平台上已经没有了');
    expect(post.asked.length).toBe(4);
    const large = await post.send('p1', [csv], { kind: 'photo', size: 10 * 2 ** 20 + 1 });
    expect(words(large)).toContain('超过了10 MB');
    expect(words(await post.send('p1', [Buffer.alloc(20 * 2 ** 20 + 1)]))).toContain('超过了20 MB');
    expect(post.asked.length).toBe(5);
    expect(await kept('p1')).toEqual([]);
  });

  it('what is no photo is refused with words, whatever it is called, and nothing of it is kept', async () => {
    const refused: readonly [Uint8Array, RegExp][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), /这种文件我收不了/],
      [Buffer.from('<html><script>1</script></html>'), /这种文件我收不了/],
      [Buffer.from('MZ\x90\0'), /这种文件我收不了/],
      [Buffer.from('\0\0\0\x18ftypheic', 'latin1'), /HEIC/],
      [pixelBomb(60_000, 60_000), /尺寸太大/],
      [(await telephonePhoto()).subarray(0, 200), /坏了/],
      [new Uint8Array(), /坏了/],
      [csv, /社区干部/],
    ];
    for (const [bytes, why] of refused)
      expect(words(await post.send('p1', [bytes], { kind: 'photo', name: 'photo.jpg' }))).toMatch(why);
    expect(words(await post.send('p1', [csv], { kind: 'voice' }))).toContain('转文字');
    expect(words(await post.send('p1', [csv], { kind: 'other' }))).toContain('收不了');
    expect(await kept('p1')).toEqual([]);
    const recorded = await office.audit({ action: 'file.send' });
    expect(recorded.map(({ outcome, reason }) => [outcome, reason])).toEqual(
      ['damaged', 'damaged', 'too-many-pixels', 'unknown-type', 'unknown-type', 'unknown-type'].map(why => ['invalid', why]),
    );
    const many = Array.from({ length: 12 }, () => csv);
    expect(words(await post.send('p1', many))).toContain('一次最多10个');
  });

  it('in a group nothing is fetched unless the assistant was called, and no file at all', async () => {
    const photo = await telephonePhoto();
    expect(await post.send('p1', [photo], { kind: 'photo', group: 'g1', text: '大家看看' })).toEqual([]);
    expect(post.asked).toEqual([]);
    expect(words(await post.send('p1', [csv], { group: 'g1', mentioned: true }))).toContain('私下');
    expect(post.asked).toEqual([]);
    expect(words(await post.send('p1', [photo], { kind: 'photo', group: 'g1', text: '安家' }))).toContain('收到1张照片');
    expect((await kept('p1')).length).toBe(1);
  });

  it('goes with all that is known of somebody, and of nobody else', async () => {
    for (const person of ['p1', 'p2']) await post.send(person, [await telephonePhoto()], { kind: 'photo' });
    const person = office.person('p1');
    await person.says('删掉我的全部资料');
    await person.picks('全部删掉');
    expect(await kept('p1')).toEqual([]);
    expect((await kept('p2')).length).toBe(1);
  });
});
