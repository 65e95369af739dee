import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import { isAllTold, isToldAlike } from '../../../src/conversation/grievances/told-danger.ts';

const { danger } = createAssistant();
const cry = { words: '电梯困人了快来' };

describe('a report of a danger that was cried out before', () => {
  it('was told where it says the same, however it is written', () => {
    for (const text of [cry.words, '电梯困人了，快来！', ' 電梯困人了 快来。', '电梯困人了快来\n电梯困人了快来'])
      expect(isAllTold(cry, { text }), text).toBe(true);
  });

  it('is told where it says more: of another danger, place or person', () => {
    for (const more of ['我妈也晕倒了', '在3栋2单元', '里面还有我女儿', '还有烟'])
      for (const text of [`${cry.words}，${more}`, `${more}，${cry.words}`]) expect(isAllTold(cry, { text }), text).toBe(false);
    expect(isAllTold(cry, { text: cry.words, where: '3栋2单元' })).toBe(false);
    expect(isAllTold({ words: '3栋2单元电梯困人了' }, { text: '3栋2单元电梯困人了', where: '3栋2单元' })).toBe(true);
  });

  it('was told where it joins what was cried out in several messages', () => {
    const both = { words: '我妈在里面晕倒了', earlier: [cry.words] };
    expect(isAllTold(both, { text: '电梯困人了快来，我妈在里面晕倒了' })).toBe(true);
    expect(isAllTold(both, { text: cry.words })).toBe(true);
    expect(isAllTold(both, { text: '电梯困人了快来，我妈和女儿在里面晕倒了' })).toBe(false);
  });
});

describe('a cry after another one', () => {
  it('is of the same danger where it says no other kind and no other place', () => {
    const words = '3栋着火了快来人';
    expect(isToldAlike({ words }, { text: '着火了救命' }, danger)).toBe(true);
    expect(isToldAlike({ words }, { text: '着火了救命', where: '5栋' }, danger)).toBe(false);
    expect(isToldAlike({ words }, { text: '我妈喝了农药' }, danger)).toBe(false);
    expect(isToldAlike({ words: '我妈喝了农药', earlier: [words] }, { text: '着火了救命' }, danger)).toBe(true);
  });
});
