import { beforeAll, describe, expect, it } from 'vitest';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { LONGEST_TEXT } from '../../src/channels/web/decode.ts';
import type { Session } from '../../src/conversation/store.ts';
import { createTurns, type TakeTurn } from '../../src/conversation/turn.ts';
import { filled, PIECES } from './adversary.ts';

const at = new Date('2026-11-22T04:00:00Z');
const MOST_MS = 1000;

describe('a message of the greatest length, of whatever it is made', { timeout: 120_000 }, () => {
  let assistant: Assistant;
  let takeTurn: TakeTurn;
  beforeAll(() => {
    assistant = createAssistant();
    takeTurn = createTurns({ ...assistant, originals: () => undefined, callPrefix: '安家', keepDays: 30, wishDays: 365 });
  });
  const say = (session: Session, text: string) =>
    takeTurn(
      {
        channel: 'web',
        account: 'web',
        chat: { id: 'a', kind: 'private' },
        person: 'a',
        platformId: 'a',
        text,
        mentioned: true,
        at,
      },
      session,
    );
  /** The conversation after these words. */
  const after = (...words: readonly string[]): Session =>
    words.reduce((session: Session, text) => say(session, text).session, {});

  it.each([
    ['at the beginning', []],
    ['where the region is known', ['广西']],
    ['after an answer', ['广西', '搬到城里还能吃低保不']],
    ['at a question with choices', ['广西', '查临时低保']],
    ['at a question for a number', ['广西', '看看我们点能设什么']],
  ])('is answered within a second %s', (_, words) => {
    const session = after(...words);
    // What is read once, at the first message of a kind, takes its time.
    say(session, '搬到城里还能吃低保不');
    const slow = PIECES.flatMap(piece => {
      const text = `${filled(piece, LONGEST_TEXT - 1)}好`;
      const start = performance.now();
      expect(say(session, text).outgoing.length).toBeGreaterThan(0);
      const ms = performance.now() - start;
      return ms > MOST_MS ? [`${JSON.stringify(piece)}: ${Math.round(ms)} ms`] : [];
    });
    expect(slow).toEqual([]);
  });
});
