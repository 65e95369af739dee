/** Bulletins as the API shows and takes them. */
import { z } from 'zod';
import { LONGEST_TEXT, LONGEST_TITLE, MOST_PLACES } from '../bulletin/draft.ts';
import {
  type Audience,
  BULLETIN_KINDS,
  BULLETIN_STATES,
  type Bulletin,
  type LedgerLine,
  type Preview,
  type Progress,
  type Receipts,
  type When,
} from '../bulletin/model.ts';
import { DELIVERY_STATES } from '../delivery/store.ts';
import type { ClauseId } from '../shared/ids.ts';
import { bulletinId, groupId, instant, line, paragraph, scope, settlementId, version } from './shapes.ts';

const count = z.number().int();
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ example: '08:00', description: 'By the clock of Asia/Shanghai' });
const clauseId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*:\d+(\.\d+)*$/)
  .max(60)
  .meta({ example: 'guizhou-2019:8' }) as unknown as z.ZodType<ClauseId, ClauseId>;

export const kind = z
  .enum(BULLETIN_KINDS)
  .meta({ description: '`notice` waits for a second person; `alert` goes at once, at night too' });
export const state = z.enum(BULLETIN_STATES);

export const audience = z
  .strictObject({
    places: z.array(scope).min(1).max(MOST_PLACES),
    buildings: z.array(line(60)).min(1).max(200).optional().meta({ description: 'Only groups of these buildings' }),
    tags: z.array(line(60)).min(1).max(200).optional().meta({ description: 'Only settlements with one of these' }),
    except: z
      .strictObject({ settlements: z.array(settlementId).max(500).optional(), groups: z.array(groupId).max(500).optional() })
      .optional()
      .meta({ description: 'Left out' }),
  })
  .meta({ id: 'Audience', description: 'To whom it goes: the groups of all the places, less what is left out' });

const content = {
  title: line(LONGEST_TITLE),
  text: paragraph(LONGEST_TEXT),
  clauses: z.array(clauseId).max(10).optional().meta({ description: 'What the notice rests on' }),
  receipts: z.boolean().optional().meta({ description: 'Whether people are asked to confirm that they have read it' }),
};

/** A bulletin as somebody writes it. */
export const draft = z.strictObject({ kind, content: z.strictObject(content), audience }).meta({ id: 'BulletinDraft' });
/** The same with the version that was seen. */
export const change = draft.extend({ version }).meta({ id: 'BulletinChange' });

const repeat = z
  .discriminatedUnion('every', [
    z.strictObject({ every: z.literal('day'), at: clock }),
    z.strictObject({ every: z.literal('week'), on: z.number().int().min(1).max(7), at: clock }),
    z.strictObject({ every: z.literal('month'), on: z.number().int().min(1).max(28), at: clock }),
  ])
  .meta({ id: 'Repeat', description: 'When it comes again; a week begins with Monday, 1' });

export const when = z
  .strictObject({ at: instant.optional(), repeat: repeat.optional() })
  .meta({ id: 'When', description: 'When it goes; at once where nothing is said' });

/** As the room takes it. */
export const whenOf = ({ at, repeat: again }: z.output<typeof when>): When => ({
  ...(at === undefined ? {} : { at: new Date(at) }),
  ...(again === undefined ? {} : { repeat: again }),
});

export const bulletin = z
  .strictObject({
    id: bulletinId,
    kind,
    state,
    content: z.strictObject({ ...content, text: z.string() }),
    audience,
    announces: z.strictObject({ kind: z.string(), id: z.string() }).optional(),
    by: z.string(),
    at: instant,
    startAt: instant.optional(),
    repeat: repeat.optional(),
    series: bulletinId.optional().meta({ description: 'The repeating bulletin that it comes from' }),
    life: z.array(z.strictObject({ what: z.string(), by: z.string(), at: instant, why: z.string().optional() })),
    version,
  })
  .meta({ id: 'Bulletin' });

/** As the API shows it. */
export function bulletinOf({
  id,
  kind,
  state,
  content,
  audience,
  announces,
  by,
  at,
  startAt,
  repeat,
  series,
  life,
  version,
}: Bulletin) {
  const { title, text, clauses, receipts } = content;
  return {
    id,
    kind,
    state,
    content: { title, text, clauses: clauses && [...clauses], receipts },
    audience: audienceOf(audience),
    announces,
    by,
    at: at.toISOString(),
    startAt: startAt?.toISOString(),
    repeat,
    series,
    life: [...life],
    version,
  };
}

