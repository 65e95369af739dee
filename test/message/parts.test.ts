import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelLimits } from '../../src/message/channel.ts';
import { asPlainText } from '../../src/message/index.ts';
import { partsOf, sizeOf, splitText } from '../../src/message/parts.ts';

const telegram: ChannelLimits = { text: 4096, unit: 'utf16', buttons: true, files: true };
const wecom: ChannelLimits = { text: 2048, unit: 'utf8', buttons: false, files: false };
const limits = fc.record({
  text: fc.integer({ min: 8, max: 80 }),
  unit: fc.constantFrom('utf16' as const, 'utf8' as const),
  buttons: fc.boolean(),
  files: fc.boolean(),
});
const choices = fc.array(fc.record({ id: fc.string({ minLength: 1 }), label: fc.string({ maxLength: 30 }) }), { maxLength: 5 });
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom('低保，', '能吃。', '\n\n', '户口', '👨‍👩‍👧', ' ', '!', 'é́'), { maxLength: 200 })
    .map(parts => parts.join('')),
);

describe('a text in parts', () => {
  it('loses no character, and each part fits', () => {
    fc.assert(
      fc.property(texts, limits, (text, { text: most, unit }) => {
        const parts = splitText(text, { text: most, unit });
        expect(parts.join('')).toBe(text);
        for (const part of parts) expect(sizeOf(part, unit)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });

  it('is one part where it fits, an empty one too', () => {
    expect(splitText('低'.repeat(4096), telegram)).toHaveLength(1);
    expect(splitText('低'.repeat(682), wecom)).toHaveLength(1);
    expect(splitText('低'.repeat(683), wecom)).toHaveLength(2);
    expect(splitText('', wecom)).toEqual(['']);
  });

  it.each([
    ['a paragraph', '甲乙丙丁。\n\n戊己庚辛壬癸', ['甲乙丙丁。\n\n', '戊己庚辛壬癸']],
    ['a line', '甲乙丙丁戊\n己庚辛壬癸子', ['甲乙丙丁戊\n', '己庚辛壬癸子']],
    ['a sentence', '甲乙丙丁戊。己庚辛壬癸子', ['甲乙丙丁戊。', '己庚辛壬癸子']],
    ['a half-sentence', '甲乙丙丁戊，己庚辛壬癸子', ['甲乙丙丁戊，', '己庚辛壬癸子']],
  ])('is parted after %s where one ends near enough', (_, text, parts) => {
    expect(splitText(text, { text: 10, unit: 'utf16' })).toEqual(parts);
  });

  it('does not part what is read as one character', () => {
    const family = '👨‍👩‍👧';
    for (const part of splitText(family.repeat(20), { text: 20, unit: 'utf16' })) expect(part).toMatch(/^(👨‍👩‍👧)+$/u);
  });
});

describe('a message in parts', () => {
  it('holds its words, its small print and its choices, whatever the channel', () => {
    fc.assert(
      fc.property(texts, texts, choices, limits, (text, note, offered, channel) => {
        const parts = partsOf({ text, note, choices: offered }, channel);
        const words = parts.map(part => part.text).join('');
        expect(words).toContain(text);
        expect(words).toContain(note);
        const last = parts.at(-1)!;
        if (channel.buttons) expect(last.choices?.map(({ id }) => id)).toEqual(offered.map(({ id }) => id));
        else expect(words).toBe(asPlainText({ text, note, choices: offered }));
        for (const part of parts.slice(0, -1)) expect(part.choices).toBeUndefined();
      }),
    );
  });

  it('has short choices as buttons, and long ones as lines with buttons that bear their numbers', () => {
    const short = { text: '好', choices: [{ id: 'a', label: '更多' }] };
    expect(partsOf(short, telegram)).toEqual([{ text: '好', choices: short.choices, file: undefined }]);
    const long = { text: '好', choices: [{ id: 'a', label: '第3号“社区几点上班，周末有没有人”，2人问' }] };
    const [part] = partsOf(long, telegram);
    expect(part?.text).toBe(`好\n\n1. ${long.choices[0]!.label}`);
    expect(part?.choices).toEqual([{ id: 'a', label: '1' }]);
  });

  it('has choices in their words alone where a number that is typed is the answer itself', () => {
    const asked = { text: '几口人？', asksNumber: true, choices: [{ id: 'a', label: '不清楚' }] };
    expect(partsOf(asked, telegram)[0]).toMatchObject({ text: '几口人？', choices: asked.choices });
    expect(partsOf(asked, wecom)[0]?.text).toBe('几口人？\n\n· 不清楚');
  });

  it('carries its file with the last part, where the channel takes files', () => {
    const file = { name: '户表.xlsx', type: 'application/zip', content: '' };
    const parts = partsOf({ text: '低'.repeat(5000), file }, telegram);
    expect(parts.map(part => part.file)).toEqual([undefined, file]);
    expect(partsOf({ text: '低', file }, wecom)[0]?.file).toBeUndefined();
  });

  it('has what is only ever a button nowhere but behind buttons', () => {
    const choices = [
      { id: 'seen', label: '收到', isButtonOnly: true },
      { id: 'more', label: '说详细些' },
    ];
    const message = { text: '看到请回“收到”', choices };
    expect(partsOf(message, telegram)[0]).toMatchObject({ text: message.text, choices });
    expect(partsOf(message, wecom)[0]?.text).toBe('看到请回“收到”\n\n1. 说详细些');
    expect(partsOf({ ...message, choices: choices.slice(0, 1) }, wecom)[0]?.text).toBe(message.text);
    expect(asPlainText(message)).toBe('看到请回“收到”\n\n1. 说详细些');
  });

  it('writes the address of a choice that leads elsewhere where there are no buttons', () => {
    const choice = { id: 'private', label: '私聊', url: 'https://t.me/anjia?start=1' };
    expect(partsOf({ text: '好', choices: [choice] }, wecom)[0]?.text).toBe('好\n\n1. 私聊 https://t.me/anjia?start=1');
    expect(partsOf({ text: '好', choices: [choice] }, telegram)[0]?.choices).toEqual([choice]);
    const long = { id: 'a', label: '第3号“社区几点上班，周末有没有人”，2人问' };
    const [listed] = partsOf({ text: '好', choices: [long, choice] }, telegram);
    expect(listed?.text).toBe(`好\n\n1. ${long.label}\n2. 私聊`);
    expect(listed?.choices).toEqual([{ id: 'a', label: '1' }, choice]);
  });
});
