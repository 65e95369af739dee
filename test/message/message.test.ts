import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asPlainText } from '../../src/message/index.ts';

describe('a message as plain text', () => {
  it('numbers its choices from 1, one a line, below the text and the small print', () => {
    const choices = [
      { id: 'region=guangxi', label: '广西' },
      { id: 'region=guizhou', label: '贵州' },
    ];
    expect(asPlainText({ text: '您住哪里?', note: '依据', choices })).toBe('您住哪里?\n\n依据\n\n1. 广西\n2. 贵州');
  });

  it.each([
    ['no small print and no choices', { text: '好' }],
    ['empty small print and an empty list of choices', { text: '好', note: '', choices: [] }],
  ])('is the text alone where there is %s', (_, outgoing) => {
    expect(asPlainText(outgoing)).toBe('好');
  });

  it('loses no text, and shows no id that nobody typed', () => {
    const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 });
    const labels = fc.array(words, { maxLength: 12 });
    fc.assert(
      fc.property(words, fc.option(words, { nil: undefined }), labels, (text, note, all) => {
        const choices = all.map((label, i) => ({ id: `hidden-${i}`, label }));
        const plain = asPlainText({ text, choices, ...(note === undefined ? {} : { note }) });
        const parts = [text, note ?? '', ...all.map((label, i) => `${i + 1}. ${label}`)];
        let from = 0;
        for (const part of parts) {
          const at = plain.indexOf(part, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + part.length;
        }
        expect(plain).not.toContain('hidden-');
      }),
    );
  });
});
