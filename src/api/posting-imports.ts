/** Postings from the tables that offices keep: taken in from a file, looked at beforehand, given back where they were refused, taken back. */
import { z } from 'zod';
import { done, type Outcome } from '../directory/outcome.ts';
import { returnedIn } from '../employment/posting-import-report.ts';
import { postingTemplate, returnedTable } from '../employment/posting-sheet/index.ts';
import { readSpreadsheetApart } from '../spreadsheet/index.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import { LARGEST_FILE, PATIENCE_MS, TYPES, unreadable, XLSX } from './imports.ts';
import { languageOf } from './language.ts';
import { belongs, strangePlace } from './postings.ts';
import type { Rooms } from './rooms.ts';
import { byId, importId, instant, line, listOf, postingId, regionId, settlementId, stretch, stretchOf } from './shapes.ts';

const count = z.number().int();
const reason = z.strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
const STATES = ['running', 'done', 'stopped', 'undone'] as const;

const entry = z
  .strictObject({ id: importId, of: belongs, by: z.string(), at: instant, state: z.enum(STATES) })
  .meta({ id: 'PostingImport' });

const report = z
  .strictObject({
    id: importId.optional().meta({ description: 'Absent for a preview' }),
    of: belongs,
    state: z.enum(['preview', ...STATES]),
    counts: z.strictObject({ new: count, renewed: count, same: count, held: count }),
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
          sheet: z.string(),
          row: count,
          outcome: z.enum(['taken', 'warned', 'refused']),
          reasons: z.array(reason),
        }),
      )
      .meta({ description: 'Rows to be looked at' }),
    returned: z
      .strictObject({
        headings: z.array(z.string()),
        rows: z.array(z.strictObject({ cells: z.array(z.string()), reasons: z.array(reason) })),
      })
      .meta({ description: 'Rows that were refused, as they stood' }),
  })
  .meta({ id: 'PostingReport' });

const file = z.strictObject({
  name: z.string().meta({ description: 'What to call the file' }),
  type: z.string(),
  content: z.base64().meta({ description: 'The file in base64' }),
});
const fileOf = (name: string, bytes: Uint8Array) => ({ name, type: XLSX, content: Buffer.from(bytes).toString('base64') });

const tag = 'postings';

/** `/posting-imports` */
export const postingImportEndpoints = (rooms: Rooms): Endpoints => {
  const { directory, employment, wordbook, policy } = rooms;
  const { imports } = employment;
  return [
    endpoint({
      id: 'importPostings',
      method: 'post',
      path: '/posting-imports',
      tag,
      summary: 'Take job postings in from a spreadsheet (.xlsx, .xls, .csv); the same file again changes nothing',
      query: z.strictObject({
        region: regionId,
        county: line(60).optional(),
        settlement: settlementId.optional(),
        preview: z
          .enum(['true', 'false'])
          .default('false')
          .meta({ description: '`true`: say what would come of it, and change nothing' }),
      }),
      body: { maxBytes: LARGEST_FILE, types: TYPES },
      status: 201,
      answer: report,
      refusals: [404],
      withinMs: PATIENCE_MS,
      async handle({ caller, query: { preview, ...of }, body }) {
        const strange = strangePlace(of, policy);
        if (strange) return strange;
        // Before the file is read, which is work.
        const nothing = { rows: [], sheets: [], tables: [] };
        const may = await imports.preview(caller, of, nothing);
        if (!may.ok) return may;
        const spreadsheet = await readSpreadsheetApart(body);
        if (!spreadsheet.ok) return unreadable(spreadsheet.fault);
        const read = await imports.read(may.value.of, spreadsheet.sheets);
        return preview === 'true' ? imports.preview(caller, of, read) : imports.run(caller, of, read);
      },
    }),
    endpoint({
      id: 'listPostingImports',
      method: 'get',
      path: '/posting-imports',
      tag,
      summary: 'Imports of postings',
      query: stretch,
      status: 200,
      answer: listOf(entry),
      handle: ({ caller, query }) => stretchOf(query, page => imports.list(caller, page)),
    }),
    endpoint({
      id: 'getPostingImport',
      method: 'get',
      path: '/posting-imports/{id}',
      tag,
      summary: 'What became of everything in the file',
      params: byId(importId),
      status: 200,
      answer: report,
      handle: ({ caller, params: { id } }) => imports.get(caller, id),
    }),
    endpoint({
      id: 'getReturnedPostings',
      method: 'get',
      path: '/posting-imports/{id}/returned',
      tag,
      summary: 'The rows that were refused as a spreadsheet, with why, to be mended and sent again',
      params: byId(importId),
      status: 200,
      answer: file,
      async handle({ caller, params: { id }, accepts }): Promise<Outcome<ReturnType<typeof fileOf>>> {
        const found = await imports.get(caller, id);
        if (!found.ok) return found;
        const t = wordbook.in(languageOf(accepts));
        const why = returnedIn(found.value, ({ code, params }) => t(`employment-import:reason.${code}`, params));
        return done(fileOf(t('employment-import:returned_name'), await returnedTable(why, imports.wording())));
      },
    }),
    endpoint({
      id: 'undoPostingImport',
      method: 'delete',
      path: '/posting-imports/{id}',
      tag,
      summary: 'Take an import back, as far as nobody changed its postings since',
      params: byId(importId),
      status: 200,
      answer: z.strictObject({ restored: count, kept: z.array(postingId).meta({ description: 'Changed since: they stay' }) }),
      withinMs: PATIENCE_MS,
      handle: ({ caller, params: { id } }) => imports.undo(caller, id),
    }),
    endpoint({
      id: 'getPostingTemplate',
      method: 'get',
      path: '/posting-template',
      tag,
      summary: 'An empty table of postings to fill in',
      status: 200,
      answer: file,
      handle: ({ caller, accepts }) =>
        directory.guard.anywhere(caller, 'posting.view', async () =>
          done(
            fileOf(wordbook.in(languageOf(accepts))('employment-import:template_name'), await postingTemplate(imports.wording())),
          ),
        ),
    }),
  ];
};