const audienceOf = ({ places, buildings, tags, except }: Audience) => ({
  places: [...places],
  buildings: buildings && [...buildings],
  tags: tags && [...tags],
  except: except && { settlements: except.settlements && [...except.settlements], groups: except.groups && [...except.groups] },
});

const named = z.array(z.strictObject({ id: settlementId, name: z.string() }));
const reached = {
  groups: count,
  unreachable: count.meta({ description: 'Of the groups, those to which nothing can be written now' }),
  settlements: count,
  unreached: named.meta({ description: 'Settlements of the audience without a group' }),
  digest: z.string().meta({ description: 'Stands for the audience as it is: `submitBulletin` wants it' }),
};

export const reach = z.strictObject(reached).meta({ id: 'Reach' });

export const preview = z
  .strictObject({
    ...reached,
    channels: z.array(
      z.strictObject({
        channel: z.string(),
        groups: count,
        looks: z.array(z.string()).meta({ description: 'Message by message' }),
        canEdit: z.boolean(),
        canRemove: z.boolean(),
        isJoined: z.boolean().meta({ description: 'Whether an account is there that sends it' }),
      }),
    ),
    approvers: count.optional().meta({ description: 'How many colleagues may approve it, where it needs that' }),
    finish: instant.optional().meta({ description: 'When the last copy will have been sent' }),
  })
  .meta({ id: 'BulletinPreview' });

export const previewOf = ({ channels, groups, unreachable, settlements, unreached, digest, approvers, finish }: Preview) => ({
  groups,
  unreachable,
  settlements,
  unreached: [...unreached],
  digest,
  channels: channels.map(one => ({ ...one, looks: [...one.looks] })),
  approvers,
  finish: finish?.toISOString(),
});

export const progress = z
  .strictObject({
    state,
    total: count,
    waiting: count,
    sent: count,
    failed: count,
    stopped: count,
    doubtful: count.meta({ description: 'Sent, and perhaps shown twice: in flight when a process was killed' }),
    retried: count,
    recalled: count.meta({ description: 'Taken away, or corrected' }),
    receipts: count,
    finish: instant.optional(),
  })
  .meta({ id: 'BulletinProgress' });

export const progressOf = (told: Progress) => ({
  state: told.bulletin.state,
  total: told.total,
  waiting: told.waiting,
  sent: told.sent,
  failed: told.failed,
  stopped: told.stopped,
  doubtful: told.doubtful,
  retried: told.retried,
  recalled: told.recalled,
  receipts: told.receipts,
  finish: told.finish?.toISOString(),
});

export const deliveryState = z.enum(DELIVERY_STATES);

export const ledgerLine = z
  .strictObject({
    delivery: count.meta({ description: 'The number of the line' }),
    group: groupId,
    groupName: z.string().optional(),
    channel: z.string(),
    settlement: settlementId.optional(),
    settlementName: z.string().optional(),
    building: z.string().optional(),
    state: deliveryState,
    after: z.enum(['removed', 'edited', 'followed', 'waiting', 'failed']).optional(),
    attempts: count,
    doubtful: z.boolean(),
    reason: z.string().optional(),
    endedAt: instant.optional(),
  })
  .meta({ id: 'LedgerLine' });

export const lineOf = ({ endedAt, ...known }: LedgerLine) => ({ ...known, endedAt: endedAt?.toISOString() });

export const receipts = z
  .strictObject({
    settlement: settlementId,
    confirmed: z.array(
      z.strictObject({
        group: groupId,
        building: z.string().optional(),
        household: z.string().optional(),
        name: z.string().optional(),
        at: instant,
      }),
    ),
    buildings: z.array(z.strictObject({ building: z.string(), people: count, households: count, ofHouseholds: count })),
    missing: z.array(
      z.strictObject({ household: z.string(), isKnown: z.boolean(), building: z.string(), door: z.string(), name: z.string() }),
    ),
  })
  .meta({ id: 'Receipts' });

export const receiptsOf = ({ settlement, confirmed, buildings, missing }: Receipts) => ({
  settlement,
  confirmed: confirmed.map(({ group, building, household, name, at }) => ({
    group,
    building,
    household,
    name,
    at: at.toISOString(),
  })),
  buildings: [...buildings],
  missing: [...missing],
});
