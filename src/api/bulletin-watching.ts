/** Bulletins that were written: how far they are, what became of them in each group, and who has confirmed. */
import { z } from 'zod';
import { ledgerSheet } from '../bulletin/ledger-sheet.ts';
import { readLedger } from '../bulletin/read-ledger.ts';
import { done } from '../directory/outcome.ts';
import {
  bulletin,
  bulletinOf,
  deliveryState,
  kind,
  ledgerLine,
  lineOf,
  progress,
  progressOf,
  receipts,
  receiptsOf,
  state,
} from './bulletin-shapes.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import { languageOf } from './language.ts';
import type { Rooms } from './rooms.ts';
import { bulletinId, byId, firstOnes, listOf, settlementId, shown, stretch, stretchOf } from './shapes.ts';

const tag = 'bulletins';
const params = byId(bulletinId);

/** `/bulletins`, `/bulletins/{id}/progress`, `…/ledger`, `…/receipts`, `/settlements/{id}/received-bulletins` */
export const bulletinWatching = ({ bulletins, wordbook }: Rooms): Endpoints => [
  endpoint({
    id: 'listBulletins',
    method: 'get',
    path: '/bulletins',
    tag,
    summary: 'Bulletins, newest first',
    query: stretch.extend({ state: state.optional(), kind: kind.optional() }),
    status: 200,
    answer: listOf(bulletin),
    handle: async ({ caller, query }) => {
      const filter = {
        ...(query.state ? { states: [query.state] } : {}),
        ...(query.kind ? { kinds: [query.kind] } : {}),
      };
      const found = await stretchOf(query, page => bulletins.list(caller, { ...filter, ...page }));
      return shown(found, ({ items, next }) => ({ items: items.map(bulletinOf), next }));
    },
  }),
  endpoint({
    id: 'listSettlementBulletins',
    method: 'get',
    path: '/settlements/{id}/received-bulletins',
    tag,
    summary: 'Bulletins that went to the groups of a settlement, newest first',
    params: byId(settlementId),
    query: stretch,
    status: 200,
    answer: listOf(bulletin),
    handle: async ({ caller, params: { id }, query }) =>
      shown(await stretchOf(query, page => bulletins.inSettlement(caller, id, page)), ({ items, next }) => ({
        items: items.map(bulletinOf),
        next,
      })),
  }),
  endpoint({
    id: 'getBulletin',
    method: 'get',
    path: '/bulletins/{id}',
    tag,
    summary: 'A bulletin with all that was done with it',
    params,
    status: 200,
    answer: bulletin,
    handle: async ({ caller, params: { id } }) => shown(await bulletins.get(caller, id), bulletinOf),
  }),
  endpoint({
    id: 'getBulletinProgress',
    method: 'get',
    path: '/bulletins/{id}/progress',
    tag,
    summary: 'How far it is',
    params,
    status: 200,
    answer: progress,
    handle: async ({ caller, params: { id } }) => shown(await bulletins.progress(caller, id), progressOf),
  }),
  endpoint({
    id: 'listLedger',
    method: 'get',
    path: '/bulletins/{id}/ledger',
    tag,
    summary: 'What became of it in each group, and why, oldest first',
    params,
    query: firstOnes.extend({
      state: deliveryState.optional(),
      doubtful: z.enum(['true']).optional().meta({ description: 'Only those that may have been shown twice' }),
      settlement: settlementId.optional(),
      after: z.coerce
        .number()
        .int()
        .min(0)
        .optional()
        .meta({ description: 'The number of a line: `next` of the stretch before' }),
    }),
    status: 200,
    answer: listOf(ledgerLine),
    async handle({ caller, params: { id }, query: { state: wanted, doubtful, settlement, after, limit } }) {
      const filter = { ...(wanted ? { states: [wanted] } : {}), ...(doubtful ? { doubtful: true } : {}), settlement, after };
      const lines = await bulletins.ledger(caller, id, { ...filter, limit: limit + 1 });
      return shown(lines, found => {
        const items = found.slice(0, limit);
        return { items: items.map(lineOf), next: found.length > limit ? String(items.at(-1)?.delivery) : null };
      });
    },
  }),
  endpoint({
    id: 'getLedgerSheet',
    method: 'get',
    path: '/bulletins/{id}/ledger-sheet',
    tag,
    summary: 'The whole ledger as a spreadsheet (.xlsx)',
    params,
    status: 200,
    answer: z.strictObject({
      name: z.string().meta({ description: 'What to call the file' }),
      type: z.string(),
      content: z.base64().meta({ description: 'The file in base64' }),
    }),
    async handle({ caller, params: { id }, accepts }) {
      const found = await bulletins.get(caller, id);
      if (!found.ok) return found;
      const lines = await readLedger(bulletins, caller, id);
      return lines.ok ? done(await ledgerSheet(found.value, lines.value, wordbook.in(languageOf(accepts)))) : lines;
    },
  }),
  endpoint({
    id: 'getReceipts',
    method: 'get',
    path: '/bulletins/{id}/receipts',
    tag,
    summary: 'Who has confirmed in a settlement, by building, and who has not',
    params,
    query: z.strictObject({ settlement: settlementId }),
    status: 200,
    answer: receipts,
    handle: async ({ caller, params: { id }, query: { settlement } }) =>
      shown(await bulletins.receipts(caller, id, settlement), receiptsOf),
  }),
];
