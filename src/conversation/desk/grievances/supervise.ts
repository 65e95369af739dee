/** What a supervisor decides of a case: whose it is, whether it may take longer, and that it ends though nobody was reached. */

import type { Actor } from '../../../directory/model.ts';
import type { Outcome } from '../../../directory/outcome.ts';
import { covers } from '../../../directory/scope.ts';
import { CALLS_IN_VAIN, OBJECTION_DAYS } from '../../../grievance/life.ts';
import { LONGEST_SAID } from '../../../grievance/said.ts';
import type { CaseView, Supervision } from '../../../grievance/service.ts';
import type { Choice } from '../../../message/index.ts';
import { type Field, type Form, fillIn, formChoice, said } from '../form.ts';
import { refusedTo } from '../words.ts';
import { caseText, unitName } from './case-words.ts';
import { caseChoices, numberIn, refusedCase, toldOfCase } from './cases.ts';
import { handlersOf, nameOf } from './colleagues.ts';
import { likelyUnits, unitChoices, unitIn, wordsField } from './units.ts';

/** So many are listed. */
const MOST = 80;

/** 待定 */
export const caseUndecided: Form = {
  id: 'case_undecided',
  action: 'grievance.supervise',
  fields: [
    {
      kind: 'choice',
      name: 'number',
      asksAlways: true,
      asks: async (_, { t }) => t('queue:undecided.which'),
      async choices(desk, context) {
        const listed = await desk.grievances.supervision.undecided(context.visitor.actor, { limit: MOST });
        if (!listed.ok) return refusedTo(context, listed.refusal);
        if (listed.value.length === 0)
          return said(context, context.t('queue:undecided.none'), [formChoice('case_late', context)]);
        const lines = await caseChoices(desk, context, listed.value);
        return lines.map((one, i): Choice => {
          const why = listed.value[i]?.state === 'ruling' ? 'ruling' : 'extension';
          return { ...one, label: context.t(`queue:undecided.${why}`, { line: one.label }) };
        });
      },
    },
  ],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const view = await desk.grievances.queue.get(context.visitor.actor, number);
    if (!view.ok) return refusedCase(desk, context, number, view.refusal);
    const form = view.value.grievance.state === 'ruling' ? caseAssign : caseDecide;
    return fillIn(form, desk, context, { number: String(number) });
  },
};

/** Grants more time, or refuses it. */
export const caseDecide: Form = {
  id: 'case_decide',
  given: ['number'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'granted',
      asksAlways: true,
      async asks(desk, context, values) {
        const view = await desk.grievances.queue.get(context.visitor.actor, numberIn(values));
        return view.ok ? [await caseText(desk, context, view.value), context.t('queue:decide.which')].join('\n') : '';
      },
      async choices(desk, context, values) {
        const number = numberIn(values);
        const view = await desk.grievances.queue.get(context.visitor.actor, number);
        if (!view.ok) return refusedCase(desk, context, number, view.refusal);
        return (['yes', 'no'] as const).map((id): Choice => ({ id, label: context.t(`queue:decide.${id}`) }));
      },
    },
  ],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const granted = values['granted'] === 'yes';
    const outcome = await desk.grievances.supervision.decideExtension(context.visitor.actor, number, granted);
    const key = granted ? 'granted' : 'refused';
    return toldOfCase(desk, context, number, outcome, () => context.t(`queue:decide.${key}`, { number }), ['case_undecided']);
  },
};

const toField: Field = {
  kind: 'choice',
  name: 'to',
  asksAlways: true,
  async asks(desk, context, values) {
    const view = await desk.grievances.queue.get(context.visitor.actor, numberIn(values));
    return view.ok ? [await caseText(desk, context, view.value), context.t('queue:assign.to')].join('\n') : '';
  },
  async choices(desk, context, values) {
    const number = numberIn(values);
    const view = await desk.grievances.queue.get(context.visitor.actor, number);
    if (!view.ok) return refusedCase(desk, context, number, view.refusal);
    return (['unit', 'holder'] as const).map((id): Choice => ({ id, label: context.t(`queue:assign.to_${id}`) }));
  },
};

