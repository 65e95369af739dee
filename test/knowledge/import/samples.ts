/**
 * An invented document, shaped like the official ones, in every form in which one is published.
 */
import { crc32 } from 'node:zlib';
import { loadPrintedForms } from '../../../src/knowledge/import/printed-forms.ts';

export const knowledgeFolder = new URL('../../../knowledge/', import.meta.url).pathname;
export const forms = loadPrintedForms(knowledgeFolder).value;

export const SAMPLE = `某县移民局文件
关于办好示范小区的通知

各乡镇:为办好小区,现通知如下。

一、总体要求

小事办实,大事办好,让住户安心。

二、重点任务

围绕住户所盼,抓紧下列事项。

(一)办好食堂。每个小区开一间食堂,供应早饭和午饭,长者减半。〔牵头单位:县民政局、县老龄办;配合单位:县商务局,各镇(街道、管委会)党委〕

(二)修好路灯。坏灯要在3天内修好,修不好的贴出告示。(责任单位:县住建局、县供电所,市〈州〉、县〈市、区〉政府)

三、分类推进

(一)便民服务

便民是根本,先从窗口做起。

1. 设立窗口。周末也开,
午间不关。(各级民政、人社等部门具体实施)

2. 上门办事。腿脚不便的住户可以叫人上门。(民政部门牵头负责,卫健、残联等部门配合实施)

(二)文体活动

3. 开放球场。晚上开到十点,下雨天除外。(体育、教育等部门负责实施)

四、工作要求

（一）说到做到，按月公布

办了几件,贴在门口。

某县移民局
2031年5月6日
`;

/** What every form of it must give: path, label, heading, end of the text, lead, supporting. */
export const EXPECTED = [
  ['1', '一', '总体要求', '总体要求小事办实,大事办好,让住户安心。', [], []],
  ['2.1', '二(一)', '办好食堂', '管委会)党委〕', ['县民政局', '县老龄办'], ['县商务局', '各镇(街道、管委会)党委']],
  ['2.2', '二(二)', '修好路灯', '〈市、区〉政府)', ['县住建局'], ['县供电所', '市〈州〉', '县〈市、区〉政府']],
  ['3.1.1', '三(一)1', '设立窗口', '设立窗口。周末也开,午间不关。(各级民政、人社等部门具体实施)', [], ['民政', '人社']],
  ['3.1.2', '三(一)2', '上门办事', '配合实施)', ['民政'], ['卫健', '残联']],
  ['3.2.3', '三(二)3', '开放球场', '负责实施)', [], ['体育', '教育']],
  ['4.1', '四(一)', '说到做到，按月公布', '说到做到，按月公布办了几件,贴在门口。', [], []],
] as const;

/** A page of a government site around the text: navigation, scripts, a foot that speaks in sentences. */
export const asHtml = (text: string): string => `<!DOCTYPE html><html><head><title>通知</title><style>p{margin:0}</style>
<script>var menu = "一、不是正文";</script></head><body>
<div class="top"><nav><ul><li>首页</li><li>一、政务公开</li></ul></nav><div>当前位置:首页&gt;通知</div></div>
<div class="box"><div class="text">
${text
  .split('\n')
  .filter(Boolean)
  .map(line => `  <p><span>&emsp;&emsp;${line.slice(0, 6)}</span>${line.slice(6)}</p>`)
  .join('\n')}
</div></div>
<div class="bottom"><p>本站内容未经许可不得转载。</p><p>版权所有</p></div></body></html>`;

/** Word, with each line a paragraph. */
export function asDocx(text: string): Buffer {
  const paragraphs = text.split('\n').map(line => `<w:p><w:r><w:t xml:space="preserve">${line}</w:t></w:r></w:p>`);
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const office = 'http://schemas.openxmlformats.org';
  return zip({
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${paragraphs.join('')}</w:body></w:document>`,
  });
}

/** An archive without compression. */
function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(content)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, place, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** How a PDF names its codes: by Unicode, or by the older national standard. */
export type PdfCodes = 'UniGB-UCS2-H' | 'GBK-EUC-H';

const COLUMNS = 24;
const ROWS = 12;

/** PDF without embedded fonts, lines wrapped at the margin, a running title and a number on each page. */
export function asPdf(text: string, codes: PdfCodes): Buffer {
  const encode = codes === 'GBK-EUC-H' ? gbkHex : (line: string) => Buffer.from(line, 'utf16le').swap16().toString('hex');
  const lines = text
    .split('\n')
    .filter(Boolean)
    .flatMap(line => line.match(new RegExp(`.{1,${COLUMNS}}`, 'gu')) ?? []);
  const pages = Array.from({ length: Math.ceil(lines.length / ROWS) }, (_, i) => lines.slice(i * ROWS, (i + 1) * ROWS));
  const show = (line: string, y: number) => `BT /F 12 Tf 60 ${y} Td <${encode(line)}> Tj ET`;
  const contents = pages.map((rows, i) =>
    [show('小区文件汇编', 800), ...rows.map((row, n) => show(row, 760 - 20 * n)), show(`${i + 1}`, 40)].join('\n'),
  );
  const kids = pages.map((_, i) => `${6 + 2 * i} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${codes} /DescendantFonts [4 0 R] >>`,
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    ...contents.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${7 + 2 * i} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  return pdfOf(objects);
}

function pdfOf(objects: readonly string[]): Buffer {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const rows = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, 'latin1');
}

/** A PDF whose only page shows nothing that is text. */
export const emptyPdf = (): Buffer =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>',
  ]);

/** The text in GBK. */
export const asGbk = (text: string): Buffer => Buffer.from(gbkHex(text), 'hex');

let gbkCodes: Map<string, string> | undefined;

function gbkHex(text: string): string {
  gbkCodes ??= gbkTable();
  return [...text].map(character => gbkCodes?.get(character) ?? character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

function gbkTable(): Map<string, string> {
  const decoder = new TextDecoder('gbk');
  const codes = new Map<string, string>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      codes.set(decoder.decode(Uint8Array.of(lead, trail)), lead.toString(16) + trail.toString(16));
    }
  }
  return codes;
}
