/** A case belongs with another one: it is the same matter, and handled with it, or it only has to do with it. */
import { OPEN } from '../../../grievance/model.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import type { Field, Form } from '../form.ts';
import type { Values } from '../state.ts';
import { caseLine } from './case-words.ts';
import { inHandField, numberIn, refusedCase, toldOfCase } from './cases.ts';
import { saidNumber } from './said-number.ts';

/** So many like ones are named. */
const MOST = 8;

/** What is asked, with open ones of the same kind in the same settlement. */
async function asked(desk: Desk, context: TurnContext, id: 'case_merge' | 'case_link', values: Values): Promise<string> {
  const { t, visitor } = context;
  const { queue } = desk.grievances;
  const number = numberIn(values);
  const view = await queue.get(visitor.actor, number);
  const { kind, place } = view.ok ? view.value.grievance : {};
  const like =
    kind === undefined
      ? undefined
      : await queue.list(visitor.actor, { kinds: [kind], settlement: place?.settlement, states: OPEN, limit: MOST });
  const lines: string[] = [];
  for (const one of like?.ok ? like.value : [])
    if (one.number !== number) lines.push(t('queue:item', { line: await caseLine(desk, context, one) }));
  return [t(`queue:join.${id}`, { number }), ...(lines.length > 0 ? [t('queue:join.like'), ...lines] : [])].join('\n');
}

const otherField = (id: 'case_merge' | 'case_link'): Field => ({
  kind: 'text',
  name: 'other',
  asks: (desk, context, values) => asked(desk, context, id, values),
  read(text) {
    const read = saidNumber(text);
    return read?.kind === 'number' ? String(read.number) : undefined;
  },
});

const sureField = (id: 'case_merge' | 'case_link'): Field => ({
  kind: 'choice',
  name: 'sure',
  asksAlways: true,
  async asks(desk, context, { number, other = '' }) {
    const found = await desk.grievances.queue.get(context.visitor.actor, numberIn({ number: other }));
    const line = found.ok ? await caseLine(desk, context, found.value.grievance) : other;
    return context.t(`queue:join.${id}_sure`, { number, other: line });
  },
  async choices(desk, context, { number = '', other = '' }) {
    const { t, visitor } = context;
    const found = await desk.grievances.queue.get(visitor.actor, numberIn({ number: other }));
    if (!found.ok) return refusedCase(desk, context, numberIn({ number }), found.refusal);
    return [{ id: 'yes', label: t(`queue:join.${id}_yes`) }];
  },
});

const joining = (id: 'case_merge' | 'case_link', next: readonly string[] = []): Form => ({
  id,
  given: ['number'],
  lasts: true,
  fields: [inHandField, otherField(id), sureField(id)],
  async submit(desk, context, values) {
    const { actor } = context.visitor;
    const { queue } = desk.grievances;
    const number = numberIn(values);
    const other = numberIn({ number: values['other'] ?? '' });
    const outcome = id === 'case_merge' ? await queue.merge(actor, number, other) : await queue.link(actor, number, other);
    const words = () => context.t(`queue:done.${id}`, { number, other });
    return toldOfCase(desk, context, number, outcome, words, next);
  },
});

/** 并 */
export const caseMerge = joining('case_merge', ['case_next', 'case_mine']);

/** 联 */
export const caseLink = joining('case_link');
