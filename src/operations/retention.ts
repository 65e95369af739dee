/**
 * How long each kind of record is kept, in days from when it has served, and why so long. What people said goes by `KEEP_DAYS`. A settlement
 * changes a figure by `KEEP`.
 */

/** The kinds of record that go by themselves, with their days. */
export const RETENTION = {
  /** Who looked at, changed or was refused what: three years, within which an inspection may ask. */
  audit: 1095,
  /** Households as they were before an import: a month to notice a wrong list and undo it. */
  imports: 30,
  /** Where an import told somebody to look: a year, until the next yearly check of the files. */
  reports: 365,
  /** One-time codes that were used or ran out: a month, to find out who joined with which. */
  codes: 30,
  /** Tokens of the API that were revoked or ran out: a year, to tell whose requests the audit shows. */
  tokens: 365,
  /** Keys under which a program asked: two days, longer than any program tries again. */
  requests: 2,
  /** Questions to cadres that were answered: half a year, while people come back to the answer. */
  questions: 180,
  /** What was shown to somebody who had not just asked: a month, as what they asked themselves. */
  deliveries: 30,
  /** Bulletins, to whom they went and who confirmed: a year, until the next yearly check. */
  bulletins: 365,
  /** Job postings that are over, and tables that they came from: a year, to compare with the next season. */
  postings: 365,
  /** What somebody looked for, once they did not touch it any more: a year. */
  wishes: 365,
  /** Who was brought to which job, and who learnt what: two years, as far back as offices report. */
  placements: 730,
  /** Photos and files that people sent: a month, as the messages that they came with. */
  attachments: 30,
  /** What a settlement no longer says of itself: a year, to explain what was answered then. */
  information: 365,
  /** What other programs were told, and those that are told no more: a month, to find out what they missed. */
  webhooks: 30,
} as const;

/** One of the kinds. */
export type RetentionKind = keyof typeof RETENTION;
/** Days, or something else, for each kind. */
export type ByKind<T> = Readonly<Record<RetentionKind, T>>;

/** All kinds. */
export const RETENTION_KINDS = Object.keys(RETENTION) as readonly RetentionKind[];

/** `audit=1825, imports=14`: other days for some kinds; nothing where a kind is unknown or named twice, or a number is none from 1 to 99999. */
export function parseKeep(text: string): ByKind<number> | undefined {
  const days: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [, kind = '', number = ''] = /^\s*([a-z]+)\s*=\s*([1-9]\d{0,4})\s*$/.exec(part) ?? [];
    if (!Object.hasOwn(RETENTION, kind) || Object.hasOwn(days, kind)) return undefined;
    days[kind] = Number(number);
  }
  return { ...RETENTION, ...days };
}

const DAY_MS = 24 * 3600 * 1000;

/** What has served before these instants goes now. */
export const endsAt = (keep: ByKind<number>, now: Date, graceDays = 0): ByKind<Date> =>
  Object.fromEntries(
    RETENTION_KINDS.map(kind => [kind, new Date(now.getTime() - (keep[kind] + graceDays) * DAY_MS)]),
  ) as unknown as ByKind<Date>;
