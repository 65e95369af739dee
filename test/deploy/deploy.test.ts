import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CONFIG_KEYS } from '../../src/config.ts';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const read = (path: string) => readFileSync(at(path), 'utf8');
const service = read('.deploy/anjia.service');
const container = read('.deploy/Containerfile');
const { engines, scripts } = JSON.parse(read('package.json')) as { engines: { node: string }; scripts: { start: string } };

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

describe('the files for deployment', () => {
  it('set only what the configuration knows', () => {
    const inService = all(service, /^Environment=(\w+)=/gm);
    const inContainer = all(container, /^ENV (.+)$/gm).flatMap(line => all(line, /(\w+)=/g));
    expect(inService).toContain('DATA_DIR');
    expect(inContainer).toEqual(expect.arrayContaining(['DATA_DIR', 'HOST', 'PORT']));
    for (const name of [...inService, ...inContainer]) expect(CONFIG_KEYS).toContain(name);
  });

  it('start the program as package.json does', () => {
    const words = scripts.start.replace('exec ', '');
    expect(service).toContain(`ExecStart=/usr/bin/env ${words}\n`);
    const lists = all(container, /^(?:ENTRYPOINT|CMD) (\[.+\])$/gm).map(list => JSON.parse(list) as string[]);
    expect(lists.flat().join(' ')).toBe(words);
  });

  it('bring a Node.js that package.json allows', () => {
    const [, oldest = ''] = /^>=(\d+)/.exec(engines.node) ?? [];
    const majors = all(container, /^FROM \S+\/node:(\d+)-/gm);
    expect(majors).toHaveLength(2);
    for (const major of majors) expect(Number(major)).toBeGreaterThanOrEqual(Number(oldest));
  });

  it('copy what is there, and send nothing else to the builder', () => {
    const copied = all(container, /^COPY (?!--from)(.+) \S+$/gm).flatMap(sources => sources.split(' '));
    const sent = all(read('.deploy/Containerfile.dockerignore'), /^!(.+)$/gm);
    expect([...new Set(copied)].sort()).toEqual(sent.sort());
    for (const source of copied) expect(existsSync(at(source)), source).toBe(true);
  });

  it('keep the data in the folder that they close to others, run as nobody special, and ask after its health', () => {
    expect(container).toMatch(/^VOLUME \/data$/m);
    expect(container).toMatch(/^USER node$/m);
    expect(container).toContain('/healthz');
    expect(service).toMatch(/^User=anjia$/m);
    expect(service).toMatch(/^Environment=DATA_DIR=\/var\/lib\/anjia$/m);
    expect(service).toMatch(/^StateDirectory=anjia$/m);
  });

  const analyze = '/usr/bin/systemd-analyze';
  it.skipIf(!existsSync(analyze) && !process.env['CI'])(
    'are a unit that systemd reads without a complaint and counts as well closed',
    () => {
      const unit = fileURLToPath(at('.deploy/anjia.service'));
      const verified = spawnSync(analyze, ['verify', unit], { encoding: 'utf8' });
      expect([verified.status, verified.stderr]).toEqual([0, '']);
      // Its scale goes from 0 (closed) to 100.
      const weighed = spawnSync(analyze, ['security', '--offline=true', '--threshold=20', unit], { encoding: 'utf8' });
      expect(weighed.status, weighed.stdout).toBe(0);
    },
  );
});
