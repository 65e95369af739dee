import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/delivery/deliver.ts';
import type { Attempt, Delivery } from '../../src/delivery/store.ts';
import type { Part, Sent } from '../../src/message/channel.ts';
import type { Outgoing } from '../../src/message/index.ts';
import { testChannel } from '../support/channel.ts';

const at = new Date('2026-11-30T08:00:00Z');
const deliveryOf = (outgoing: Outgoing, over: Partial<Delivery> = {}): Delivery => ({
  id: 1,
  origin: 'correction:1',
  to: { channel: 'telegram', account: '1', chat: 'g', person: '' },
  urgency: 'bulletin',
  kind: 'group',
  outgoing,
  at,
  state: 'sending',
  attempts: 1,
  parts: 0,
  sentAs: [],
  doubtful: false,
  ...over,
});

const SENT: Sent = { kind: 'sent' };
const REFUSED: Sent = { kind: 'refused', reason: 'unfit', closes: false };
const KICKED: Sent = { kind: 'refused', reason: 'kicked', closes: true };
const BROKEN: Sent = { kind: 'again', reason: 'server', perhaps: true };
const SLOWER: Sent = { kind: 'wait', ms: 1_000, whose: 'chat', reason: 'rate' };

/** A platform that notes what it was asked, and answers to each in turn; then it takes everything. */
function platform(answers: readonly Sent[] = [], lacks: readonly ('edit' | 'remove')[] = []) {
  const asked: string[] = [];
  const said = async (what: string): Promise<Sent> => {
    asked.push(what);
    return answers[asked.length - 1] ?? SENT;
  };
  let sent = 0;
  const channel = testChannel({
    limits: { text: 10, unit: 'utf16', buttons: true, files: true },
    async send(_, { text }: Part) {
      const answer = await said(`send ${text}`);
      return answer.kind === 'sent' ? { kind: 'sent', id: `n${++sent}` } : answer;
    },
    edit: (_, message, { text }) => said(`edit ${message} ${text}`),
    remove: (_, message) => said(`remove ${message}`),
  });
  for (const one of lacks) Reflect.deleteProperty(channel, one);
  return { asked, channel };
}

const always = () => true;
/** The delivery as its next attempt finds it. */
const asLeftBy = (one: Delivery, { parts, sentAs, doubtful }: Attempt): Delivery => ({ ...one, parts, sentAs, doubtful });

describe('a message that takes others away', () => {
  const removing = deliveryOf({ text: '', removes: ['m1', 'm2', 'm3'] });

  it('takes each away, and says nothing', async () => {
    const { asked, channel } = platform();
    const { attempt, stoppedBy } = await deliver(removing, channel, always);
    expect(asked).toEqual(['remove m1', 'remove m2', 'remove m3']);
    expect(attempt).toMatchObject({ state: 'sent', parts: 3, sentAs: [] });
    expect(stoppedBy).toBeUndefined();
  });

  it('goes on where it stopped, and takes none away twice', async () => {
    const { asked, channel } = platform([SENT, SLOWER]);
    const first = await deliver(removing, channel, always);
    expect(first).toMatchObject({ attempt: { state: 'waiting', parts: 1 }, stoppedBy: SLOWER });
    const second = await deliver(asLeftBy(removing, first.attempt), channel, always);
    expect(asked).toEqual(['remove m1', 'remove m2', 'remove m2', 'remove m3']);
    expect(second.attempt).toMatchObject({ state: 'sent', parts: 3 });
  });

  it('waits where it would come too fast', async () => {
    const { asked, channel } = platform();
    let left = 1;
    const first = await deliver(removing, channel, () => left-- > 0);
    expect(first).toEqual({
      attempt: { id: 1, state: 'waiting', parts: 2, sentAs: [], doubtful: false, reason: undefined },
      stoppedBy: undefined,
    });
    await deliver(asLeftBy(removing, first.attempt), channel, always);
    expect(asked).toEqual(['remove m1', 'remove m2', 'remove m3']);
  });

  it('fails where the platform cannot, or will not, and nothing is to be said instead', async () => {
    const { channel } = platform([REFUSED]);
    expect((await deliver(removing, channel, always)).attempt).toMatchObject({ state: 'failed', reason: 'unfit', parts: 0 });
    const unable = platform([], ['remove']);
    expect((await deliver(removing, unable.channel, always)).attempt).toMatchObject({ state: 'failed', reason: 'unable' });
    expect(unable.asked).toEqual([]);
  });

  it('says instead what it is to say, where not all could be taken away', async () => {
    const saying = deliveryOf({ text: '作废', removes: ['m1', 'm2'], otherwise: 'say' });
    const { asked, channel } = platform([SENT, REFUSED]);
    expect((await deliver(saying, channel, always)).attempt).toMatchObject({ state: 'sent', sentAs: ['n1'], parts: 3 });
    expect(asked).toEqual(['remove m1', 'remove m2', 'send 作废']);
    const able = platform();
    expect((await deliver(saying, able.channel, always)).attempt).toMatchObject({ state: 'sent', sentAs: [] });
    expect(able.asked).toEqual(['remove m1', 'remove m2']);
  });

  it('says nothing where the chat is closed, or the platform is only out of order', async () => {
    const saying = deliveryOf({ text: '作废', removes: ['m1'], otherwise: 'say' });
    for (const [answer, state] of [
      [KICKED, 'failed'],
      [BROKEN, 'waiting'],
      [SLOWER, 'waiting'],
    ] as const) {
      const { asked, channel } = platform([answer]);
      expect(await deliver(saying, channel, always)).toMatchObject({ attempt: { state, parts: 0 }, stoppedBy: answer });
      expect(asked).toEqual(['remove m1']);
    }
  });
});

