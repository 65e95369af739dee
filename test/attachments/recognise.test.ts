import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../src/attachments/recognise.ts';
import { pack } from '../../src/spreadsheet/archive.ts';
import { latin1, utf8 } from '../support/damaged-spreadsheets.ts';
import { telephonePhoto } from '../support/photos.ts';
import { workbook, xlsx } from '../support/workbooks.ts';

const ROWS = [
  ['姓名', '楼栋'],
  ['罗世珍', '3栋'],
];
const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1')]);
const avif = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypavif\0\0\0\0avif', 'latin1')]);

describe('what a file is', () => {
  it('shows in its first bytes, for photos', async () => {
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
    expect(recognise(await telephonePhoto())).toBe('photo');
    expect(recognise(await picture.clone().png().toBuffer())).toBe('photo');
    expect(recognise(await picture.clone().webp().toBuffer())).toBe('photo');
    expect(recognise(heic)).toBe('heic');
    for (const other of [await picture.clone().gif().toBuffer(), await picture.clone().tiff().toBuffer(), avif])
      expect(recognise(other)).toBe('unknown');
  });

  it('shows in its content, for spreadsheets as offices keep them', async () => {
    const text = ROWS.map(row => row.join(',')).join('\r\n');
    const tables: readonly Uint8Array[] = [
      await xlsx(ROWS),
      workbook(ROWS, 'biff8'),
      workbook(ROWS, 'biff5'),
      workbook(ROWS, 'xlml'),
      workbook(ROWS, 'html'),
      utf8(text),
      utf8(text.replaceAll(',', '\t')),
      new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]),
      utf8(`${text}\r\n`.repeat(20_000)),
    ];
    for (const [i, table] of tables.entries()) expect([i, recognise(table)]).toEqual([i, 'spreadsheet']);
  });

  it('is nothing that is taken, whatever it is called', async () => {
    const others: readonly Uint8Array[] = [
      utf8('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      utf8('<!doctype html><script>location="https://evil.example"</script>'),
      latin1('%PDF-1.7\n1 0 obj <<>> endobj'),
      latin1('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff'),
      latin1('\x7fELF\x02\x01\x01'),
      latin1('GIF89a\x01\0\x01\0'),
      latin1('Rar!\x1a\x07\x01\0'),
      utf8('一句话没有表'),
      pack(new Map([['word/document.xml', utf8('<w:document/>')]])),
      pack(new Map([['evil.exe', latin1('MZ')]])),
      new Uint8Array(),
      new Uint8Array(4096),
      Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919 + 13) & 0xff),
    ];
    for (const [i, other] of others.entries()) expect([i, recognise(other)]).toEqual([i, 'unknown']);
  });
});
