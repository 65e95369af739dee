/** Grievances as the API shows them: never who reported them. */
import { z } from 'zod';
import type { Entry } from '../grievance/history.ts';
import { MOVE_NAMES } from '../grievance/life.ts';
import { ALARMS, type Grievance, PUBLIC_STATES, publicState, STATES } from '../grievance/model.ts';
import { parseNumber } from '../grievance/number.ts';
import type { CaseView } from '../grievance/service.ts';
import { CATEGORY_IDS } from '../knowledge/categories.ts';
import { DANGER_KINDS } from '../knowledge/load-language.ts';
import { type ClauseId, parseClauseId, parseUnitId, type UnitId } from '../shared/ids.ts';
import { instant, paragraph, regionId, settlementId } from './shapes.ts';

const count = z.number().int();

/** The number of a case in a body. */
export const caseNumber = z
  .number()
  .int()
  .min(1000)
  .max(2 ** 31 - 1)
  .meta({ example: 1007, description: 'With a check digit: one that was misread is noticed' });
/** The same in an address. */
export const byNumber = z.strictObject({
  number: z
    .string()
    .regex(/^[1-9]\d{3,9}$/)
    .refine(text => parseNumber(text) !== undefined)
    .transform(Number)
    .pipe(z.number().max(2 ** 31 - 1)),
});

export const unitId = z
  .string()
  .max(80)
  .refine(text => parseUnitId(text) !== undefined)
  .meta({ example: 'guizhou.civil-affairs' }) as unknown as z.ZodType<UnitId, UnitId>;
export const clauseId = z
  .string()
  .max(60)
  .refine(text => parseClauseId(text) !== undefined)
  .meta({ example: 'guizhou:3.1.4' }) as unknown as z.ZodType<ClauseId, ClauseId>;
/** An actor's id: a person's or a token's. */
export const actorId = z.string().regex(/^(operator|[pt]_[0-9a-hjkmnp-tv-z]{20})$/);

export const state = z.enum(STATES);
export const kind = z.enum(CATEGORY_IDS);
export const alarm = z.enum(ALARMS);
/** What staff say to a case. */
export const words = paragraph(1000);

const known = {
  number: count,
  state,
  publicState: z.enum(PUBLIC_STATES).meta({ description: 'As people are told' }),
  kind: z.string(),
  danger: z.enum(['none', ...DANGER_KINDS]).meta({ description: 'Present danger in what was reported' }),
  isSafety: z.boolean(),
  place: z.strictObject({ region: regionId, county: z.string().optional(), settlement: settlementId.optional() }),
  unit: z.string().optional().meta({ description: 'Who is to settle it' }),
  holder: z.string().optional().meta({ description: 'Who has it in hand' }),
  receivedAt: instant,
  dueAt: instant.meta({ description: 'When it has to be settled; moved by a granted extension alone' }),
  stepDueAt: instant.optional(),
  leaseUntil: instant.optional(),
  alarm,
  returns: count,
  reopenings: count,
  calls: count,
  extensions: count,
  answeredAt: instant.optional(),
  endedAt: instant.optional(),
  outcome: z.enum(['called', 'confirmed', 'unreached']).optional(),
  mergedInto: count.optional(),
  supporters: count.meta({ description: 'How many more households have it too' }),
  version: count,
};

/** A case in a list. */
export const grievance = z.strictObject(known).meta({ id: 'Grievance' });

/** A case in a list, as the API shows it. */
export const grievanceOf = (one: Grievance) => ({
  number: one.number,
  state: one.state,
  publicState: publicState(one),
  kind: one.kind,
  danger: one.danger,
  isSafety: one.isSafety,
  place: { region: one.place.region, county: one.place.county, settlement: one.place.settlement },
  unit: one.unit,
  holder: one.holder,
  receivedAt: one.receivedAt.toISOString(),
  dueAt: one.dueAt.toISOString(),
  stepDueAt: one.stepDueAt?.toISOString(),
  leaseUntil: one.leaseUntil?.toISOString(),
  alarm: one.alarm,
  returns: one.returns,
  reopenings: one.reopenings,
  calls: one.calls,
  extensions: one.extensions,
  answeredAt: one.answeredAt?.toISOString(),
  endedAt: one.endedAt?.toISOString(),
  outcome: one.outcome,
  mergedInto: one.mergedInto,
  supporters: one.supporters,
  version: one.version,
});

const said = z.strictObject({ at: instant, by: z.string(), text: z.string() });
const photos = z.array(z.string()).optional();

/** A case with what was said to it. */
export const caseView = z
  .strictObject({
    ...known,
    record: z
      .strictObject({
        text: z.string(),
        where: z.string().optional(),
        photos,
        additions: z.array(z.strictObject({ at: instant, text: z.string(), photos })),
        asked: z.string().optional(),
        answer: z
          .strictObject({
            says: z.string(),
            clauses: z.array(z.string()),
            by: z.string(),
            unit: z.string().optional(),
            at: instant,
          })
          .optional(),
        declined: z.strictObject({ why: z.string(), instead: z.string() }).optional(),
        extension: z
          .strictObject({
            why: z.string(),
            by: z.string(),
            at: instant,
            decision: z.strictObject({ granted: z.boolean(), by: z.string(), at: instant }).optional(),
          })
          .optional(),
        notes: z.array(said).meta({ description: 'For handlers' }),
      })
      .optional()
      .meta({ description: 'Absent once it was erased' }),
    can: z.array(z.enum(MOVE_NAMES as [string, ...string[]])).meta({ description: 'What the caller may do with it now' }),
    linked: z.array(count),
    desk: z.strictObject({ name: z.string(), phone: z.string().optional() }).optional(),
  })
  .meta({ id: 'GrievanceView' });

/** As the API shows it. */
export const caseViewOf = ({ grievance: one, can, linked, desk }: CaseView) => ({
  ...grievanceOf(one),
  record: one.record && {
    text: one.record.text,
    where: one.record.where,
    photos: one.record.photos && [...one.record.photos],
    additions: one.record.additions.map(({ at, text, photos: with_ }) => ({ at, text, photos: with_ && [...with_] })),
    asked: one.record.asked,
    answer: one.record.answer && { ...one.record.answer, clauses: [...one.record.answer.clauses] },
    declined: one.record.declined,
    extension: one.record.extension,
    notes: [...one.record.notes],
  },
  can: [...can],
  linked: [...linked],
  desk,
});

/** What was done with a case. */
export const link = z
  .strictObject({
    seq: count,
    before: z.string().meta({ description: 'The hash of the link before' }),
    by: z.string(),
    action: z.string(),
    at: instant,
    digest: z.string().meta({ description: 'Salted, of what was said; empty where nothing was' }),
    hash: z.string(),
    said: z.record(z.string(), z.unknown()).optional().meta({ description: 'Absent where nothing was said, or it was erased' }),
  })
  .meta({ id: 'GrievanceLink' });

/** As the API shows it. */
export const linkOf = ({ seq, before, by, action, at, digest, hash, payload }: Entry) => ({
  seq,
  before,
  by,
  action,
  at,
  digest,
  hash,
  said: payload && (JSON.parse(payload.data) as Record<string, object | string | number | boolean>),
});
