import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWecom } from '../../../src/channels/wecom/index.ts';
import { ROBOTS } from '../../../src/directory/robots.ts';
import type { AccountState, Part } from '../../../src/message/channel.ts';
import { clockAt, type TestClock } from '../../support/clock.ts';
import { startWecom, type TestRobot, type WecomServer } from '../../support/wecom-webhook.ts';

const PATIENCE_MS = 1500;

describe('the channel of group robots', () => {
  let clock: TestClock;
  let server: WecomServer;
  let robot: TestRobot;
  beforeEach(async () => {
    clock = clockAt('2026-11-22T08:00:00Z');
    server = await startWecom(clock);
    robot = server.robot();
  });
  afterEach(() => server.stop());

  const channelAt = (api: string, key: string | undefined = robot.key) =>
    createWecom({ api, keyOf: async chat => (chat === 'w_1' ? key : undefined), patienceMs: PATIENCE_MS });
  const send = (part: Part, chat = 'w_1', channel = channelAt(server.api)) =>
    channel.send({ chat, kind: 'group', person: '' }, part);

  it('is the account that the directory keeps its robots under', async () => {
    const channel = channelAt(server.api);
    expect({ channel: channel.name, account: channel.account }).toEqual(ROBOTS);
    const states: AccountState[] = [];
    const nothing = () => Promise.reject(new Error('nothing comes in'));
    await channel.start({ take: nothing, note: nothing, state: async state => void states.push(state) });
    expect(states).toEqual([{ kind: 'online' }]);
  });

  it('shows what it is given, as it is', async () => {
    const texts = ['通知：明天停水', '{"a":"</script>"} <@all> \\n 😀'];
    for (const text of texts) expect(await send({ text })).toEqual({ kind: 'sent' });
    expect(robot.shown).toEqual(texts);
  });

  it('shows 2048 bytes, and is refused one more', async () => {
    expect(await send({ text: `${'水'.repeat(682)}ab` })).toEqual({ kind: 'sent' });
    expect(await send({ text: '水'.repeat(683) })).toEqual({ kind: 'refused', reason: 'unfit', closes: false });
    expect(await send({ text: '' })).toEqual({ kind: 'refused', reason: 'unfit', closes: false });
  });

  it('holds the chat for a minute where it was too fast, and that chat alone', async () => {
    for (let i = 0; i < 20; i++) expect(await send({ text: `第${i}条` })).toEqual({ kind: 'sent' });
    expect(await send({ text: '再一条' })).toEqual({ kind: 'wait', ms: 60_000, whose: 'chat', reason: 'rate' });
    clock.pass(60_000);
    expect(await send({ text: '再一条' })).toEqual({ kind: 'sent' });
  });

  it('closes the chat of a robot that was removed, or has no key here any more', async () => {
    robot.remove();
    expect(await send({ text: '在吗' })).toEqual({ kind: 'refused', reason: 'kicked', closes: true });
    expect(await send({ text: '在吗' }, 'w_1', channelAt(server.api, randomUUID()))).toMatchObject({ reason: 'kicked' });
    const asked = server.asked();
    expect(await send({ text: '在吗' }, 'w_2')).toEqual({ kind: 'refused', reason: 'gone', closes: true });
    expect(server.asked()).toBe(asked);
  });

  it.each([
    [-1, { kind: 'again', reason: 'server', perhaps: false }],
    [40001, { kind: 'refused', reason: 'unauthorised', closes: true }],
    [40008, { kind: 'refused', reason: 'unfit', closes: false }],
    [44004, { kind: 'refused', reason: 'unfit', closes: false }],
    [45033, { kind: 'wait', ms: 60_000, whose: 'chat', reason: 'rate' }],
    [93004, { kind: 'refused', reason: 'restricted', closes: true }],
    [93008, { kind: 'refused', reason: 'kicked', closes: true }],
    [50001, { kind: 'again', reason: 'server', perhaps: false }],
  ])('knows what to do about errcode %i', async (errcode, outcome) => {
    server.answersNext({ kind: 'answers', body: JSON.stringify({ errcode, errmsg: 'no' }) });
    expect(await send({ text: '在吗' })).toEqual(outcome);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html>Bad Gateway</html>'],
    ['null', 'null'],
    ['a list', '[0]'],
    ['no code', '{"errmsg":"ok"}'],
    ['a code in words', '{"errcode":"0"}'],
    ['a broken code', '{"errcode":0.5}'],
    ['half a line', '{"errcode":0'],
    ['more than anybody reads', `{"errcode":0,"x":"${'x'.repeat(200_000)}"}`],
  ])('tries again, in doubt, where the answer is %s', async (_, body) => {
    server.answersNext({ kind: 'answers', body });
    expect(await send({ text: '在吗' })).toEqual({ kind: 'again', reason: 'server', perhaps: true });
    expect(await send({ text: '在吗' })).toEqual({ kind: 'sent' });
  });

  it('tries again where the platform is out of order, and goes slower where a proxy says so', async () => {
    for (const status of [500, 502, 503]) {
      server.answersNext({ kind: 'answers', status, body: '{"errcode":0}' });
      expect(await send({ text: '在吗' })).toEqual({ kind: 'again', reason: 'server', perhaps: true });
    }
    server.answersNext({ kind: 'answers', status: 429, body: '' });
    expect(await send({ text: '在吗' })).toMatchObject({ kind: 'wait', reason: 'rate' });
  });

  it('takes its key nowhere else, though it is led there', async () => {
    const elsewhere = await startWecom(clock);
    for (const status of [301, 307, 308]) {
      server.answersNext({ kind: 'answers', status, body: '', headers: { location: `${elsewhere.api}/cgi-bin/webhook/send` } });
      expect(await send({ text: '在吗' })).toEqual({ kind: 'again', reason: 'server', perhaps: true });
    }
    expect(elsewhere.asked()).toBe(0);
    await elsewhere.stop();
  });

  it('is in doubt where the connection breaks after the message went out, and not where nobody was there', async () => {
    server.answersNext({ kind: 'cut', shown: true }, { kind: 'hangs' });
    const doubtful = { kind: 'again', reason: 'network', perhaps: true };
    expect([await send({ text: '一' }), await send({ text: '二' })]).toEqual([doubtful, doubtful]);
    const { api } = server;
    await server.stop();
    expect(await send({ text: '三' }, 'w_1', channelAt(api))).toEqual({ kind: 'again', reason: 'network', perhaps: false });
    server = await startWecom(clock);
  });

  const fileOf = (bytes: Buffer, name = '通知 附件.pdf', type = 'application/pdf') => ({
    text: '',
    file: { name, type, content: bytes.toString('base64') },
  });

  it('hands over files whole and under their names, and shows images as images', async () => {
    const [pdf, png] = [randomBytes(300_000), randomBytes(2000)];
    expect(await send(fileOf(pdf))).toEqual({ kind: 'sent' });
    expect(await send(fileOf(png, '图.png', 'image/png'))).toEqual({ kind: 'sent' });
    expect(robot.files.map(({ name }) => name)).toEqual(['通知 附件.pdf', undefined]);
    expect(robot.files.map(({ bytes }, i) => bytes.equals([pdf, png][i]!))).toEqual([true, true]);
  });

  it('shows an image that is too large for one as a file', async () => {
    expect(await send(fileOf(Buffer.alloc(2 * 1024 * 1024 + 1, 7), '大图.jpg', 'image/jpeg'))).toEqual({ kind: 'sent' });
    expect(robot.files.map(({ name }) => name)).toEqual(['大图.jpg']);
  });

  it('hands over no file that the platform would not take', async () => {
    const asked = server.asked();
    const unfit = { kind: 'refused', reason: 'unfit', closes: false };
    expect(await send(fileOf(Buffer.alloc(5)))).toEqual(unfit);
    expect(await send(fileOf(Buffer.alloc(20 * 1024 * 1024 + 1)))).toEqual(unfit);
    expect(server.asked()).toBe(asked);
    expect(await send(fileOf(Buffer.alloc(6)))).toEqual({ kind: 'sent' });
  });

  it('is in no doubt of a file that did not arrive, and in doubt once it was to be shown', async () => {
    const pdf = fileOf(Buffer.alloc(100));
    server.answersNext({ kind: 'cut', shown: false });
    expect(await send(pdf)).toEqual({ kind: 'again', reason: 'network', perhaps: false });
    for (const body of ['{"errcode":0,"errmsg":"ok"}', '{"errcode":0,"media_id":7}', 'null', '<html>']) {
      server.answersNext({ kind: 'answers', body });
      expect(await send(pdf)).toEqual({ kind: 'again', reason: 'server', perhaps: false });
    }
    server.answersNext({ kind: 'answers', body: '{"errcode":0,"media_id":"gone"}' });
    expect(await send(pdf)).toEqual({ kind: 'refused', reason: 'unfit', closes: false });
    server.answersNext({ kind: 'answers', body: '{"errcode":0,"media_id":"x"}' }, { kind: 'cut', shown: false });
    expect(await send(pdf)).toEqual({ kind: 'again', reason: 'network', perhaps: true });
    robot.remove();
    expect(await send(pdf)).toEqual({ kind: 'refused', reason: 'kicked', closes: true });
    expect(robot.files).toEqual([]);
  });

  it('tries again where the key cannot be read just now', async () => {
    const channel = createWecom({ api: server.api, keyOf: () => Promise.reject(new Error(robot.key)) });
    const sent = await channel.send({ chat: 'w_1', kind: 'group', person: '' }, { text: '在吗' });
    expect(sent).toEqual({ kind: 'again', reason: 'server', perhaps: false });
  });
});
