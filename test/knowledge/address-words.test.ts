import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadSpeech } from '../../src/knowledge/load-language.ts';

const { addressIn } = loadSpeech(folders.knowledge).value;

it.each([
  ['3栋2单元电梯又坏了三天没人修', '3栋2单元'],
  ['电梯坏了,在３号楼', '3号楼'],
  ['五栋一单元三楼的灯不亮', '五栋一单元三楼'],
  ['我住5栋1单元501室，漏水', '5栋1单元501室'],
  ['二单元门禁坏了', '二单元'],
  ['A2栋门口有垃圾', 'A2栋'],
  ['the lift in Building 3, entrance 2 is broken', 'Building 3, entrance 2'],
  ['1栋和12栋2单元都停水', '12栋2单元'],
])('finds where it is: %s', (text, where) => {
  expect(addressIn(text)).toBe(where);
});

it.each(['电梯坏了', '物业费一个月80块', '三天没人修', '', '😀', '编号1003', '楼上漏水', '拨打12345'])(
  'finds no place in %j',
  text => {
    expect(addressIn(text)).toBeUndefined();
  },
);

it('finds, whatever is written, nothing but a part of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('3', '栋', '单', '元', '楼', '十', ' ', '号', 'a', '室') }), text => {
      const found = addressIn(text);
      expect(found === undefined || text.normalize('NFKC').includes(found)).toBe(true);
    }),
  );
});
