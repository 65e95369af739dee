import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMultipart } from '../../src/http/multipart.ts';

const type = 'multipart/form-data; boundary=xyz';
const body = (...parts: readonly string[]) =>
  Buffer.from(`${parts.map(part => `--xyz\r\n${part}\r\n`).join('')}--xyz--\r\n`, 'latin1');
const field = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const file = (name: string, value: string) =>
  `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/jpeg\r\n\r\n${value}`;

describe('a form of several parts', () => {
  it('is read as a browser sends it', async () => {
    const form = new FormData();
    form.append('token', 't.1');
    form.append('text', '罗世珍\r\n的照片');
    form.append('file', new File([new Uint8Array([0, 13, 10, 45, 45, 255])], '户口"本.jpg'));
    const request = new Request('http://x/', { method: 'POST', body: form });
    const read = readMultipart(new Uint8Array(await request.arrayBuffer()), request.headers.get('content-type')!);
    expect([...(read?.fields ?? [])]).toEqual([
      ['token', 't.1'],
      ['text', '罗世珍\r\n的照片'],
    ]);
    expect(read?.files).toEqual([{ field: 'file', name: '户口%22本.jpg', bytes: new Uint8Array([0, 13, 10, 45, 45, 255]) }]);
  });

  it('has no file where none was chosen, and may have an empty one', () => {
    expect(readMultipart(body(file('', '')), type)?.files).toEqual([]);
    expect(readMultipart(body(file('a', '')), type)?.files).toEqual([{ field: 'file', name: 'a', bytes: new Uint8Array() }]);
  });

  it('is none where it is not in order', () => {
    const wrong: readonly Buffer[] = [
      Buffer.from(''),
      Buffer.from('--xyz'),
      Buffer.from('--xyz\r\n'),
      Buffer.from('before\r\n--xyz\r\n--xyz--'),
      body('no head'),
      body('Content-Disposition: attachment; name="a"\r\n\r\nb'),
      body(`Content-Disposition: form-data; name="a"\r\nX: ${'x'.repeat(3_000)}\r\n\r\nb`),
      body(field('a', 'b')).subarray(0, -6),
      body(field('a', 'x'.repeat(17 * 1024))),
      body(...Array.from({ length: 20 }, () => field('a', 'b'))),
    ];
    for (const [i, one] of wrong.entries()) expect([i, readMultipart(one, type)]).toEqual([i, undefined]);
    for (const other of [
      '',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      `multipart/form-data; boundary=${'x'.repeat(80)}`,
    ])
      expect(readMultipart(body(field('a', 'b')), other)).toBeUndefined();
  });

  it('never throws, whatever comes', () => {
    const pieces = fc.constantFrom('--xyz', '\r\n', '--', field('a', 'b'), file('a', 'b'), '\r\n\r\n', 'name="', '"', 'x');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.string(), (parts, more) => {
        const read = readMultipart(Buffer.from(parts.join('') + more), type);
        expect(read === undefined || read.files.length <= 10).toBe(true);
      }),
    );
  });
});
