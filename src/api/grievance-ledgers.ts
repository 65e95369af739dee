/** The ledgers of grievances as a file; longer ones are written by the command line. */
import { z } from 'zod';
import { done } from '../directory/outcome.ts';
import { ledgerFile } from '../grievance/ledger-file.ts';
import { LEDGER_FORMS } from '../grievance/ledgers.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import { languageOf } from './language.ts';
import type { Rooms } from './rooms.ts';
import { day, settlementId } from './shapes.ts';

/** More rows than this are not sent in an answer. */
const MOST_ROWS = 20_000;

export const grievanceLedgers = ({ caseLedgers, categories, policy, wordbook }: Rooms): Endpoints => [
  endpoint({
    id: 'getGrievanceLedger',
    method: 'get',
    path: '/grievances/ledger',
    tag: 'grievances',
    summary: `A ledger of a period as a spreadsheet, without numbers, doors and the names of those who reported; that it was taken is recorded. One of more than ${MOST_ROWS} rows is refused, never cut off: ask for a shorter period or one settlement`,
    query: z.strictObject({ form: z.enum(LEDGER_FORMS), from: day, to: day, settlement: settlementId.optional() }),
    status: 200,
    answer: z.strictObject({
      name: z.string(),
      type: z.string(),
      content: z.base64().meta({ description: 'The file in base64' }),
    }),
    refusals: [404, 409],
    withinMs: 60_000,
    async handle({ caller, query, accepts }) {
      const opened = await caseLedgers.open(caller, query);
      if (!opened.ok) return opened;
      const language = languageOf(accepts);
      const t = wordbook.in(language);
      const kinds = categories();
      const words = {
        t,
        kind: (id: string) => kinds.get(id)?.name[language === 'en' ? 'en' : 'zh'] ?? id,
        unit: (id: Parameters<typeof policy.units.get>[0]) => policy.units.get(id)?.name ?? id,
      };
      const file = await ledgerFile(opened.value, words, MOST_ROWS);
      if (!file.ok) return file;
      const { name, type, content } = file.value;
      return done({ name, type, content });
    },
  }),
];
