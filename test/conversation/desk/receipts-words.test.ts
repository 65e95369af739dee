import { describe, expect, it } from 'vitest';
import { folders } from '../../../src/config.ts';
import { receiptsWords } from '../../../src/conversation/desk/bulletins/receipts.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import { aSettlement } from '../../support/directory.ts';

const t = loadWordbook(folders.locales).in('zh-CN');
const said = (ofHouseholds: number) =>
  receiptsWords(
    {
      settlement: aSettlement().id,
      confirmed: [],
      buildings: [{ building: '1栋', people: 1, households: ofHouseholds, ofHouseholds }],
      missing: [],
    },
    t,
  );

describe('who has confirmed a bulletin', () => {
  it('is every household only where households are filed', () => {
    expect(said(2)).toContain('每一户都有人回了');
    expect(said(0)).toContain('还没有住户档案');
    expect(said(0)).not.toContain('每一户');
  });
});
