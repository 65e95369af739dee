/**
 * What every channel keeps to, whatever its platform: tried on the platform itself, or on what others wrote for trying.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sizeOf } from '../../../src/message/parts.ts';
import { type ChannelUnderContract, FAILINGS, type Law, type Platform } from './platform.ts';
import { telegram } from './telegram.ts';
import { terminal } from './terminal.ts';
import { web } from './web.ts';
import { wechat } from './wechat.ts';
import { wecom } from './wecom.ts';

const channels: readonly ChannelUnderContract[] = [web, terminal, telegram, wechat, wecom];

const LONG = Array.from({ length: 240 }, (_, i) => `第${i + 1}条：搬迁群众可以按安置地标准申请低保，办理时带上户口簿。`).join(
  '\n',
);
const MARKUP = '<b>粗</b> &lt;&amp; *星* _下_ [名](http://x) `码` \\ ~~删~~ | # 题';
const CHOICES = [
  { id: 'region=guangxi', label: '广西' },
  { id: 'region=guizhou', label: '贵州' },
  { id: `ask=${'搬到城里还能吃低保不'.repeat(6)}`, label: '低保' },
];

describe.each(channels.map(channel => [channel.name, channel] as const))('the channel %s', (_, channel) => {
  const { exempt, missing } = channel;
  let platform: Platform;
  beforeEach(async context => {
    if (missing) context.skip(missing);
    platform = await channel.open();
  });
  afterEach(() => platform?.close());

  /** A law with its test, or with the reason why it does not apply. */
  const law = (name: Law, what: string, test: () => Promise<void>) => {
    const reason = exempt[name];
    if (reason === undefined) it(what, test, 30_000);
    else it.skip(`${what} (${reason})`);
  };
  const words = async (person: string) => (await platform.seen(person)).map(({ text }) => text);

  law('hearing', 'hands in what people write in its order, each as a message of its own', async () => {
    for (const text of ['一', '二', '三']) await platform.write('张三', text);
    expect(platform.received.map(({ text }) => text)).toEqual(['一', '二', '三']);
    expect(new Set(platform.received.map(({ platformId }) => platformId)).size).toBe(3);
    const [first] = platform.received;
    expect(first).toMatchObject({ channel: channel.name, chat: { kind: 'private' }, mentioned: true });
    expect(new Set(platform.received.map(({ person, chat, account }) => JSON.stringify([person, chat.id, account]))).size).toBe(
      1,
    );
  });

  law('order', 'shows what is said in its order', async () => {
    await platform.write('张三', '在不在');
    for (const text of ['甲', '乙', '丙']) await platform.say('张三', { text });
    expect(await words('张三')).toEqual(['甲', '乙', '丙']);
  });

  law('doubles', 'hands in a message that is delivered twice under the same id', async () => {
    await platform.write('张三', '低保');
    await platform.deliverAgain?.();
    expect(new Set(platform.received.map(({ platformId }) => platformId)).size).toBe(1);
  });

  law('whole', 'shows a long text whole', async () => {
    await platform.write('张三', '在不在');
    await platform.say('张三', { text: LONG });
    const shown = (await words('张三')).join('').replaceAll(/\s/g, '');
    expect(shown).toBe(LONG.replaceAll(/\s/g, ''));
  });

  law('limits', 'sends no message that is longer than one may be', async () => {
    await platform.write('张三', '在不在');
    await platform.say('张三', { text: LONG });
    const { most, unit } = channel.limit!;
    const sizes = (await words('张三')).map(text => sizeOf(text, unit));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
  });

  law('escaping', 'shows signs of markup as they are, whoever writes them', async () => {
    await platform.write('张三', MARKUP);
    if (!exempt.hearing) expect(platform.received[0]?.text).toBe(MARKUP);
    await platform.say('张三', { text: MARKUP });
    expect(await words('张三')).toEqual([MARKUP]);
  });

  law('choices', `offers choices as ${channel.choices}, and hands in which one was taken`, async () => {
    await platform.write('张三', '在不在');
    await platform.say('张三', { text: '您住哪里？', choices: CHOICES });
    const last = (await platform.seen('张三')).at(-1);
    if (channel.choices === 'buttons') {
      expect(last?.buttons).toEqual(CHOICES.map(({ label }) => label));
      await platform.press?.('张三', '贵州');
      expect(platform.received.at(-1)?.text).toBe('region=guizhou');
    } else {
      expect(last?.buttons).toEqual([]);
      for (const [i, { label }] of CHOICES.entries()) expect(last?.text).toContain(`${i + 1}. ${label}`);
      await platform.write('张三', '2');
      if (!exempt.hearing) expect(platform.received.at(-1)?.text).toBe('2');
    }
  });

  law('blanks', 'takes what shows nothing without breaking, either way', async () => {
    await platform.write('张三', '在不在');
    await platform.say('张三', { text: ' \n ' });
    await platform.say('张三', { text: '好' });
    expect((await words('张三')).filter(text => text.trim() !== '')).toEqual(['好']);
  });

  /** What the platform calls a message that we say now. */
  const said = async (text: string) => {
    const [sent] = await platform.say('张三', { text });
    if (sent?.kind !== 'sent' || sent.id === undefined) throw new Error('it was not sent, or is not called anything');
    return sent.id;
  };

  law('editing', 'words anew what was said, in its place, and again, and the same once more', async () => {
    await platform.write('张三', '在不在');
    const id = await said('甲');
    await said('乙');
    for (const outgoing of [{ text: MARKUP }, { text: '丙', choices: CHOICES.slice(0, 2) }, { text: '丁' }, { text: '丁' }]) {
      expect(await platform.edit?.('张三', id, outgoing)).toEqual({ kind: 'sent', id });
      const [first, second] = await platform.seen('张三');
      expect([first?.text, second?.text]).toEqual([outgoing.text, '乙']);
      expect(first?.buttons).toEqual((outgoing.choices ?? []).map(({ label }) => label));
    }
  });

  law('removing', 'takes away what was said, and nothing else; once is enough', async () => {
    await platform.write('张三', '在不在');
    const id = await said('甲');
    await said('乙');
    expect(await platform.remove?.('张三', id)).toEqual({ kind: 'sent' });
    expect(await words('张三')).toEqual(['乙']);
    expect(await platform.remove?.('张三', id)).not.toMatchObject({ closes: true });
    expect(await words('张三')).toEqual(['乙']);
  });

  law('groups', 'tells groups from private chats, and who writes there', async () => {
    await platform.writeInGroup?.('张三', '低保', false);
    await platform.writeInGroup?.('李四', '低保', false);
    await platform.write('张三', '低保');
    const [first, second, third] = platform.received;
    expect([first, second, third].map(one => one?.chat.kind)).toEqual(['group', 'group', 'private']);
    expect(first?.chat.id).toBe(second?.chat.id);
    expect(first?.chat.id).not.toBe(third?.chat.id);
    expect(first?.person).not.toBe(second?.person);
    expect(first?.person).toBe(third?.person);
  });

  law('mentions', 'knows whether it is mentioned, and keeps its own name out of what was said', async () => {
    await platform.writeInGroup?.('张三', '低保', false);
    await platform.writeInGroup?.('张三', '低保', true);
    expect(platform.received.map(({ text, mentioned }) => [text.trim(), mentioned])).toEqual([
      ['低保', false],
      ['低保', true],
    ]);
  });

  for (const failing of FAILINGS) {
    const told = channel.failings[failing];
    if (!told && !exempt.failings) continue;
    law('failings', `says whether to try again when the platform is ${failing}`, async () => {
      await platform.write('张三', '在不在');
      await platform.fail?.(failing);
      expect(await platform.say('张三', { text: '好' })).toMatchObject([told]);
    });
  }

  law('failings', 'goes on after every failing', async () => {
    await platform.write('张三', '在不在');
    for (const failing of FAILINGS) {
      if (!channel.failings[failing]) continue;
      await platform.fail?.(failing);
      await platform.say('张三', { text: failing });
    }
    expect(await platform.say('张三', { text: '好' })).toMatchObject([{ kind: 'sent' }]);
    expect((await words('张三')).at(-1)).toBe('好');
  });
});
