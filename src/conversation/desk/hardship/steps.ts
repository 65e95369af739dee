/**
 * The desk for reports of hardship: cadres check, assess and publicise, supervisors decide. Each sees what they may do with one now, due first in front.
 */

import type { Outcome } from '../../../directory/outcome.ts';
import { LONGEST_ACCOUNT } from '../../../grievance/hardship/intake.ts';
import type { HardshipMove } from '../../../grievance/hardship/life.ts';
import { UNDECIDED } from '../../../grievance/hardship/model.ts';
import type { HardshipView } from '../../../grievance/hardship/service.ts';
import type { Choice } from '../../../message/index.ts';
import { dayAt, dayBefore } from '../../../shared/calendar.ts';
import { reportLine, staffWords } from '../../hardship/words.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, formChoice, said } from '../form.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { hardshipFor } from './report-for.ts';

/** So many are listed; who looks after more works with the command line or the API. */
const MOST = 100;
/** Writes one down for somebody who cannot. */
const NEW = 'new';

/** What staff can do, in the order in which it is offered. */
const STEPS = [
  'check',
  'missing',
  'assess',
  'publicise',
  'dispute',
  'include',
  'notInclude',
  'recheck',
  'end',
  'withdrawFor',
] as const satisfies readonly HardshipMove[];
type Step = (typeof STEPS)[number];
const stepOf = ({ act }: Values): Step | undefined => STEPS.find(one => one === act);

export const hardships: Form = {
  id: 'hardships',
  action: 'hardship.view',
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'number',
      asksAlways: true,
      ownStop: true,
      async choices(desk, context) {
        const { t, language, at, visitor } = context;
        const listed = await desk.hardships.list(visitor.actor, { states: [...UNDECIDED, 'included'], limit: MOST });
        if (!listed.ok) return refusedTo(context, listed.refusal);
        const { knowledge } = desk.hardships;
        const writes = visitor.actor.rights.some(({ role }) => role === 'cadre');
        return [
          ...listed.value.map(
            (report): Choice => ({ id: String(report.number), label: reportLine(report, knowledge, t, language, at) }),
          ),
          ...(writes ? [{ id: NEW, label: t('desk:form.hardship_for.title') }] : []),
        ];
      },
    },
  ],
  async submit(desk, context, { number }) {
    if (number === NEW) return fillIn(hardshipFor, desk, context, {});
    return show(desk, context, Number(number));
  },
};

/** A report by its number: what it says, and what may be done with it now. The look is recorded. */
export const hardshipShow: Form = {
  id: 'hardship_show',
  lasts: true,
  given: ['number'],
  fields: [],
  submit: (desk, context, { number }) => show(desk, context, Number(number)),
};

async function show(desk: Desk, context: TurnContext, number: number): Promise<TurnOutcome> {
  const { t, visitor } = context;
  const seen = await desk.hardships.get(visitor.actor, number);
  if (!seen.ok) return refusedTo(context, seen.refusal);
  const { report, can } = seen.value;
  const steps = STEPS.filter(one => can.includes(one)).map(
    (id): Choice => ({ id: `desk=hardship_step=${report.number}=${id}`, label: t(`hardship:act.${id}`) }),
  );
  return said(context, staffWords(report, desk.hardships.knowledge, context), [...steps, formChoice('hardships', context)]);
}

/** One step of a report, by the button that stands below it. */
export const hardshipStep: Form = {
  id: 'hardship_step',
  given: ['number', 'act'],
  fields: [
    {
      kind: 'choice',
      name: 'proposed',
      onlyIf: values => stepOf(values) === 'assess',
      choices: async (_, { t }) => ['yes', 'no'].map((id): Choice => ({ id, label: t(`hardship:proposed.${id}`) })),
      asks: async (_, { t }) => t('hardship:ask.proposed'),
    },
    {
      kind: 'choice',
      name: 'on',
      onlyIf: values => stepOf(values) === 'publicise',
      choices: async (_, { t, at }) => {
        const today = dayAt(at);
        return [today, dayBefore(today)].map((id): Choice => ({ id, label: t('hardship:posted_on', { day: id }) }));
      },
      async asks(desk, context, { number }) {
        const notice = await desk.hardships.notice(context.visitor.actor, Number(number));
        const { days } = desk.hardships.knowledge.limits.publicity;
        return context.t('hardship:notice_preview', { notice: notice.ok ? notice.value : '', days });
      },
    },
    {
      kind: 'text',
      name: 'words',
      longest: LONGEST_ACCOUNT,
      onlyIf: values => {
        const step = stepOf(values);
        return step !== undefined && step !== 'publicise';
      },
      asks: async (_, { t }, values) => t(`hardship:tell.${stepOf(values) ?? 'check'}`),
    },
  ],
  async submit(desk, context, values) {
    const step = stepOf(values);
    if (!step) return said(context, context.t('desk:stopped'));
    const outcome = await take(step, desk, context, values);
    if (!outcome.ok) return refusedTo(context, outcome.refusal);
    const { report } = outcome.value;
    return said(context, context.t(`hardship:done.${step}`, { number: report.number, until: report.publicised?.until ?? '' }), [
      formChoice('hardship_show', context, String(report.number)),
      formChoice('hardships', context),
    ]);
  },
};

function take(
  step: Step,
  { hardships: room }: Desk,
  { visitor: { actor } }: TurnContext,
  { number: text, words = '', proposed, on }: Values,
): Promise<Outcome<HardshipView>> {
  const number = Number(text);
  switch (step) {
    case 'check':
    case 'missing':
    case 'dispute':
    case 'recheck':
    case 'end':
    case 'withdrawFor':
      return room[step](actor, number, words);
    case 'assess':
      return room.assess(actor, number, { says: words, isProposed: proposed === 'yes' });
    case 'publicise':
      return room.publicise(actor, number, on);
    case 'include':
    case 'notInclude':
      return room.decide(actor, number, { isIncluded: step === 'include', why: words });
  }
}
