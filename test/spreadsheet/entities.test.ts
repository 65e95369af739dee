import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../src/spreadsheet/archive.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { xlsx } from '../support/workbooks.ts';

/** An .xlsx file whose parts begin with a declaration of entities; the cell that says MARK uses one. */
async function withEntities(declaration: string, use: string): Promise<Uint8Array> {
  const unpacked = unpack(await xlsx([['姓名'], ['MARK']]), () => true, 10 * 2 ** 20);
  if (unpacked.kind !== 'files') throw new Error(unpacked.kind);
  const files = [...unpacked.files].map(([name, bytes]): [string, Uint8Array] => {
    const text = Buffer.from(bytes).toString('utf8');
    if (!name.endsWith('.xml')) return [name, bytes];
    const declared = text.replace(/^(<\?xml[^>]*\?>)?/, `$1<!DOCTYPE x [${declaration}]>`);
    return [name, Buffer.from(declared.replaceAll('MARK', use))];
  });
  return pack(new Map(files));
}

describe('a workbook that declares entities', () => {
  it('has no file of the machine read into it', async () => {
    const secret = join(tmpdir(), `anjia-entity-${process.pid}.txt`);
    writeFileSync(secret, '机密文件的内容');
    const bytes = await withEntities(`<!ENTITY e SYSTEM "${pathToFileURL(secret).href}">`, '&e;');
    expect(JSON.stringify(readSpreadsheet(bytes))).not.toContain('机密文件');
  });

  it('does not swell', async () => {
    const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
    const bytes = await withEntities(`<!ENTITY e0 "哈哈">${laughs}`, '&e12;');
    const start = performance.now();
    expect(JSON.stringify(readSpreadsheet(bytes)).length).toBeLessThan(10_000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
