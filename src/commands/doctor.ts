/**
 * `anjia doctor`: everything that keeps the assistant running, one line each, with what to do.
 */
import { readFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import { type Config, config, folders } from '../config.ts';
import { loadSpeech } from '../knowledge/load-language.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import {
  address,
  backups,
  budget,
  type Check,
  databaseChecks,
  dataFolder,
  diskSpace,
  type Finding,
  fault,
  holidays,
  type KeysHere,
  keys,
  knowledge,
  locales,
  node,
  ok,
  platformChecks,
  port,
  reasonOf,
  runChecks,
  samples,
  timeZone,
  workChecks,
} from '../operations/doctor/index.ts';
import { readRules } from '../rules.ts';
import { dayAt } from '../shared/calendar.ts';
import { systemClock } from '../shared/clock.ts';
import { backupFolder } from '../storage/backup/index.ts';
import { inspect, type OpenInspector } from '../storage/inspect.ts';
import { KeyError, type KeySource } from '../storage/sealing/keys.ts';
import { keyFileIn, keysHere } from '../storage/sealing/open-keys.ts';
import { refuseMore } from './usage.ts';

/** The command `doctor`: exit status 1 where there is a fault. */
export const doctor = defineCommand({
  meta: { name: 'doctor', description: 'Look at everything that keeps the assistant running, and say what to do' },
  args: { json: { type: 'boolean', description: 'Print one JSON object a line' } },
  async run({ args }) {
    const t = wordsOrKeys();
    refuseMore(args._, 0, t);
    const settings = config();
    const found = { ok: 0, warning: 0, fault: 0 };
    for await (const finding of findings(settings)) {
      found[finding.level]++;
      console.log(args.json ? JSON.stringify({ ...finding, says: inWords(finding, t) }) : lineOf(finding, t));
    }
    if (found.fault > 0) process.exitCode = 1;
    const { fault: faults, warning: warnings } = found;
    if (!args.json)
      console.log(faults + warnings > 0 ? t('operations:doctor.unwell', { faults, warnings }) : t('operations:doctor.well'));
  },
});

type Found = Finding & { readonly check: string };

async function* findings(settings: Config): AsyncGenerator<Found> {
  const { dataDir, host, port: number, keep, wechat } = settings;
  const now = systemClock.now();
  yield* runChecks([
    node(process.versions.node, enginesOf()),
    timeZone(),
    dataFolder(dataDir),
    diskSpace(dataDir),
    locales(folders.locales),
    knowledge(() => readRules(folders.knowledge).faults.length + loadSpeech(folders.knowledge).faults.length),
    holidays(dayAt(now)),
    address(host),
    port(host, number),
  ]);
  const { source, here } = keysOf(settings);
  let database: OpenInspector | undefined;
  const reach: Check = {
    name: 'database',
    async look() {
      try {
        database = await inspect(settings, source);
      } catch (error) {
        return fault('database_closed', { reason: reasonOf(error) });
      }
      return database ? ok('database_fine', { kind: database.kind }) : ok('database_none');
    },
  };
  let reached = false;
  for await (const finding of runChecks([reach])) {
    reached = finding.level === 'ok';
    yield finding;
  }
  try {
    if (reached || here.kind !== 'absent') yield* runChecks([keys(database, here, keyFileIn(dataDir))]);
    if (database) {
      yield* runChecks(databaseChecks(database));
      const isLatest = await database.schema().then(
        ({ is }) => is === 'latest',
        () => false,
      );
      if (isLatest && source) yield* runChecks([samples(database)]);
      if (isLatest) yield* runChecks([...workChecks(database, keep, now, dayAt(now)), ...platformChecks(database, now)]);
      if (isLatest && wechat) yield* runChecks([budget(database, 'wechat', wechat.budget.pushesPerDay, now)]);
    }
    yield* runChecks([backups(backupFolder(dataDir), now)]);
  } finally {
    await database?.close();
  }
}

function keysOf(settings: Config): { source?: KeySource; here: KeysHere } {
  try {
    const source = keysHere(settings);
    if (!source) return { here: { kind: 'absent' } };
    const ids = source.read().map(({ id }) => id);
    return { source, here: { kind: source.file === undefined ? 'configured' : 'file', ids } };
  } catch (error) {
    const isReadable = error instanceof KeyError && error.fault === 'readable';
    return { here: { kind: isReadable ? 'readable' : 'malformed' } };
  }
}

const lineOf = (finding: Found, t: Translate): string =>
  t('operations:doctor.line', { level: t(`operations:level.${finding.level}`), says: inWords(finding, t) });

const inWords = ({ check, code, params }: Found, t: Translate): string => t(`operations:doctor.${code}`, { check, ...params });

/** Where the words themselves are broken, their names have to do. */
function wordsOrKeys(): Translate {
  try {
    return loadWordbook(folders.locales).in('zh-CN');
  } catch {
    return (key, params) => `${key} ${JSON.stringify(params ?? {})}`;
  }
}

/** The versions of Node.js that package.json names. */
function enginesOf(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { engines: { node: string } }).engines.node;
}