describe('a message that takes the place of others', () => {
  it('is worded anew part by part, known by what they were known by', async () => {
    const { asked, channel } = platform();
    const one = deliveryOf({ text: '甲乙丙丁戊己庚。辛壬癸子。', replaces: ['m1', 'm2'] });
    expect((await deliver(one, channel, always)).attempt).toMatchObject({ state: 'sent', parts: 2, sentAs: ['m1', 'm2'] });
    expect(asked).toEqual(['edit m1 甲乙丙丁戊己庚。', 'edit m2 辛壬癸子。']);
  });

  it('takes away what it does not need any more', async () => {
    const { asked, channel } = platform();
    const one = deliveryOf({ text: '短', replaces: ['m1', 'm2', 'm3'] });
    expect((await deliver(one, channel, always)).attempt).toMatchObject({ state: 'sent', sentAs: ['m1'] });
    expect(asked).toEqual(['edit m1 短', 'remove m2', 'remove m3']);
  });

  it('is said as a whole where it does not fit in as many messages, if it is to be said at all', async () => {
    const outgoing: Outgoing = { text: '甲乙丙丁戊己庚。辛壬癸子。', replaces: ['m1'] };
    const { asked, channel } = platform();
    const said = await deliver(deliveryOf({ ...outgoing, otherwise: 'say' }), channel, always);
    expect(said.attempt).toMatchObject({ state: 'sent', sentAs: ['m1', 'n1', 'n2'] });
    expect(asked).toEqual(['edit m1 甲乙丙丁戊己庚。', 'send 甲乙丙丁戊己庚。', 'send 辛壬癸子。']);
    expect((await deliver(deliveryOf(outgoing), platform().channel, always)).attempt).toMatchObject({
      state: 'failed',
      reason: 'unable',
    });
  });

  it('is said where the platform cannot word anything anew', async () => {
    const { asked, channel } = platform([], ['edit']);
    const one = deliveryOf({ text: '更正', replaces: ['m1'], otherwise: 'say' });
    expect((await deliver(one, channel, always)).attempt).toMatchObject({ state: 'sent', sentAs: ['n1'] });
    expect(asked).toEqual(['send 更正']);
  });

  it('goes on with saying where that was interrupted, and does not word anew once more', async () => {
    const one = deliveryOf({ text: '甲乙丙丁戊己庚。辛壬癸子。', replaces: ['m1'], otherwise: 'say' });
    const { asked, channel } = platform([REFUSED, BROKEN, SENT, SLOWER]);
    const first = await deliver(one, channel, always);
    expect(first.attempt).toMatchObject({ state: 'waiting', doubtful: true, reason: 'server' });
    const second = await deliver(asLeftBy(one, first.attempt), channel, always);
    expect(second.attempt).toMatchObject({ state: 'waiting', doubtful: true, sentAs: ['n1'] });
    const third = await deliver(asLeftBy(one, second.attempt), channel, always);
    expect(third.attempt).toMatchObject({ state: 'sent', sentAs: ['n1', 'n2'] });
    expect(asked).toEqual([
      'edit m1 甲乙丙丁戊己庚。',
      'send 甲乙丙丁戊己庚。',
      'send 甲乙丙丁戊己庚。',
      'send 辛壬癸子。',
      'send 辛壬癸子。',
    ]);
  });
});

describe('what a platform was not asked for', () => {
  it('does not count against its pace', async () => {
    const never = () => false;
    const PAST: Sent = { kind: 'refused', reason: 'past', closes: false };
    const correction: Outgoing = { text: '更正', replaces: ['m1'], otherwise: 'say' };
    for (const [answers, lacks] of [
      [[], ['edit']],
      [[PAST], []],
    ] as const) {
      const { asked, channel } = platform(answers, lacks);
      expect((await deliver(deliveryOf(correction), channel, never)).attempt).toMatchObject({ state: 'sent' });
      expect(asked.at(-1)).toBe('send 更正');
    }
    const { channel } = platform([REFUSED]);
    expect((await deliver(deliveryOf(correction), channel, never)).attempt).toMatchObject({ state: 'waiting', parts: 1 });
  });
});

describe('a message that only says something', () => {
  it('goes on with the part that was not taken, and shows no blanks', async () => {
    const one = deliveryOf({ text: `甲乙丙丁戊己庚。${' '.repeat(10)}辛。` });
    const { asked, channel } = platform([SENT, BROKEN]);
    const first = await deliver(one, channel, always);
    const second = await deliver(asLeftBy(one, first.attempt), channel, always);
    expect(second.attempt).toMatchObject({ state: 'sent', sentAs: ['n1', 'n2'] });
    expect(asked.filter(what => what.startsWith('send 甲'))).toHaveLength(1);
    expect(asked.filter(what => what.includes('辛'))).toHaveLength(2);
  });

  it('fails for good where it is refused, and says why', async () => {
    for (const answer of [REFUSED, KICKED]) {
      const { channel } = platform([answer]);
      expect(await deliver(deliveryOf({ text: '通知' }), channel, always)).toMatchObject({
        attempt: { state: 'failed' },
        stoppedBy: answer,
      });
    }
  });
});
