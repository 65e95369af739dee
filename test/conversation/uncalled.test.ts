/**
 * What the assistant would say though nobody called it, where a group wants clear questions answered: measured on the labelled messages.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { addressed } from '../../src/conversation/etiquette.ts';
import { createTurns } from '../../src/conversation/turn.ts';
import { nobody } from '../../src/directory/actors.ts';
import type { Group, Settlement } from '../../src/directory/model.ts';
import type { Outgoing } from '../../src/message/index.ts';
import type { GroupId, RegionId, SettlementId } from '../../src/shared/ids.ts';
import { type Labelled, labelledMessages } from '../eval/labelled.ts';

const assistant = createAssistant();
const takeTurn = createTurns({ ...assistant, originals: () => undefined, callPrefix: '安家', keepDays: 30, wishDays: 365 });

const settlement = (region: string): Settlement => ({
  id: 's_1' as SettlementId,
  region: region as RegionId,
  county: '县',
  name: '点',
  buildings: [],
  desks: [],
  tags: [],
  version: 1,
});
const at = new Date('2026-11-22T04:00:00Z');
const where = { channel: 'telegram', account: '1', person: '7' };
const group: Group = {
  id: 'g_1' as GroupId,
  ...where,
  chat: '-1',
  settlement: 's_1' as SettlementId,
  boundBy: 'p',
  boundAt: '',
  manner: 'questions',
};

const chat = { id: '-1', kind: 'group' } as const;

/** What is said to a message that was said to everybody. */
function saidTo(text: string, region: string, manner: Group['manner']): readonly Outgoing[] {
  const incoming = { ...where, chat, platformId: '1', text, mentioned: false, at };
  const visitor = { actor: nobody(where), group: { ...group, manner }, settlement: settlement(region) };
  return takeTurn(incoming, {}, visitor).outgoing;
}

/** Whether a message would be answered; one that called the assistant is measured without the call. */
function isSpokenTo({ region, text }: Labelled): boolean {
  const said = addressed({ chat, mentioned: true, text }, '安家') ?? text;
  return saidTo(said, region, 'questions').some(({ note }) => note !== undefined);
}

const messages = labelledMessages();
const POLICY = ['answer', 'no_answer', 'clarify'];

describe('a group that wants clear questions answered', () => {
  it('hears nothing to what is no question about policy, in more than 99 of 100 messages', () => {
    // What is labelled silent is a question that was put to others.
    const others = messages.filter(({ action }) => !POLICY.includes(action) && action !== 'silent');
    const wrong = others.filter(isSpokenTo);
    expect(others.length).toBeGreaterThan(200);
    expect(wrong.length / others.length, wrong.map(({ text }) => text).join('\n')).toBeLessThan(0.01);
  });

  it('hears nothing to what the documents do not answer, in 97 of 100 messages', () => {
    const others = messages.filter(({ action }) => action === 'no_answer' || action === 'clarify');
    const wrong = others.filter(isSpokenTo);
    expect(wrong.length / others.length, wrong.map(({ text }) => text).join('\n')).toBeLessThan(0.03);
  });

  it('still hears the answer to more than half of what the documents answer', () => {
    const asked = messages.filter(({ action }) => action === 'answer');
    expect(asked.filter(isSpokenTo).length / asked.length).toBeGreaterThan(0.5);
  });
});

describe('a group that wants nothing but answers to calls', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.constantFrom(...messages.map(message => message.text)),
    fc.constantFrom(
      '1',
      '更多',
      '工作台',
      '禁言',
      '别说话',
      '删掉我的资料',
      'desk=home',
      'remove=1',
      'region=guizhou',
      '@安家',
      '',
      ' ',
    ),
  );

  it('hears nothing at all uncalled, except a warning of what should not stand there', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('called', 'off', 'questions'), (said, manner) => {
        if (addressed({ chat, mentioned: false, text: said }, '安家') !== undefined) return;
        const outgoing = saidTo(said, 'guizhou', manner);
        const isWarned = manner !== 'off' && assistant.personal(said, () => false).kinds.length > 0;
        if (isWarned) expect(outgoing).toHaveLength(1);
        else if (manner !== 'questions') expect(outgoing).toEqual([]);
        else expect(outgoing.every(({ note }) => note !== undefined)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
