import { describe, expect, it } from 'vitest';
import { rememberLast } from '../../src/shared/remember-last.ts';

describe('what was found out last', () => {
  it('is not found out again for the same text, and is forgotten with the next one', () => {
    const asked: string[] = [];
    const lengthOf = rememberLast(text => {
      asked.push(text);
      return text.length;
    });
    expect(['低保', '低保', '', '低保', '养老金'].map(lengthOf)).toEqual([2, 2, 0, 2, 3]);
    expect(asked).toEqual(['低保', '', '低保', '养老金']);
  });
});
