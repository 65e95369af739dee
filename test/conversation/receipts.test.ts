import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bulletin } from '../../src/bulletin/model.ts';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { loadSpeech } from '../../src/knowledge/load-language.ts';
import { allowed } from '../support/office.ts';
import { GROUP, openTown, type Town, wordsOf } from '../support/town.ts';

const ACCOUNT = { channel: 'telegram', account: '100' };
const CADRE = { ...OPERATOR, id: 'cadre' };

describe('收到 in a group', () => {
  let town: Town;
  beforeEach(async () => {
    town = await openTown();
  });
  afterEach(() => town.close());

  /** A bulletin that went to the group, as the platform's message 77. */
  const went = async (receipts = true): Promise<Bulletin> => {
    const { bulletins, deliveries } = town.core.rooms;
    const places = [{ kind: 'settlement', settlement: town.settlement.id }] as const;
    const content = { title: '开会', text: '明早九点。', receipts };
    const { id } = allowed(await bulletins.write(CADRE, { kind: 'alert', content, audience: { places } }));
    const bulletin = allowed(await bulletins.submit(CADRE, id));
    const [copy] = await deliveries.copies(`bulletin:${id}`, { limit: 1 });
    const { delivery } = town.core.storage;
    const now = town.clock.now();
    await delivery.lease(ACCOUNT, 'h', new Date(now.getTime() + 60_000), now, () => true);
    await delivery.step(ACCOUNT, 'h', [], [copy!.id], now);
    await delivery.step(ACCOUNT, 'h', [{ id: copy!.id, state: 'sent', parts: 1, sentAs: ['77'], doubtful: false }], [], now);
    return bulletin;
  };
  const confirmed = async ({ id }: Bulletin) =>
    allowed(await town.core.rooms.bulletins.receipts(CADRE, id, town.settlement.id)).confirmed.map(({ name }) => name);

  it('is counted and never answered, whoever says it how', async () => {
    const bulletin = await went();
    const ways = [
      ['罗', '收到', {}],
      ['张', '收到了！', { answers: '77', mentioned: true }],
      ['李', `receipt=${bulletin.id}`, { mentioned: true }],
      ['王', '安家 知道了', {}],
      ['陈', '晓得咯', {}],
      ['赵', '收到 👌', { mentioned: true }],
    ] as const;
    for (const [person, text, over] of ways)
      expect(await town.posts(person, text, { ...over, personName: `${person}家` }), text).toEqual([]);
    expect(await confirmed(bulletin)).toEqual(['罗家', '张家', '李家', '王家', '赵家']);
  });

  it('counts where the assistant is not to speak, and from whom it does not listen to', async () => {
    const bulletin = await went();
    await town.set({ manner: 'off' });
    allowed(await town.core.rooms.directory.mutes.mute(OPERATOR, town.group, { ...ACCOUNT, person: '罗' }));
    for (const person of ['罗', '张']) expect(await town.posts(person, '收到', { mentioned: true })).toEqual([]);
    expect(await confirmed(bulletin)).toHaveLength(2);
  });

  it('means nothing to the assistant where nothing asked for it, and the same as ever where it was called', async () => {
    const bulletin = await went(false);
    expect(await town.posts('罗', '收到')).toEqual([]);
    expect(await town.posts('罗', '收到', { answers: '5' })).toEqual([]);
    expect(await town.posts('罗', `receipt=${bulletin.id}`, { mentioned: true })).toEqual([]);
    expect(await town.posts('罗', '安家 收到')).not.toEqual([]);
    expect(await confirmed(bulletin)).toEqual([]);
  });

  it('to somebody else is none', async () => {
    const bulletin = await went();
    for (const answers of ['', '76']) expect(await town.posts('罗', '收到', { answers })).toEqual([]);
    expect(await confirmed(bulletin)).toEqual([]);
  });

  it('within a sentence is none', async () => {
    const bulletin = await went();
    for (const text of ['收到快递没', '没收到', '我没收到钱', '知道了又咋样', '收到。低保怎么办']) await town.posts('罗', text);
    expect(await confirmed(bulletin)).toEqual([]);
  });

  it('in private is answered as ever', async () => {
    const bulletin = await went();
    expect(wordsOf(await town.says('罗', '收到'))).not.toBe('');
    expect(wordsOf(await town.says('罗', `receipt=${bulletin.id}`))).not.toBe('');
    expect(await confirmed(bulletin)).toEqual([]);
  });

  it('is counted once where the platform delivers it twice', async () => {
    const bulletin = await went();
    const incoming = {
      ...ACCOUNT,
      chat: { id: GROUP, kind: 'group' },
      person: '罗',
      platformId: 'x',
      text: '收到',
      mentioned: false,
      at: town.clock.now(),
    } as const;
    for (let i = 0; i < 2; i++) await town.core.conversation.handle(incoming);
    expect(await confirmed(bulletin)).toHaveLength(1);
  });

  it('is forgotten with whoever said it, and still counts', async () => {
    const bulletin = await went();
    await town.posts('罗', '收到', { personName: '罗世珍' });
    await town.says('罗', '忘了我');
    await town.says('罗', '2');
    expect(await confirmed(bulletin)).toEqual([undefined]);
  });
});

describe('the words of confirmation', () => {
  const { value: speech, faults } = loadSpeech(folders.knowledge);

  it('are read without a fault, and none of them steers the conversation', () => {
    expect(faults).toEqual([]);
    expect(speech.receipts.size).toBeGreaterThan(10);
    expect([...speech.receipts].filter(word => word === '' || speech.commands.has(word))).toEqual([]);
  });
});
