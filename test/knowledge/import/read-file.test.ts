import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readFile } from '../../../src/knowledge/import/read-file.ts';
import { UnreadableFileError } from '../../../src/knowledge/import/unreadable.ts';
import { asDocx, asPdf, emptyPdf, SAMPLE } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'anjia-read-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function codeOf(name: string, content?: string | Buffer): Promise<string> {
  if (content !== undefined) writeFileSync(join(folder, name), content);
  try {
    await readFile(join(folder, name));
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableFileError) return error.code;
    throw error;
  }
}

const random = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 255));
/** A PDF that says it is locked. */
const locked = Buffer.from(
  asPdf(SAMPLE, 'UniGB-UCS2-H')
    .toString('latin1')
    .replace(
      '/Root 1 0 R',
      `/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O <${'a5'.repeat(32)}> /U <${'5a'.repeat(32)}> /P -4 >> /ID [<00><00>]`,
    ),
  'latin1',
);

describe('a file that cannot be imported', () => {
  it.each([
    ['nothing', 'none.txt', undefined, 'missing'],
    ['an empty file', 'empty.txt', '', 'empty'],
    ['white space', 'blank.txt', ' \n\t\n', 'empty'],
    ['an unknown type', 'table.csv', 'a,b', 'unknown-type'],
    ['noise', 'noise.txt', random(5000), 'binary'],
    ['damaged UTF-8', 'cut.txt', Buffer.from(SAMPLE).subarray(0, 400), 'encoding'],
    ['an old Word file', 'old.doc', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), random(600)]), 'old-word'],
    ['half a Word file', 'half.docx', asDocx(SAMPLE).subarray(0, 900), 'word-broken'],
    ['noise that is named Word', 'noise.docx', random(5000), 'word-broken'],
    ['a Word file without text', 'blank.docx', asDocx('\n'), 'empty'],
    ['noise that is named PDF', 'noise.pdf', random(5000), 'pdf-broken'],
    ['noise that begins like a PDF', 'noise2.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), random(5000)]), 'pdf-broken'],
    ['a locked PDF', 'locked.pdf', locked, 'pdf-encrypted'],
    ['a PDF without text', 'images.pdf', emptyPdf(), 'pdf-images'],
  ])('is reported: %s', async (_, name, content, code) => {
    expect(await codeOf(name, content)).toBe(code);
  });

  it('is reported: a folder', async () => {
    mkdirSync(join(folder, 'folder.txt'));
    expect(await codeOf('folder.txt')).toBe('not-a-file');
  });

  it('is reported before it is read: 50 MB', async () => {
    writeFileSync(join(folder, 'big.txt'), '');
    truncateSync(join(folder, 'big.txt'), 50 * 1024 * 1024);
    expect(await codeOf('big.txt')).toBe('too-big');
  });

  it('is recognised by its content where its name is wrong', async () => {
    expect(await codeOf('really-a-pdf.txt', asPdf(SAMPLE, 'UniGB-UCS2-H'))).toBe('read');
    expect(await codeOf('really-word.pdf', asDocx(SAMPLE))).toBe('read');
  });

  it('never ends in another error, whatever the bytes', async () => {
    const starts = fc.constantFrom('', '%PDF-1.4\n', 'PK\x03\x04', '\xff\xfe', '<html>');
    const names = fc.constantFrom('x.txt', 'x.pdf', 'x.docx', 'x.html');
    await fc.assert(
      fc.asyncProperty(names, starts, fc.uint8Array({ maxLength: 300 }), async (name, start, bytes) => {
        expect(await codeOf(name, Buffer.concat([Buffer.from(start, 'latin1'), bytes]))).toMatch(/^[a-z-]+$/);
      }),
    );
  });
});
