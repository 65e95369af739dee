import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpreadsheet, streamSpreadsheet, writeSpreadsheet } from '../../src/spreadsheet/index.ts';

type Cell = string | number | undefined;

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  for (const item of items) yield item;
}

const columns = [{ heading: '编号', width: 8 }, { heading: '问题' }, { heading: '电话', text: true }];

async function streamed(rows: AsyncIterable<readonly Cell[]>, title?: string): Promise<Uint8Array> {
  const output = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(output),
    streamSpreadsheet({ name: '问题台账', ...(title === undefined ? {} : { title }), columns, rows }, output),
  ]);
  return new Uint8Array(bytes);
}

const cellsIn = (bytes: Uint8Array) => {
  const read = readSpreadsheet(bytes);
  if (!read.ok) throw new Error(read.fault.code);
  return read.sheets.map(({ name, rows }) => ({ name, rows: rows.map(({ cells }) => cells) }));
};

describe('a spreadsheet that is written row by row', () => {
  it('reads as one that is written at once, whatever stands in it', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.integer(),
      fc.constantFrom(undefined, '=1+1', '-2', '@x', '+86', '三楼漏水', '<&>"', '_x0041_', '\ud800'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 8 }), async rows => {
        const atOnce = await writeSpreadsheet({ name: '问题台账', title: '十一月', columns, rows });
        expect(cellsIn(await streamed(each(rows), '十一月'))).toEqual(cellsIn(atOnce));
      }),
      { numRuns: 40 },
    );
  });

  it('takes more rows than the output takes at once', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [i, `水管漏水 ${i}`, undefined]);
    const [sheet] = cellsIn(await streamed(each(rows)));
    expect(sheet?.rows).toHaveLength(3001);
    expect(sheet?.rows.at(-1)).toEqual(['2999', '水管漏水 2999']);
  });

  it('throws what the rows throw', async () => {
    async function* broken(): AsyncIterable<readonly Cell[]> {
      yield [1, 'a', undefined];
      throw new Error('the database is gone');
    }
    const output = new PassThrough();
    output.resume();
    await expect(streamSpreadsheet({ name: 'x', columns, rows: broken() }, output)).rejects.toThrow('the database is gone');
  });
});
