import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptLesson } from '../src/kept-lesson.ts';

const learned = { labels: ['甲', '乙'], weights: Float32Array.of(0.5, -1), codes: Int32Array.of(7) };

describe('what was learned', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'anjia-learned-'));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });

  /** Learns as a new program would, and says how often it had to. */
  function program(name = 'danger') {
    const learn = vi.fn(function* () {
      yield;
      return learned;
    });
    return { learn, lesson: keptLesson(name, learn, folder) };
  }

  it('is learned by the first program, and read by the next', () => {
    const [first, second] = [program(), program()];
    expect(first.lesson()).toEqual(learned);
    expect(second.lesson()).toEqual(learned);
    expect([first, second].map(({ learn }) => learn.mock.calls.length)).toEqual([1, 0]);
  });

  it('replaces what was learned from something else, and nothing of another name', () => {
    for (const old of ['danger-0', 'kinds-0']) writeFileSync(join(folder, old), 'old');
    program().lesson();
    const left = readdirSync(folder);
    expect(left).toHaveLength(2);
    expect(left).toContain('kinds-0');
    expect(left).not.toContain('danger-0');
  });

  it.each([
    ['cut off', (whole: Buffer) => whole.subarray(0, 20)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('<html>')],
  ])('is learned anew where its file is %s', (_, harm) => {
    program().lesson();
    const [file = ''] = readdirSync(folder);
    writeFileSync(join(folder, file), harm(readFileSync(join(folder, file))));
    const { learn, lesson } = program();
    expect(lesson()).toEqual(learned);
    expect(learn).toHaveBeenCalledTimes(1);
    expect(program().lesson()).toEqual(learned);
  });

  it('is learned each time where nothing can be kept', () => {
    const nowhere = join(folder, 'file');
    writeFileSync(nowhere, '');
    const learn = vi.fn(function* () {
      yield;
      return learned;
    });
    for (let program = 0; program < 2; program++) expect(keptLesson('danger', learn, nowhere)()).toEqual(learned);
    expect(learn).toHaveBeenCalledTimes(2);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
