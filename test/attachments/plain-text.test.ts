import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/attachments/plain-text.ts';
import { pack } from '../../src/spreadsheet/archive.ts';

const docx = (body: string, name = 'word/document.xml'): Uint8Array =>
  pack(new Map([[name, Buffer.from(`<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`)]]));

describe('the words of a file', () => {
  it('are those of a text, in whatever way it is written', () => {
    expect(plainText(Buffer.from('\uFEFF停水通知\r\n\r\n明天停水,请存水。\r\n'), '通知.txt')).toBe(
      '停水通知\n\n明天停水,请存水。',
    );
    // As the notepad of an old office machine saves it.
    expect(plainText(new Uint8Array([0xc3, 0xf7, 0xcc, 0xec]), '通知.TXT')).toBe('明天');
    expect(plainText(Buffer.from('# 停水'), 'a.md')).toBe('# 停水');
  });

  it('are those of a Word file, paragraph by paragraph, without what was deleted', () => {
    const words = docx(
      [
        '<w:p w:rsidR="1"><w:pPr/><w:r><w:t>停水</w:t></w:r><w:r><w:t xml:space="preserve">通知 A&amp;B &#x4E00;</w:t></w:r></w:p>',
        '<w:p/><w:p><w:del><w:r><w:delText>今天</w:delText></w:r></w:del><w:r><w:t>明天</w:t><w:br/><w:t>停水。</w:t><w:tab/></w:r></w:p>',
        '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1栋</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
      ].join(''),
    );
    expect(plainText(words, '通知.docx')).toBe('停水通知 A&B 一\n明天\n停水。\t\n1栋');
  });

  it.each([
    ['another name', Buffer.from('停水'), '通知.doc'],
    ['no name', Buffer.from('停水'), undefined],
    ['nothing', Buffer.from(' \n'), 'a.txt'],
    ['a program', Buffer.from('MZ\0\0\x01\x02\x03\x04\0\0\0'), 'a.txt'],
    ['too much', Buffer.from('水'.repeat(30_000)), 'a.txt'],
    ['no archive', Buffer.from('PK\x03\x04 not really'), 'a.docx'],
    ['an archive of something else', docx('<w:p><w:t>x</w:t></w:p>', 'xl/workbook.xml'), 'a.docx'],
    ['a Word file without words', docx('<w:p><w:pict/></w:p>'), 'a.docx'],
    ['a Word file of paragraphs that never end', docx('<w:p>'.repeat(600_000)), 'a.docx'],
    ['a Word file of words that never begin', docx(`${'<w:t '.repeat(600_000)}</w:p>`), 'a.docx'],
    ['a Word file that unpacks to too much', docx(`<w:p><w:t>${'x'.repeat(5 * 2 ** 20)}</w:t></w:p>`), 'a.docx'],
  ])('there are none in %s', (_, bytes, name) => {
    expect(plainText(bytes, name)).toBeUndefined();
  });

  it('are looked for in any bytes at all without a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('a.txt', 'a.docx'), fc.boolean(), (bytes, name, isZip) => {
        const file = isZip ? Buffer.concat([Buffer.from('PK\x03\x04'), bytes, Buffer.from('PK\x05\x06'), bytes]) : bytes;
        expect(typeof plainText(file, name)).toMatch(/string|undefined/);
      }),
    );
  });
});
