import { expect, it, vi } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { createTurns } from '../../src/conversation/turn.ts';
import { filled, PIECES, wordsOf } from './adversary.ts';

/** What makes most of the patterns in the program run once. */
const TALK = [
  '广西',
  '我家三口人一个月三千五百块',
  '查临时低保',
  '在屋头耍起的',
  '二零一九年三月',
  '百分之三十',
  '不晓得',
  '停',
  '家里着火了',
];

/** Every pattern of the knowledge, and those in the program that a conversation runs. */
function patternsInUse(): RegExp[] {
  const found = new Map<string, RegExp>();
  const { exec } = RegExp.prototype;
  const watch = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text) {
    found.set(String(this), this);
    return exec.call(this, text);
  });
  try {
    const assistant = createAssistant();
    collect(assistant, found, new Set());
    const takeTurn = createTurns({ ...assistant, originals: () => undefined, callPrefix: '安家', keepDays: 30, wishDays: 365 });
    const message = { channel: 'web', account: 'web', chat: { id: 'a', kind: 'private' }, person: 'a', mentioned: true } as const;
    let session = {};
    for (const text of TALK)
      ({ session } = takeTurn({ ...message, platformId: text, text, at: new Date('2026-11-22T04:00:00Z') }, session));
  } finally {
    watch.mockRestore();
  }
  return [...found.values()];
}

function collect(value: unknown, found: Map<string, RegExp>, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return;
  seen.add(value);
  if (value instanceof RegExp) found.set(String(value), value);
  const inside = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.values(value);
  for (const one of inside) collect(one, found, seen);
}

function msOf(pattern: RegExp, text: string): number {
  const again = new RegExp(pattern.source, pattern.flags);
  const start = performance.now();
  if (again.global) for (const _ of text.matchAll(again));
  else again.exec(text);
  return performance.now() - start;
}

/** So many repetitions show a pattern that doubles its work with each, while there is still an end to it. */
const TEXTS = [(piece: string) => `${piece.repeat(22)}※`, (piece: string) => `${filled(piece, 500)}※`];
const MOST_MS = 200;
/** The machine has other work too: what is fast once is fast. */
const TRIES = 5;

/** What a pattern takes too long over. */
function slowOver(pattern: RegExp): string | undefined {
  const isSlow = (text: string): boolean => Array.from({ length: TRIES }).every(() => msOf(pattern, text) > MOST_MS);
  for (const text of TEXTS)
    for (const piece of [...PIECES, ...wordsOf(pattern).slice(0, 150)])
      if (isSlow(text(piece))) return `${String(pattern)} over ${JSON.stringify(piece)}`;
  return undefined;
}

it('notices a pattern that tries every way to part a text', () => {
  expect(slowOver(/(?:的|呢|的呢)+$/u)).toMatch(/ over "[的呢]+"$/);
  expect(slowOver(/(?:的|呢)+$/u)).toBeUndefined();
});

it('finds no pattern that a message of 500 characters could hold up', { timeout: 120_000 }, () => {
  const patterns = patternsInUse();
  expect(patterns.length).toBeGreaterThan(500);
  expect(patterns.flatMap(pattern => slowOver(pattern) ?? [])).toEqual([]);
});
