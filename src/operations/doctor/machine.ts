/**
 * The machine: the program's ground, its folder, its disk, its address.
 */
import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { dayAt } from '../../shared/calendar.ts';
import { type Check, type Finding, fault, ok, warning } from './check.ts';

const MB = 1024 * 1024;
const DAY_MS = 24 * 3600 * 1000;

/** @param needed as `>=20.19` in package.json */
export const node = (version: string, needed: string): Check => ({
  name: 'node',
  look() {
    const [have = 0, haveMinor = 0] = version.split('.').map(Number);
    const [need = 0, needMinor = 0] = needed.replace(/^\D+/, '').split('.').map(Number);
    const isNew = have > need || (have === need && haveMinor >= needMinor);
    return isNew ? ok('node_fine', { version }) : fault('node_old', { version, needed });
  },
});

/** Everything that the assistant keeps stands in the folder, and nobody else on the machine should read it. */
export const dataFolder = (dir: string): Check => ({
  name: 'folder',
  look() {
    if (!existsSync(dir)) return warning('folder_missing', { dir });
    const stat = statSync(dir);
    if (!stat.isDirectory()) return fault('folder_none', { dir });
    try {
      accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch {
      return fault('folder_closed', { dir });
    }
    return (stat.mode & 0o077) === 0 ? ok('folder_fine', { dir }) : warning('folder_open', { dir });
  },
});

/** A database that cannot write loses what people send. */
export const diskSpace = (dir: string, freeBytes: (dir: string) => number = bytesFree): Check => ({
  name: 'disk',
  look() {
    const mb = Math.floor(freeBytes(existsSync(dir) ? dir : '.') / MB);
    if (mb < 100) return fault('disk_full', { mb });
    return mb < 1000 ? warning('disk_low', { mb }) : ok('disk_fine', { mb });
  },
});

const bytesFree = (dir: string): number => {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
};

/** Days are counted as in China. */
export const timeZone = (day: (instant: Date) => string = dayAt): Check => ({
  name: 'time_zone',
  look: () => (day(new Date('2026-01-01T16:30:00Z')) === '2026-01-02' ? ok('time_zone_fine') : fault('time_zone_lacking')),
});

/** Beyond this machine the page must be spoken https to. */
export const address = (host: string): Check => ({
  name: 'address',
  look: () => (/^(localhost|127\.|::1$)/.test(host) ? ok('address_fine', { host }) : warning('address_open', { host })),
});

/** Either the assistant answers at its port, or it could begin to. */
export const port = (host: string, number: number): Check => ({
  name: 'port',
  async look(): Promise<Finding> {
    if (number === 0) return ok('port_free', { port: number });
    const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
    const url = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${number}/healthz`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(8000) }).then(
      async response => ({ status: response.status, text: await response.text() }),
      () => undefined,
    );
    if (answer?.status === 200 && answer.text === 'ok') return ok('port_answers', { port: number });
    if (answer?.status === 503) return fault('port_ill', { port: number });
    return (await isFree(host, number)) ? ok('port_free', { port: number }) : fault('port_taken', { port: number });
  },
});

const isFree = (host: string, number: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(number, host, () => server.close(() => resolve(true)));
  });

/** @param folder where backups go that nobody named a place for */
export const backups = (folder: string, now: Date): Check => ({
  name: 'backup',
  look() {
    const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.jsonl.gz')) : [];
    if (names.length === 0) return warning('backup_none', { folder });
    const newest = Math.max(...names.map(name => statSync(join(folder, name)).mtimeMs));
    const days = Math.floor((now.getTime() - newest) / DAY_MS);
    return days > 7 ? warning('backup_old', { days }) : ok('backup_fine', { days });
  },
});
