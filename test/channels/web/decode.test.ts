import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/channels/web/decode.ts';

const at = new Date('2026-11-22T04:00:00Z');
const sent = (fields: Record<string, string>, session = 's1') =>
  decode({ session, form: new Map(Object.entries({ token: 't1', ...fields })) }, at);

describe('a form of the chat page', () => {
  it('becomes a private message of the browser that sent it', () => {
    expect(sent({ text: ' 低保 ' })).toMatchObject({
      channel: 'web',
      chat: { id: 's1', kind: 'private' },
      person: 's1',
      text: '低保',
      mentioned: true,
      at,
    });
  });

  it('says what its button says', () => {
    expect(sent({ choice: 'region=guizhou' })?.text).toBe('region=guizhou');
  });

  it('is no message where it says nothing', () => {
    for (const fields of [{}, { text: '' }, { text: ' \n\t ' }, { choice: '' }]) expect(sent(fields)).toBeUndefined();
  });

  it('is the same message when it is sent twice, and another one with other words or from another browser', () => {
    const id = sent({ text: '低保' })?.platformId;
    expect(sent({ text: '低保' })?.platformId).toBe(id);
    expect(sent({ text: '医保' })?.platformId).not.toBe(id);
    expect(sent({ text: '低保', token: 't2' })?.platformId).not.toBe(id);
    expect(sent({ text: '低保' }, 's2')?.platformId).not.toBe(id);
  });

  it('keeps every word but the white space around them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(sent({ text })?.text ?? '').toBe(text.trim());
      }),
    );
  });
});
