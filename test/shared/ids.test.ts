import { describe, expect, it } from 'vitest';
import { parseClauseId, parseDocumentId, parseRegionId, parseUnitId } from '../../src/shared/ids.ts';

describe('ids', () => {
  it('are what they are written as', () => {
    expect(parseClauseId('chongqing-support:2.1')).toBe('chongqing-support:2.1');
    expect(parseUnitId('guizhou.civil-affairs')).toBe('guizhou.civil-affairs');
    expect(parseDocumentId('chongqing-support')).toBe('chongqing-support');
    expect(parseRegionId('yuncheng')).toBe('yuncheng');
  });

  it.each(['', '贵州', 'guizhou:', ':3.1', 'guizhou:3.1.', 'guizhou:三', '../guizhou:1', 'guizhou:1\n'])(
    'refuses %j as a clause',
    text => {
      expect(parseClauseId(text)).toBeUndefined();
    },
  );

  it.each(['guizhou', 'guizhou.', '.civil', 'guizhou.Civil', 'a.b.c'])('refuses %j as a unit', text => {
    expect(parseUnitId(text)).toBeUndefined();
  });
});
