/** Households from the tables that offices keep: taken in from a file, looked at beforehand, and taken back. */
import { z } from 'zod';
import { readHouseholds } from '../directory/household-sheet/index.ts';
import { done } from '../directory/outcome.ts';
import { dayAt } from '../shared/calendar.ts';
import { readSpreadsheetApart, type SpreadsheetFault } from '../spreadsheet/index.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import { UNREADABLE } from './problems.ts';
import type { Rooms } from './rooms.ts';
import { byId, householdId, importId, instant, line, listOf, settlementId, stretch, stretchOf } from './shapes.ts';

const count = z.number().int();
const place = { sheet: z.string(), row: count };
const reason = z.strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

const importEntry = z
  .strictObject({
    id: importId,
    settlement: settlementId,
    by: z.string(),
    at: instant,
    state: z.enum(['running', 'done', 'stopped', 'undone']),
    written: count.meta({ description: 'Households written so far' }),
  })
  .meta({ id: 'Import' });

const report = z
  .strictObject({
    id: importId.optional().meta({ description: 'Absent for a preview' }),
    state: z.enum(['preview', 'running', 'done', 'stopped', 'undone']),
    counts: z.strictObject({ added: count, changed: count, same: count, refused: count }),
    rows: z.strictObject({ taken: count, warned: count, refused: count }),
    sheets: z.array(
      z.strictObject({
        sheet: z.string(),
        outcome: z.enum(['read', 'hidden', 'no-table']),
        lacking: z.array(z.string()),
        unread: z.array(z.string()),
        repeated: z.array(z.string()),
        skipped: count,
      }),
    ),
    notable: z
      .array(
        z.strictObject({
          ...place,
          outcome: z.enum(['taken', 'warned', 'refused']),
          reasons: z.array(reason),
          household: count.optional(),
        }),
      )
      .meta({ description: 'Rows to be looked at' }),
    households: z
      .array(
        z.strictObject({
          rows: z.array(z.strictObject(place)),
          outcome: z.enum(['added', 'changed', 'same', 'refused']),
          household: householdId.optional(),
          conflicts: z.array(
            z.strictObject({
              field: z.string(),
              member: z.string().optional(),
              kind: z.enum(['new', 'same', 'conflict']),
              before: z.string().optional(),
              after: z.string().optional(),
            }),
          ),
          reason: reason.optional(),
        }),
      )
      .meta({ description: 'Households to be looked at' }),
  })
  .meta({ id: 'ImportReport', description: 'Quotes the file: personal, for whoever imports' });

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Files of this kind, whatever their type says; their content shows what they are. */
export const TYPES = [XLSX, 'application/vnd.ms-excel', 'text/csv', 'application/octet-stream'];
/** Bytes. */
export const LARGEST_FILE = 20 * 2 ** 20;
/** Ten thousand households take a minute on a small machine. */
export const PATIENCE_MS = 5 * 60_000;

const tag = 'imports';

/** `/settlements/{id}/imports`, `/imports` */
export const importEndpoints = ({ directory: { imports, guard }, householdWording, clock }: Rooms): Endpoints => [
  endpoint({
    id: 'importHouseholds',
    method: 'post',
    path: '/settlements/{id}/imports',
    tag,
    summary: 'Take households in from a spreadsheet (.xlsx, .xls, .csv); the same file again changes nothing',
    params: byId(settlementId),
    query: z.strictObject({
      purpose: line(200).meta({ description: 'What the files are kept for', example: '一户一档' }),
      preview: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: '`true`: say what would change, and change nothing' }),
    }),
    body: { maxBytes: LARGEST_FILE, types: TYPES },
    status: 201,
    answer: report,
    withinMs: PATIENCE_MS,
    async handle({ caller, params: { id }, query: { purpose, preview }, body }) {
      // Before the file is read, which is work.
      const may = await guard.within(caller, { action: 'household.import', reason: 'read' }, id, async () => done(undefined));
      if (!may.ok) return may;
      const file = await readSpreadsheetApart(body);
      if (!file.ok) return unreadable(file.fault);
      const read = readHouseholds(file.sheets, householdWording(), dayAt(clock.now()));
      return imports[preview === 'true' ? 'preview' : 'run'](caller, id, read, { purpose });
    },
  }),
  endpoint({
    id: 'listImports',
    method: 'get',
    path: '/settlements/{id}/imports',
    tag,
    summary: 'Imports of a settlement',
    params: byId(settlementId),
    query: stretch,
    status: 200,
    answer: listOf(importEntry),
    handle: ({ caller, params, query }) => stretchOf(query, page => imports.list(caller, params.id, page)),
  }),
  endpoint({
    id: 'getImport',
    method: 'get',
    path: '/imports/{id}',
    tag,
    summary: 'What became of everything in the file',
    params: byId(importId),
    status: 200,
    answer: report,
    handle: ({ caller, params }) => imports.get(caller, params.id),
  }),
  endpoint({
    id: 'undoImport',
    method: 'delete',
    path: '/imports/{id}',
    tag,
    summary: 'Take an import back, as far as nobody changed its households since',
    params: byId(importId),
    status: 200,
    answer: z.strictObject({ restored: count, kept: z.array(householdId).meta({ description: 'Changed since: they stay' }) }),
    withinMs: PATIENCE_MS,
    handle: ({ caller, params }) => imports.undo(caller, params.id),
  }),
];

/** The words of the fault are the spreadsheet's own. */
export const unreadable = ({ code, params }: SpreadsheetFault) => ({
  ok: false as const,
  refusal: { code: UNREADABLE, params: { ...params, fault: code } },
});
