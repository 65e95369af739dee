/** A bulletin as the command line describes it: options, a file, or both. */
import { readFileSync } from 'node:fs';
import type { ArgsDef, ParsedArgs } from 'citty';
import { type Audience, BULLETIN_KINDS, type BulletinDraft, type Repeat, type When } from '../../bulletin/model.ts';
import { done, type Outcome } from '../../directory/outcome.ts';
import type { Scope } from '../../directory/scope.ts';
import type { Translate } from '../../language/i18n.ts';
import { typedClock, typedTime } from '../../language/typed-time.ts';
import { type GroupId, parseClauseId, parseGroupId, type SettlementId } from '../../shared/ids.ts';
import type { Bench } from '../directory/bench.ts';
import { idNamed, inScope, partsOf, settlementNamed } from '../directory/named.ts';
import { UsageError } from '../usage.ts';
import { type DraftFile, readDraftFile } from './draft-file.ts';

/** The options of a draft. */
export const DRAFT = {
  file: {
    type: 'string',
    description: 'A text file with the title in its first line; “key: value” lines between --- may stand above',
  },
  kind: { type: 'string', description: `What it is: ${BULLETIN_KINDS.join(', ')}; notice where nothing is said` },
  title: { type: 'string', description: 'The title' },
  text: { type: 'string', description: 'The text; without it and without a file, standard input' },
  to: { type: 'string', description: 'Places, parted by commas: all, region:guizhou, county:guizhou/…, settlement:<id or name>' },
  building: { type: 'string', description: 'Only groups of these buildings, parted by commas' },
  tag: { type: 'string', description: 'Only settlements with one of these tags, parted by commas' },
  except: { type: 'string', description: 'Left out, parted by commas: settlements (id or name), groups (g_…)' },
  clauses: { type: 'string', description: 'Clauses that it rests on, parted by commas' },
  receipts: { type: 'boolean', description: 'Ask people to confirm that they have read it' },
} as const satisfies ArgsDef;

/** The options of a time. */
export const WHEN = {
  at: { type: 'string', description: 'When it goes: 2026-12-03 09:00, 明天8点; with --every a time of day' },
  every: { type: 'string', description: 'Comes again every day, week or month' },
  on: { type: 'string', description: 'With --every week: 1 (Monday) to 7; with --every month: 1 to 28' },
} as const satisfies ArgsDef;

/** A draft with what its file says of the time. */
export interface Described {
  readonly draft: BulletinDraft;
  readonly fields: DraftFile['fields'];
}

/** What options and file describe. @throws {UsageError} */
export async function draftFrom(args: ParsedArgs<typeof DRAFT>, bench: Bench): Promise<Outcome<Described>> {
  const { t, terminal } = bench;
  const file = args.file === undefined ? undefined : fileNamed(args.file, t);
  const fields = file?.fields ?? {};
  const said = (name: 'kind' | 'to' | 'building' | 'tag' | 'except' | 'clauses') => args[name] ?? fields[name];
  const kind = BULLETIN_KINDS.find(one => one === (said('kind') ?? 'notice'));
  if (!kind)
    throw new UsageError(t('commands:bulletins.kind_unknown', { kind: said('kind') ?? '', allowed: BULLETIN_KINDS.join(' ') }));
  const title = args.title ?? file?.title;
  if (title === undefined) throw new UsageError(t('commands:bulletins.title_lacks'));
  const to = said('to');
  if (to === undefined) throw new UsageError(t('commands:bulletins.to_lacks'));
  const audience = await audienceFrom({ to, building: said('building'), tag: said('tag'), except: said('except') }, bench);
  if (!audience.ok) return audience;
  const text = args.text ?? file?.text ?? (await terminal.ask(t('commands:bulletins.text_ask')));
  const clauses = partsOf(said('clauses') ?? '').map(one => idNamed(one, parseClauseId, 'clause', t));
  const receipts = args.receipts ?? /^(yes|true|是|要)$/i.test(fields['receipts'] ?? '');
  const content = { title, text, ...(clauses.length > 0 ? { clauses } : {}), ...(receipts ? { receipts } : {}) };
  return done({ draft: { kind, content, audience: audience.value }, fields });
}

/** When it goes; options before what a file says. @throws {UsageError} */
export function whenFrom(args: ParsedArgs<typeof WHEN>, { t, clock }: Bench, fields: DraftFile['fields'] = {}): When {
  const at = args.at ?? fields['at'];
  const every = args.every ?? fields['every'];
  const on = args.on ?? fields['on'];
  if (every !== undefined) return { repeat: repeatFrom(every, typedClock(at ?? ''), Number(on), t) };
  if (at === undefined) return {};
  const instant = typedTime(at, clock.now()) ?? new Date(/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(at) ? at : '');
  if (Number.isNaN(instant.getTime())) throw new UsageError(t('commands:bulletins.at_unknown', { at }));
  return { at: instant };
}

function repeatFrom(every: string, at: string | undefined, on: number, t: Translate): Repeat {
  if (at === undefined) throw new UsageError(t('commands:bulletins.clock_lacks'));
  const isWithin = (most: number) => Number.isInteger(on) && on >= 1 && on <= most;
  if (every === 'day') return { every, at };
  if (every === 'week' && isWithin(7)) return { every, on, at };
  if (every === 'month' && isWithin(28)) return { every, on, at };
  throw new UsageError(t('commands:bulletins.every_unknown', { every }));
}

interface Named {
  readonly to: string;
  readonly building?: string | undefined;
  readonly tag?: string | undefined;
  readonly except?: string | undefined;
}

async function audienceFrom({ to, building, tag, except }: Named, bench: Bench): Promise<Outcome<Audience>> {
  const places: Scope[] = [];
  for (const place of partsOf(to)) {
    const named = await inScope(place, bench, async scope => done(scope));
    if (!named.ok) return named;
    places.push(named.value);
  }
  const settlements: SettlementId[] = [];
  const groups: GroupId[] = [];
  for (const left of partsOf(except ?? '')) {
    const group = parseGroupId(left);
    const settlement = group ? undefined : await settlementNamed(left, bench);
    if (settlement && !settlement.ok) return settlement;
    if (group) groups.push(group);
    if (settlement?.ok) settlements.push(settlement.value);
  }
  const isLess = settlements.length > 0 || groups.length > 0;
  return done({
    places,
    ...(building === undefined ? {} : { buildings: partsOf(building) }),
    ...(tag === undefined ? {} : { tags: partsOf(tag) }),
    ...(isLess ? { except: { settlements, groups } } : {}),
  });
}

/** @throws {UsageError} where it cannot be read */
function fileNamed(name: string, t: Translate): DraftFile {
  const read = readDraftFile(contentOf(name, t));
  if ('wrong' in read) throw new UsageError(t('commands:bulletins.file_wrong', { file: name, line: read.wrong }));
  return read;
}

function contentOf(name: string, t: Translate): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(name));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(t('commands:bulletins.file_unusable', { file: name, code }));
  }
}