/** To a unit's queue, or into a colleague's hands. */
export const caseAssign: Form = {
  id: 'case_assign',
  given: ['number'],
  lasts: true,
  tellsOfOthers: true,
  fields: [
    toField,
    wordsField,
    {
      kind: 'choice',
      name: 'unit',
      asksAlways: true,
      retypes: 'words',
      onlyIf: ({ to }) => to === 'unit',
      asks: async (_, { t }) => t('queue:unit.case_assign'),
      async choices(desk, context, values) {
        const view = await desk.grievances.queue.get(context.visitor.actor, numberIn(values));
        if (!view.ok) return refusedCase(desk, context, numberIn(values), view.refusal);
        const { grievance } = view.value;
        return unitChoices(context, grievance.place.region, likelyUnits(context, grievance), values['words']);
      },
    },
    {
      kind: 'choice',
      name: 'holder',
      asksAlways: true,
      onlyIf: ({ to }) => to === 'holder',
      asks: async (_, { t }) => t('queue:assign.holder'),
      async choices(desk, context, values) {
        const view = await desk.grievances.queue.get(context.visitor.actor, numberIn(values));
        if (!view.ok) return refusedCase(desk, context, numberIn(values), view.refusal);
        const { place } = view.value.grievance;
        const handlers = await handlersOf(desk, context);
        if (!handlers.ok) return refusedTo(context, handlers.refusal);
        const there = handlers.value.filter(({ scopes }) => scopes.some(scope => covers(scope, place)));
        return there.length > 0
          ? there.map(({ id, name }): Choice => ({ id, label: name }))
          : said(context, context.t('queue:assign.nobody'), [formChoice('case_assign', context, String(numberIn(values)))]);
      },
    },
    { kind: 'text', name: 'text', longest: LONGEST_SAID, asks: async (_, { t }) => t('queue:assign.why') },
  ],
  async submit(desk, context, values) {
    const { t, visitor } = context;
    const number = numberIn(values);
    const { holder = '', text = '' } = values;
    const unit = unitIn(values);
    const to = unit ? { unit } : { holder };
    const whom = unit ? unitName(context, unit) : await nameOf(desk, context, holder);
    const outcome = await desk.grievances.supervision.assign(visitor.actor, number, to, text);
    return toldOfCase(desk, context, number, outcome, () => t('queue:assign.done', { number, whom }), ['case_undecided']);
  },
};

/** Something that is asked once more before it is done. */
const asking = (
  id: 'case_unmerge' | 'case_unreached',
  act: (supervision: Supervision, actor: Actor, number: number) => Promise<Outcome<CaseView>>,
): Form => ({
  id,
  given: ['number'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      async asks(desk, context, values) {
        const view = await desk.grievances.queue.get(context.visitor.actor, numberIn(values));
        const asked = context.t(`queue:sure.${id}`, { number: values['number'], days: OBJECTION_DAYS, calls: CALLS_IN_VAIN });
        return view.ok ? [await caseText(desk, context, view.value), asked].join('\n') : asked;
      },
      async choices(desk, context, values) {
        const number = numberIn(values);
        const view = await desk.grievances.queue.get(context.visitor.actor, number);
        if (!view.ok) return refusedCase(desk, context, number, view.refusal);
        return [{ id: 'yes', label: context.t(`queue:sure.${id}_yes`) }];
      },
    },
  ],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const outcome = await act(desk.grievances.supervision, context.visitor.actor, number);
    return toldOfCase(desk, context, number, outcome, () => context.t(`queue:done.${id}`, { number }));
  },
});

/** A case that was handled with another one is one of its own again. */
export const caseUnmerge = asking('case_unmerge', (supervision, actor, number) => supervision.unmerge(actor, number));

/** 未能回访: it ends though nobody was reached, and is counted apart. */
export const caseUnreached = asking('case_unreached', (supervision, actor, number) => supervision.closeUnreached(actor, number));
