import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { chromium } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { asRead, inkOf } from '../../../src/knowledge/import/characters.ts';
import { checkOriginals } from '../../../src/knowledge/import/check-originals.ts';
import { importLines } from '../../../src/knowledge/import/index.ts';
import type { Import } from '../../../src/knowledge/import/model.ts';
import { readFile } from '../../../src/knowledge/import/read-file.ts';
import { readHtml } from '../../../src/knowledge/import/read-html.ts';
import { readText } from '../../../src/knowledge/import/read-text.ts';
import { loadPolicy } from '../../../src/knowledge/load.ts';
import { loadSchemes } from '../../../src/knowledge/schemes/load.ts';
import { asDocx, asGbk, asHtml, asPdf, EXPECTED, forms, knowledgeFolder, SAMPLE } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'anjia-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function importAs(name: string, content: string | Buffer): Promise<Import> {
  const file = join(folder, name);
  writeFileSync(file, content);
  return importLines('sample', await readFile(file), forms);
}

const importText = (text: string): Import => importLines('sample', readText(text), forms);
const CHROMIUM = '/usr/bin/chromium';

/** Some characters as PDF writers store them. */
const inRadicals = (text: string): string =>
  text.replaceAll('长', '⻓').replaceAll('户', '⼾').replaceAll('民', '⺠').replaceAll('月', '⽉');

describe('a document as published', () => {
  const forms = {
    'plain text': () => importAs('a.txt', SAMPLE),
    'plain text with Windows line ends and a byte order mark': () =>
      importAs('b.txt', `\ufeff${SAMPLE.replaceAll('\n', '\r\n')}`),
    'plain text in GBK': () => importAs('c.txt', asGbk(SAMPLE)),
    'plain text in UTF-16': () => importAs('d.txt', Buffer.from(`\ufeff${SAMPLE}`, 'utf16le')),
    Word: () => importAs('a.docx', asDocx(SAMPLE)),
    'a web page': () => importAs('a.html', asHtml(SAMPLE)),
    'a PDF of Unicode codes': () => importAs('a.pdf', asPdf(SAMPLE, 'UniGB-UCS2-H')),
    'a PDF of GBK codes': () => importAs('b.pdf', asPdf(SAMPLE, 'GBK-EUC-H')),
    'a PDF with radicals for characters': () => importAs('c.pdf', asPdf(inRadicals(SAMPLE), 'UniGB-UCS2-H')),
  };

  it.each(Object.entries(forms))('gives the same clauses from %s', async (_, read) => {
    expectSample(await read());
  });

  it.skipIf(!existsSync(CHROMIUM) && !process.env['CI'])(
    'gives the same clauses from a PDF that a browser printed (needs Chromium)',
    async () => {
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
      try {
        const page = await browser.newPage();
        const paragraphs = SAMPLE.split('\n').map(line => `<p>${line}</p>`);
        await page.setContent(`<body style="font: 28px 'Noto Serif CJK SC'">${paragraphs.join('')}</body>`);
        expectSample(
          await importAs(
            'print.pdf',
            await page.pdf({ format: 'A5', displayHeaderFooter: true, margin: { top: '60px', bottom: '60px' } }),
          ),
        );
      } finally {
        await browser.close();
      }
    },
  );

  function expectSample({ clauses, dropped }: Import): void {
    expect(clauses.map(({ path, label, heading, lead, supporting }) => [path, label, heading, lead, supporting])).toEqual(
      EXPECTED.map(([path, label, heading, , lead, supporting]) => [path, label, heading, lead, supporting]),
    );
    for (const [i, { heading, text }] of clauses.entries()) {
      expect(text.startsWith(heading)).toBe(true);
      expect(text.endsWith(EXPECTED[i]?.[3] ?? '')).toBe(true);
    }
    expect(inkOf(dropped.join(''))).toContain('围绕住户所盼');
    expect(inkOf(dropped.join(''))).toContain('2031年5月6日');
  }
});

describe('what belongs to no clause', () => {
  it('is every title, introduction, number, signature and date, in order', () => {
    expect(importText(SAMPLE).dropped).toEqual([
      '某县移民局文件',
      '关于办好示范小区的通知',
      '各乡镇:为办好小区,现通知如下。',
      '一、',
      '二、重点任务',
      '围绕住户所盼,抓紧下列事项。',
      '(一)',
      '(二)',
      '三、分类推进',
      '(一)便民服务',
      '便民是根本,先从窗口做起。',
      '1.',
      '2.',
      '(二)文体活动',
      '3.',
      '四、工作要求',
      '（一）',
      '某县移民局',
      '2031年5月6日',
    ]);
  });

  it('is the navigation and the foot of a web page, sentences too', async () => {
    const { dropped } = importLines('sample', await readHtml(asHtml(SAMPLE)), forms);
    expect(dropped).toContain('一、政务公开');
    expect(dropped).toContain('本站内容未经许可不得转载。');
  });

  it('is a shorter numbering before the document, and a person is told', () => {
    const notice = '公告\n一、收信地址。见下。\n二、截止日期。月底。\n';
    const { clauses, warnings } = importText(notice + SAMPLE);
    expect(clauses).toHaveLength(EXPECTED.length);
    expect(warnings.map(({ path, code }) => [path, code])).toContainEqual([null, 'numbering-again']);
  });

  it('is everything, where nothing is numbered', () => {
    expect(importText('只是一段话。\n又一段话。')).toEqual({
      document: 'sample',
      clauses: [],
      dropped: ['只是一段话。', '又一段话。'],
      warnings: [],
    });
  });
});

