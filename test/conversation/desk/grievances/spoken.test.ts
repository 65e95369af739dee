import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../../../src/assistant.ts';
import { saidNumber } from '../../../../src/conversation/desk/grievances/said-number.ts';
import { spokenCase } from '../../../../src/conversation/desk/grievances/spoken.ts';
import type { TurnParts } from '../../../../src/conversation/turn-context.ts';
import { numberAt } from '../../../../src/grievance/number.ts';

const { speech } = createAssistant();
const at = new Date('2026-11-30T02:00:00Z');
const heard = (text: string) => spokenCase({ parts: { speech } as unknown as TurnParts, at }, text);
const form = (name: string, values: Readonly<Record<string, string>> = {}) => ({ kind: 'form', form: name, values });

const FIRST = String(numberAt(1));
const WRONG = String(numberAt(1) + 1);

describe('what staff say of cases in a line', () => {
  it.each([
    ['/领', form('case_next')],
    ['领', form('case_next')],
    ['领下一件', form('case_next')],
    ['／领', form('case_next')],
    ['/next', form('case_next')],
    [`/领 ${FIRST}`, form('case_claim', { number: FIRST })],
    [`领${FIRST}`, form('case_claim', { number: FIRST })],
    [FIRST, form('case_look', { number: FIRST })],
    [`${FIRST}号`, form('case_look', { number: FIRST })],
    [`/记 ${FIRST} 去看过了`, form('case_note', { number: FIRST, text: '去看过了' })],
    [`/记${FIRST}，去看过了`, form('case_note', { number: FIRST, text: '去看过了' })],
    ['/记 去看过了', form('case_note', { text: '去看过了' })],
    ['/记', form('case_note')],
    [`/问 ${FIRST} 几点停的？`, form('case_ask', { number: FIRST, text: '几点停的？' })],
    [`/答 ${FIRST} 修好了`, form('case_answer', { number: FIRST, blank: '修好了', how: 'free' })],
    [`/转 ${FIRST}`, form('case_forward', { number: FIRST })],
    [`/退 ${FIRST} 归民政`, form('case_send_back', { number: FIRST, text: '归民政' })],
    ['/延 等配件', form('case_extend', { text: '等配件' })],
    [`/结 ${FIRST}`, form('case_close', { number: FIRST })],
    [`/并 ${FIRST} 1234`, form('case_merge', { number: FIRST, other: '1234' })],
    ['/找 电梯 3栋', form('case_find', { by: 'words', words: '电梯 3栋' })],
    ['请假到12月5日', form('case_away', { until: '12月5日' })],
    ['/请假 12月5日', form('case_away', { until: '12月5日' })],
    ['回来了', form('case_back')],
    ['我手上的', form('case_mine')],
    ['排队多少', form('case_waiting')],
    [`进展 ${FIRST}`, form('case_history', { number: FIRST })],
    ['要回访的', form('case_calls')],
    ['待定', form('case_undecided')],
  ])('reads “%s”', (text, expected) => {
    expect(heard(text)).toEqual(expected);
  });

  it.each([WRONG, `/领 ${WRONG}`, `/记 ${WRONG} 去看过了`, `领${WRONG}`])('says of “%s” that its number has a slip', text => {
    expect(heard(text)).toEqual({ kind: 'wrong', digits: WRONG });
  });

  it.each([
    '问下低保怎么办',
    '领低保要什么材料',
    '请假条怎么写',
    '记得通知我',
    '转学怎么办',
    '退休工资多少',
    '2026年12月5日',
    '13812345678',
    '110',
    '',
    '/',
    '/低保',
  ])('leaves “%s” to others', text => {
    expect(heard(text)).toBeUndefined();
  });

  it('takes a number however it is written, and no number with one digit wrong', () => {
    const width = (text: string) => text.replace(/\d/g, digit => String.fromCodePoint(0xff10 + Number(digit)));
    const chinese = (text: string) => text.replace(/\d/g, digit => '〇一二三四五六七八九'[Number(digit)] ?? '');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(3), fc.integer({ min: 1, max: 9 }), (nth, place, more) => {
        const number = numberAt(nth);
        const digits = String(number);
        for (const written of [
          digits,
          width(digits),
          chinese(digits),
          `${digits}号`,
          `第${digits}号`,
          digits.split('').join(' '),
        ])
          expect(saidNumber(written)).toEqual({ kind: 'number', number, digits });
        const changed = (Number(digits[place]) + more) % 10;
        const slip = digits.slice(0, place) + String(changed) + digits.slice(place + 1);
        expect(saidNumber(slip)).toEqual({ kind: 'wrong', digits: slip });
      }),
    );
  });

  it('never throws, and makes nothing of garbage that no staff could mean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        expect(() => [heard(text), heard(`/${text}`), heard(`/记 ${text}`)]).not.toThrow();
      }),
    );
  });
});
