import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legible } from '../../src/message/legible.ts';

describe('words as they are shown to others', () => {
  it.each([
    ['低保\u202e吗能\u202c', '低保吗能'],
    ['\u2067藏\u2069起\u200e来\u061c', '藏起来'],
    ['\ufeff罗\u200b世\u00ad珍', '罗世珍'],
    ['\u001b[31m红\u0007\u0000\u009b', '[31m红'],
    ['一\r\n二\r三\n四\t五', '一\n二\n三\n四\t五'],
    ['旗\u{1f3f4}\u{e0067}\u{e007f}', '旗\u{1f3f4}'],
    ['👨‍👩‍👧 ভারত ནང་ ئۇيغۇر 龘', '👨‍👩‍👧 ভারত ནང་ ئۇيغۇر 龘'],
    ['', ''],
  ])('%j become %j', (text, shown) => {
    expect(legible(text)).toBe(shown);
  });

  it('hold no character of direction and no control, and are not changed a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const shown = legible(text);
        expect(shown).not.toMatch(/\p{Bidi_Control}|(?![\t\n])\p{Cc}/u);
        expect(legible(shown)).toBe(shown);
      }),
    );
  });
});
