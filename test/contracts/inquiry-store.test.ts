import { beforeEach, expect, it } from 'vitest';
import type { Address } from '../../src/delivery/store.ts';
import type { Inquiry, InquiryAnswer, InquiryStore, LocalInfo } from '../../src/inquiry/index.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { RegionId, SettlementId } from '../../src/shared/ids.ts';
import { onEachDatabase } from '../support/databases.ts';

const here = 's_01k9aaaaaaaaaaaaaaaaaaaaaa' as SettlementId;
const there = 's_01k9bbbbbbbbbbbbbbbbbbbbbb' as SettlementId;
const asker: Address = { channel: 'web', account: 'anjia', chat: 'c', person: 'p' };
const at = new Date('2026-11-22T08:00:00Z');
const later = new Date(at.getTime() + 1);
const draft: Omit<Inquiry, 'number' | 'answer'> = {
  settlement: here,
  region: 'guizhou' as RegionId,
  topic: 'repair|电梯',
  question: '电梯坏了找谁',
  askedAt: at,
  due: '2026-11-24' as Day,
  asker,
};
const answer: InquiryAnswer = { id: 'a_1', settlement: here, says: '打物业电话。', by: 'p_1', name: '张干部', at };
const info: LocalInfo = {
  id: 'i_1',
  settlement: here,
  topic: '物业费',
  says: '每平方米0.8元。',
  source: '物业公司',
  recordedBy: 'p_1',
  recordedOn: '2026-11-22' as Day,
};

onEachDatabase('the inquiry store', opened => {
  let store: InquiryStore;
  beforeEach(async () => {
    store = opened().storage.inquiry;
    for (const [id, name] of [
      [here, '惠民社区'],
      [there, '锦绣社区'],
    ] as const)
      await opened().storage.directory.settlements.put(
        { id, region: draft.region, county: '黔西市', name, buildings: [], desks: [], tags: [], version: 1 },
        at,
      );
  });

  const numbers = async (found: Promise<readonly { readonly number: number }[]>) => (await found).map(({ number }) => number);

  it('gives back what was asked, after a restart too', async () => {
    const number = await store.ask(draft);
    expect(await store.get(number)).toEqual({ ...draft, number, answer: undefined });
    const again = await opened().again();
    expect(await again.inquiry.get(number)).toEqual({ ...draft, number, answer: undefined });
    await again.close();
    expect(await store.get(number + 1)).toBeUndefined();
  });

  it('numbers questions apart when many are asked at the same time', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, () => store.ask(draft)));
    expect(new Set(asked).size).toBe(20);
  });

  it('groups what waits by settlement and topic, due first, within the settlements asked for', async () => {
    const late = { ...draft, topic: 'hours|垃圾', due: '2026-11-30' as Day };
    const [first, second, third, fourth] = [
      await store.ask(late),
      await store.ask(draft),
      await store.ask(draft),
      await store.ask({ ...draft, settlement: there, due: '2026-11-23' as Day }),
    ];
    expect((await store.waiting('all', 9)).map(({ number, times }) => [number, times])).toEqual([
      [fourth, 1],
      [second, 2],
      [first, 1],
    ]);
    expect(await numbers(store.waiting([here], 9))).toEqual([second, first]);
    expect(await numbers(store.waiting('all', 1))).toEqual([fourth]);
    expect(await store.waiting([], 9)).toEqual([]);
    expect(await numbers(store.alike(here, draft.topic))).toEqual([second, third]);
    expect(await store.alike(here, 'nothing')).toEqual([]);
  });

  it('gives an answer to those that have none yet, and says to which', async () => {
    const [first, second] = [await store.ask(draft), await store.ask(draft)];
    expect(await store.answer(answer, [first])).toEqual([first]);
    expect(await store.answer({ ...answer, id: 'a_2' }, [first, second])).toEqual([second]);
    expect(await store.answer({ ...answer, id: 'a_3' }, [first, second])).toEqual([]);
    expect(await store.answer({ ...answer, id: 'a_4' }, [])).toEqual([]);
    expect((await store.get(first))?.answer).toBe('a_1');
    expect(await store.answered('a_1')).toEqual(answer);
    expect(await store.answered('a_3')).toBeUndefined();
    expect(await store.waiting('all', 9)).toEqual([]);
  });

  it('gives each question one answer when several answer at the same time', async () => {
    const asked = [await store.ask(draft), await store.ask(draft)];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => opened().storage.transact(() => store.answer({ ...answer, id: `a_${i}` }, asked))),
    );
    expect(answers.flat()).toHaveLength(2);
    expect(new Set(answers.flat())).toEqual(new Set(asked));
  });

  it('lists the questions of somebody, newest first, and those that wait, oldest first', async () => {
    const [first, second, third] = [await store.ask(draft), await store.ask(draft), await store.ask(draft)];
    await store.ask({ ...draft, asker: { ...asker, person: 'q' } });
    await store.answer(answer, [second]);
    expect(await numbers(store.of(asker, 9))).toEqual([third, second, first]);
    expect(await numbers(store.of(asker, 1))).toEqual([third]);
    expect(await numbers(store.waitingOf(asker))).toEqual([first, third]);
    expect(await numbers(store.waitingOf({ ...asker, account: 'other' }))).toEqual([]);
  });

  it('withdraws what waits for whom it belongs to, and nothing else', async () => {
    const [waits, answered] = [await store.ask(draft), await store.ask(draft)];
    await store.answer(answer, [answered]);
    for (const other of [
      { ...asker, person: 'q' },
      { ...asker, channel: 'terminal' },
    ])
      expect(await store.withdraw(waits, other)).toBe(false);
    expect(await store.withdraw(answered, asker)).toBe(false);
    expect(await store.withdraw(waits, asker)).toBe(true);
    expect(await store.withdraw(waits, asker)).toBe(false);
    expect(await numbers(store.of(asker, 9))).toEqual([answered]);
  });

  it('erases what somebody asked, answered or not, in every chat', async () => {
    const mine = [await store.ask(draft), await store.ask({ ...draft, asker: { ...asker, chat: 'd' } })];
    const other = await store.ask({ ...draft, asker: { ...asker, person: 'q' } });
    await store.answer(answer, mine.slice(0, 1));
    await store.erase(asker);
    expect(await store.of(asker, 9)).toEqual([]);
    expect(await store.get(other)).toBeDefined();
  });

  it('keeps what a settlement knows until it is ended', async () => {
    await store.addInfo(info);
    await store.addInfo({ ...info, id: 'i_2', settlement: there });
    expect(await store.info(here)).toEqual([info]);
    expect(await store.infoOf('i_1')).toEqual(info);
    expect(await store.endInfo('i_1', at)).toBe(true);
    expect(await store.endInfo('i_1', later)).toBe(false);
    expect(await store.endInfo('nothing', later)).toBe(false);
    expect(await store.info(here)).toEqual([]);
    expect(await store.infoOf('i_1')).toBeUndefined();
    expect(await store.info(there)).toHaveLength(1);
  });

  it('takes what a database cannot hold without it', async () => {
    const number = await store.ask({ ...draft, topic: 't\0', question: '电\0梯\uD800' });
    await store.addInfo({ ...info, topic: '物\0业费', says: '\uDC00好' });
    expect(await store.get(number)).toMatchObject({ topic: 't', question: '电梯' });
    expect(await numbers(store.alike(here, 't\0'))).toEqual([number]);
    expect(await store.info(here)).toMatchObject([{ topic: '物业费', says: '好' }]);
  });
});