describe('numbering', () => {
  const paths = (text: string) => importText(text).clauses.map(({ path, label }) => `${path} ${label}`);

  it('runs on across parts where the print does', () => {
    expect(paths('一、甲\n(一)子。文。\n二、乙\n(二)丑。文。\n(三)寅。文。')).toEqual(['1.1 一(一)', '2.2 二(二)', '2.3 二(三)']);
  });

  it('begins again in each part where the print does', () => {
    expect(paths('一、甲\n(一)子。文。\n二、乙\n(一)丑。文。')).toEqual(['1.1 一(一)', '2.1 二(一)']);
  });

  it('counts on in the path where the print goes back, and keeps the printed label', () => {
    const { clauses, warnings } = importText('一、甲\n(一)子\n8. 丑。文。\n9. 寅。文。\n1. 卯。文。');
    expect(clauses.map(({ path, label }) => `${path} ${label}`)).toEqual(['1.1.8 一(一)8', '1.1.9 一(一)9', '1.1.10 一(一)1']);
    expect(warnings.map(({ path, code }) => `${path} ${code}`)).toEqual(['1.1.8 numbering-skip', '1.1.10 numbering-back']);
  });

  it('is not seen in a line that only goes on with a sentence', () => {
    const { clauses } = importText('一、甲\n(一)子。要做到\n三、四类人都有\n12.5元也算。');
    expect(clauses.map(({ path, text }) => `${path} ${text}`)).toEqual(['1.1 子。要做到三、四类人都有12.5元也算。']);
  });

  it('reads numbers above ten', () => {
    expect(paths('一、甲\n(十九)子。文。\n(二十)丑。文。\n(二十一)寅。文。')).toEqual([
      '1.19 一(十九)',
      '1.20 一(二十)',
      '1.21 一(二十一)',
    ]);
  });
});

describe('white space', () => {
  it('goes where layout put it, and stays between Latin words', () => {
    const text = '一、甲\n(一) 开设 窗口。每 天 8 点 开门, 用 Open Office 办理,人口 800 人 以下的 除外。';
    expect(importText(text).clauses[0]?.text).toBe('开设窗口。每天8点开门,用Open Office办理,人口800人以下的除外。');
  });
});

describe('laws', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '一、',
      '二、',
      '(一)',
      '（二）',
      '1.',
      '22. ',
      '。',
      '\n',
      '\n\n',
      '(责任单位:甲局、乙局)',
      '〈州>',
      '附件',
      '2021年8月1日',
      '  ',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('办好食堂', '开放球场', 'i万人', '1一2件', '“', '('),
  );
  const text = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''));
  const sorted = (ink: string) => [...ink].sort().join('');

  it('puts every character into a clause or among what is dropped, and never throws', () => {
    fc.assert(
      fc.property(text, input => {
        const { clauses, dropped } = importText(input);
        const out = clauses.map(clause => clause.text).join('') + dropped.join('');
        expect(sorted(inkOf(out))).toBe(sorted(inkOf(asRead(input, forms.radicals))));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives every clause a path of its own and a text that begins with its heading', () => {
    fc.assert(
      fc.property(text, input => {
        const { clauses } = importText(input);
        expect(new Set(clauses.map(({ path }) => path)).size).toBe(clauses.length);
        for (const clause of clauses) expect(clause.text.startsWith(clause.heading)).toBe(true);
      }),
    );
  });

  it('reads any web page without throwing', async () => {
    const tag = fc.constantFrom(
      '<p>',
      '</p>',
      '<div class=a>',
      '</div>',
      '<nav>',
      '<pre>',
      '<br>',
      '<',
      '&nbsp;',
      '<script>',
      '一、甲',
      '(一)乙。',
      '<!--',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(tag, fc.string()), { maxLength: 40 }), async pieces => {
        importLines('sample', await readHtml(pieces.join('')), forms);
      }),
    );
  });

  it('reads a page that nests 50,000 deep', async () => {
    const lines = await readHtml(`${'<div>'.repeat(50_000)}一、甲`);
    expect(lines.map(line => line.text)).toEqual(['一、甲']);
  });
});

const originals = process.env['ANJIA_ORIGINALS'];
if (originals !== undefined || !process.env['CI']) {
  describe.skipIf(originals === undefined)('the real documents (their folder in ANJIA_ORIGINALS; they are not committed)', () => {
    it('agree with the knowledge base in clauses, labels, headings and units', async () => {
      const { value: policy } = loadPolicy(knowledgeFolder);
      const { schemes } = loadSchemes(knowledgeFolder, policy).value;
      const faults = await checkOriginals({ policy, schemes }, forms, knowledgeFolder, originals ?? '');
      expect(
        faults.filter(
          ({ code }) => /clause|label|heading|lead|supporting|unit|original/.test(code) && code !== 'words-not-in-clause',
        ),
      ).toEqual([]);
    });

    it.each([
      ['guizhou', '3.4.15', 'i万人'],
      ['guizhou', '3.5.22', '千部'],
      ['guizhou', '3.3.12', '节假曰'],
      ['guizhou', '3.3.10', '〈州>'],
      ['guizhou', '3.4.16', '(州)'],
      ['guizhou', '3.5.23', '1.'],
      ['guizhou', '3.1.2', ' '],
      ['yuncheng', '4.1', '小组会抽调'],
      ['yuncheng', '3.5', '100人'],
      ['chongqing-community', '2.5', '1一2件'],
    ])('warns in %s %s of “%s”', (document, path, words) => {
      const text = readFileSync(join(originals ?? '', `${document}.txt`), 'utf8');
      const { warnings } = importLines(document, readText(text), forms);
      expect(warnings.some(warning => warning.path === path && warning.text.includes(words))).toBe(true);
    });
  });
}
