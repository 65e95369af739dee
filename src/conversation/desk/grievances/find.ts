/** Looks for cases: by words, kind, state and settlement, one after the other, until there are few enough. */
import { type GrievanceState, QUEUED } from '../../../grievance/model.ts';
import type { GrievanceFilter } from '../../../grievance/store.ts';
import type { Choice } from '../../../message/index.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, formChoice, said } from '../form.ts';
import { settlementChoices } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { kindName } from './case-words.ts';
import { caseChoices, numberIn, refusedCase, shown } from './cases.ts';

/** So many are listed; more are found by another narrowing. */
const MOST = 80;
const NARROW = 'narrow';
/** What narrows a search. */
const BY = ['words', 'kind', 'state', 'settlement'] as const;

/** What people look for when they name a state. */
const STATES: ReadonlyMap<string, readonly GrievanceState[]> = new Map<string, readonly GrievanceState[]>([
  ['queued', QUEUED],
  ['working', ['working']],
  ['ruling', ['ruling']],
  ['answered', ['answered', 'calling-back']],
  ['ended', ['closed', 'declined', 'merged', 'withdrawn']],
]);

const filterOf = ({ words, kind, state, settlement }: Values): GrievanceFilter => ({
  words: words?.split(/\s+/).filter(Boolean),
  kinds: kind === undefined ? undefined : [kind],
  states: STATES.get(state ?? ''),
  settlement: settlement === undefined ? undefined : parseSettlementId(settlement),
  limit: MOST,
});

async function found(desk: Desk, context: TurnContext, values: Values): Promise<readonly Choice[] | TurnOutcome> {
  const { t, visitor } = context;
  const listed = await desk.grievances.queue.list(visitor.actor, filterOf(values));
  if (!listed.ok) return refusedTo(context, listed.refusal);
  if (listed.value.length === 0) return said(context, t('queue:find.none'), [formChoice('case_find', context)]);
  const left = BY.some(name => values[name] === undefined);
  return [
    ...(await caseChoices(desk, context, listed.value)),
    ...(left && listed.value.length > 1 ? [{ id: NARROW, label: t('queue:find.narrow') }] : []),
  ];
}

const chosen =
  (name: (typeof BY)[number]) =>
  ({ by }: Values): boolean =>
    by === name;

export const caseFind: Form = {
  id: 'case_find',
  action: 'grievance.view',
  below: 'case_desk',
  tellsOfOthers: true,
  fields: [
    {
      kind: 'choice',
      name: 'by',
      asks: async (_, { t }) => t('queue:find.by'),
      choices: async (_, { t }, values) =>
        BY.filter(name => values[name] === undefined).map((id): Choice => ({ id, label: t(`queue:find.by_${id}`) })),
    },
    { kind: 'text', name: 'words', longest: 100, onlyIf: chosen('words'), asks: async (_, { t }) => t('queue:find.words') },
    {
      kind: 'choice',
      name: 'kind',
      onlyIf: chosen('kind'),
      asks: async (_, { t }) => t('queue:find.kind'),
      choices: async (_, { parts, language }) =>
        [...parts.categories.keys()].map((id): Choice => ({ id, label: kindName(parts.categories, id, language) })),
    },
    {
      kind: 'choice',
      name: 'state',
      onlyIf: chosen('state'),
      asks: async (_, { t }) => t('queue:find.state'),
      choices: async (_, { t }) => [...STATES.keys()].map((id): Choice => ({ id, label: t(`queue:find.state_${id}`) })),
    },
    {
      kind: 'choice',
      name: 'settlement',
      onlyIf: chosen('settlement'),
      asks: async (_, { t }) => t('queue:find.settlement'),
      async choices(desk, context) {
        const settlements = await settlementChoices(desk, context, 'grievance.view');
        return settlements.length > 0 ? settlements : said(context, context.t('queue:find.nowhere'));
      },
    },
    { kind: 'choice', name: 'number', asksAlways: true, asks: async (_, { t }) => t('queue:find.found'), choices: found },
  ],
  async submit(desk, context, { by: _by, number = '', ...values }) {
    if (number === NARROW) return fillIn(caseFind, desk, context, values);
    const view = await desk.grievances.queue.get(context.visitor.actor, numberIn({ number }));
    return view.ok ? shown(desk, context, view.value) : refusedCase(desk, context, numberIn({ number }), view.refusal);
  },
};
