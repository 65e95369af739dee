import { describe, expect, it } from 'vitest';
import { addressed } from '../../src/conversation/etiquette.ts';

const group = { id: 'g', kind: 'group' } as const;
const alone = { id: 'p', kind: 'private' } as const;

describe('the assistant in a group', () => {
  it('is silent when nobody called it', () => {
    expect(addressed({ chat: group, mentioned: false, text: '低保怎么办' }, '安家')).toBeUndefined();
  });

  it('hears a mention', () => {
    expect(addressed({ chat: group, mentioned: true, text: '低保怎么办' }, '安家')).toBe('低保怎么办');
  });

  it.each(['安家 低保怎么办', '安家,低保怎么办', '安家，低保怎么办', '安家：低保怎么办', ' 安家低保怎么办'])(
    'hears its prefix in %j and takes it off',
    text => {
      expect(addressed({ chat: group, mentioned: false, text }, '安家')).toBe('低保怎么办');
    },
  );

  it('does not hear its name in the middle of a sentence', () => {
    expect(addressed({ chat: group, mentioned: false, text: '我们安家在这里' }, '安家')).toBeUndefined();
  });

  it('keeps the whole of what is said in private: 安家费 is no call', () => {
    expect(addressed({ chat: alone, mentioned: false, text: '安家费有多少' }, '安家')).toBe('安家费有多少');
  });

  it('always hears what is said in private', () => {
    expect(addressed({ chat: alone, mentioned: false, text: '低保怎么办' }, '安家')).toBe('低保怎么办');
  });
});
