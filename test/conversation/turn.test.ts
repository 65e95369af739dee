import { beforeAll, describe, expect, it } from 'vitest';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import type { Session, TurnOutcome } from '../../src/conversation/store.ts';
import { createTurns, type TakeTurn } from '../../src/conversation/turn.ts';
import type { Incoming } from '../../src/message/index.ts';
import { shortId } from '../../src/message/short-id.ts';
import type { RegionId } from '../../src/shared/ids.ts';

const at = new Date('2026-11-22T08:00:00Z');
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const guizhou: Session = { region: 'guizhou' as RegionId };

describe('a conversation', () => {
  let takeTurn: TakeTurn;
  let assistant: Assistant;
  beforeAll(() => {
    assistant = createAssistant();
    const originals = ({ id }: { id: string }) => (id === 'guizhou:3.1.4' ? '(official wording)' : undefined);
    takeTurn = createTurns({ ...assistant, originals, callPrefix: '安家', keepDays: 30, wishDays: 365 });
  });

  const incoming = (text: string, when = at): Incoming => ({
    channel: 'terminal',
    account: 'a',
    chat: { id: 'c', kind: 'private' },
    person: 'p',
    platformId: text,
    text,
    mentioned: true,
    at: when,
  });
  /** What is heard, message after message, each `[text, minutes after the first]`. */
  const talk = (session: Session, ...said: (string | [string, number])[]): TurnOutcome[] => {
    const outcomes: TurnOutcome[] = [];
    for (const one of said) {
      const [text, minutes] = typeof one === 'string' ? [one, 0] : one;
      outcomes.push(takeTurn(incoming(text, later(minutes)), outcomes.at(-1)?.session ?? session));
    }
    return outcomes;
  };
  const heard = ({ outgoing }: TurnOutcome): string => outgoing.map(({ text, note }) => `${text}\n${note ?? ''}`).join('\n');

  it('knows a button by the digest of its id as well, and one of an earlier message for one that is not offered any more', () => {
    const id = `ask=${'搬到城里还能吃低保不'.repeat(3)}`;
    const offered: Session = { ...guizhou, choices: [id], labels: ['低保'] };
    const digest = shortId(id, 64);
    expect(digest).not.toBe(id);
    expect(heard(talk(offered, digest)[0]!)).toBe(heard(talk(offered, id)[0]!));
    expect(heard(talk(offered, id)[0]!)).toContain('三(一)4');
    const [stale] = talk({ ...guizhou, choices: ['more'] }, digest) as [TurnOutcome];
    expect(heard(stale)).toContain('没有这个选项');
    expect(stale.session.choices).toEqual(['more']);
  });

  it('asks for the region first, then answers the question that waited', () => {
    const [asked, answered] = talk({}, '搬到城里还能吃低保不', '2') as [TurnOutcome, TurnOutcome];
    expect(asked.outgoing[0]?.choices).toHaveLength(4);
    expect(answered.session.region).toBe('guizhou');
    expect(heard(answered)).toContain('三(一)4');
  });

  it('says what to do in present danger at once, before it asks for the region', () => {
    const [asked] = talk({}, '救命啊我屋头着火了') as [TurnOutcome];
    expect(heard(asked)).toMatch(/119[\s\S]*安置点/);
    expect(asked.outgoing[0]?.choices).toHaveLength(4);
  });

  it('tells more time after time, each provision once, until there is no more', () => {
    const outcomes = talk(guizhou, '搬到城里还能吃低保不', ...Array.from({ length: 8 }, () => '更多'));
    const paragraphs = outcomes.slice(1).flatMap(({ outgoing }) => outgoing[0]!.text.split('\n'));
    const said = paragraphs.filter(paragraph => paragraph.length > 30);
    expect(new Set(said).size).toBe(said.length);
    expect(heard(outcomes.at(-1)!)).toContain('就写了这些');
  });

  it('answers a first question that names its region, and leaves a later one where it is', () => {
    const [first, later] = talk({}, '贵州搬到城里还能吃低保不', '重庆那边低保怎么说') as [TurnOutcome, TurnOutcome];
    expect(first.session.region).toBe('guizhou');
    expect(heard(first)).toContain('三(一)4');
    expect(later.session.region).toBe('guizhou');
  });

  it('says what to do in present danger though the message names a region', () => {
    expect(heard(talk({}, '我在贵州这边,楼上着火了,快来人')[0]!)).toContain('119');
    expect(heard(talk(guizhou, '重庆着火了')[0]!)).toContain('119');
  });

  it.each(['', '???', '👍', '。', 'a', '山', '上海', '云南', '江西'])('takes %j for no region', text => {
    expect(talk({}, text)[0]?.session.region).toBeUndefined();
  });

  it('counts an answer as useful or not once', () => {
    const [, first, again] = talk(guizhou, '搬到城里还能吃低保不', '没用', '没用') as [TurnOutcome, TurnOutcome, TurnOutcome];
    expect(first.feedback).toBeDefined();
    expect(again.feedback).toBeUndefined();
  });

  it('does not crash over a choice that no longer exists', () => {
    expect(heard(talk({ ...guizhou, choices: ['gone'] }, '1')[0]!)).not.toBe('');
  });

  it('understands the region in words, with a wrong character that sounds right too', () => {
    for (const named of ['贵州', '我在贵州', '贵洲']) expect(talk({}, named)[0]?.session.region).toBe('guizhou');
  });

  it('understands a follow-up for ten minutes', () => {
    const followed = talk(guizhou, '搬到城里还能吃低保不', ['那养老呢?', 9])[1]!;
    expect(followed.session.topic?.answered[0]).toMatch(/^guizhou:3\.1\.4\//);
    const tooLate = talk(guizhou, '搬到城里还能吃低保不', ['那要哪些材料', 11])[1]!;
    expect(tooLate.session.topic?.answered).toEqual([]);
  });

  it('shows the original wording where it is installed, and says where to find it where it is not', () => {
    const shown = talk(guizhou, '搬到城里还能吃低保不', '原文')[1]!;
    expect(heard(shown)).toContain('(official wording)');
    const missing = talk(guizhou, '安置点多少人可以设街道办', '原文')[1]!;
    expect(heard(missing)).toContain('三(四)15');
  });

  it('tells more on request, with the same citation', () => {
    const [answer, more] = talk(guizhou, '搬到城里还能吃低保不', '更多') as [TurnOutcome, TurnOutcome];
    expect(heard(more).length).toBeGreaterThan(heard(answer).length);
    expect(more.outgoing[0]?.note).toContain('三(一)4');
  });

  it('has nothing to show or rate before anything was answered', () => {
    for (const said of ['更多', '原文', '没用']) {
      const [outcome] = talk(guizhou, said) as [TurnOutcome];
      expect(outcome.gap).toBeUndefined();
      expect(outcome.feedback).toBeUndefined();
      expect(heard(outcome)).not.toBe('');
    }
  });

  it('puts what did not help on the gap list, without who asked and without their numbers', () => {
    const [, rated] = talk(guizhou, '搬到城里还能吃低保不 13812345678', '没用') as [TurnOutcome, TurnOutcome];
    expect(rated.gap).toMatchObject({ reason: 'useless', nearest: 'guizhou:3.1.4' });
    expect(JSON.stringify(rated.gap)).not.toContain('13812345678');
    expect(rated.feedback).toMatchObject({ useful: false });
  });

  it('puts what the documents do not say on the gap list', () => {
    expect(talk(guizhou, '闯红灯罚多少钱')[0]?.gap).toMatchObject({ region: 'guizhou', reason: 'no_answer' });
  });

  it('refuses a number that is not offered and keeps the choices', () => {
    const [, refused, chosen] = talk({}, '你好', '9', '1') as [TurnOutcome, TurnOutcome, TurnOutcome];
    expect(refused.session.choices).toHaveLength(4);
    expect(chosen.session.region).toBe('guangxi');
  });

  it('takes a number as a number once no choice is open', () => {
    expect(talk(guizhou, '12')[0]?.outgoing).toHaveLength(1);
  });

  it('speaks English on request, in the plain words of both languages', () => {
    const [, answer] = talk(guizhou, 'English', '搬到城里还能吃低保不') as [TurnOutcome, TurnOutcome];
    expect(heard(answer)).toMatch(/[a-z]{4,}.*\n.*低保/s);
    expect(answer.outgoing[0]?.note).toMatch(/^Based on/);
  });

  it('changes the region when asked to', () => {
    const [, changed] = talk(guizhou, '换地区', '广西') as [TurnOutcome, TurnOutcome];
    expect(changed.session.region).toBe('guangxi');
  });

  it('stays silent in a group until it is called', () => {
    const group = { ...incoming('低保怎么办'), chat: { id: 'g', kind: 'group' as const }, mentioned: false };
    expect(takeTurn(group, guizhou).outgoing).toEqual([]);
    expect(takeTurn({ ...group, text: '安家 低保怎么办' }, guizhou).outgoing).toHaveLength(1);
  });
});
