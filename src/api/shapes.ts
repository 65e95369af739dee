/**
 * Shapes that several subjects share: ids, text, days, scopes, stretches of lists. Objects are strict: a field that nobody knows is a mistake.
 */
import { z } from 'zod';
import { GRANTED_ROLES } from '../directory/access.ts';
import type { Page } from '../directory/model.ts';
import { done, type Outcome } from '../directory/outcome.ts';
import type { Day } from '../shared/calendar.ts';
import type { GroupId, HouseholdId, PersonId, RegionId, SettlementId } from '../shared/ids.ts';

const LETTERS = '[0-9a-hjkmnp-tv-z]{20}';

/** An id that begins with a letter for its kind; whether the thing exists is for the directory to say. */
const idOf = <T extends string>(prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_${LETTERS}$`)) as unknown as z.ZodType<T, T>;

export const settlementId = idOf<SettlementId>('s');
export const householdId = idOf<HouseholdId>('h');
export const groupId = idOf<GroupId>('g');
export const personId = idOf<PersonId>('p');
export const grantId = idOf('r');
export const tokenId = idOf('t');
export const infoId = idOf('i');
export const importId = idOf('m');
export const muteId = idOf('u');
export const postingId = idOf('j');
export const bulletinId = idOf('b');
export const placementId = idOf('k');
export const trainingId = idOf('x');
export const webhookId = idOf('y');
/** A region of the knowledge: `guizhou`. */
export const regionId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(60) as unknown as z.ZodType<RegionId, RegionId>;

/** A day that exists, as `2026-11-29`. */
export const day = z.iso.date() as unknown as z.ZodType<Day, Day>;
/** An ISO instant in UTC. */
export const instant = z.iso.datetime();

/** Text in one line, without control characters and marks of direction, which turn around what others read. */
export const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine(text => !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text))
    .meta({ pattern: '^\\P{Cc}*$' });
/** Text that may have several lines. */
export const paragraph = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine(text => !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text.replaceAll('\n', '')))
    .meta({ pattern: '^(\\P{Cc}|\\n)*$' });
/** How often a record was changed. */
export const version = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** One of the roles that can be given. */
export const role = z.enum(GRANTED_ROLES);

/** How far a role reaches. */
export const scope = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all') }),
    z.strictObject({ kind: z.literal('region'), region: regionId }),
    z.strictObject({ kind: z.literal('county'), region: regionId, county: line(60) }),
    z.strictObject({ kind: z.literal('settlement'), settlement: settlementId }),
  ])
  .meta({ id: 'Scope', description: 'How far a role reaches' });

/** A one-time code as it is handed out. */
export const code = z
  .strictObject({ letters: z.string().meta({ example: '7KQ2M-X40DR' }), expiresAt: instant })
  .meta({ id: 'Code', description: 'Works once; shown only now' });

/** An address with the id of what it is about. */
export const byId = <T extends z.ZodType>(id: T) => z.strictObject({ id });

const limit = z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'So many, from 1 to 200' });

/** A query for a list that is told whole, up to a limit. */
export const firstOnes = z.strictObject({ limit });

/** A query for a stretch of a list. */
export const stretch = firstOnes.extend({
  after: idOf('[a-z]').optional().meta({ description: 'What comes after this id: `next` of the stretch before' }),
});

/** A stretch of a list. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Ask again with `after` set to this; null at the end' }),
  });

/** A stretch as `listOf` shows it. */
export interface Stretch<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Reads one more than is shown, to know whether there are more. */
export async function stretchOf<T extends { readonly id: string | number }>(
  { after, limit }: Page,
  read: (page: Page) => Promise<Outcome<readonly T[]>>,
): Promise<Outcome<Stretch<T>>> {
  const outcome = await read({ after, limit: limit + 1 });
  if (!outcome.ok) return outcome;
  const items = outcome.value.slice(0, limit);
  return done({ items, next: outcome.value.length > limit ? String(items.at(-1)?.id) : null });
}

/** The value of an outcome as the API shows it. */
export const shown = <T, U>(outcome: Outcome<T>, show: (value: T) => U): Outcome<U> =>
  outcome.ok ? done(show(outcome.value)) : outcome;
