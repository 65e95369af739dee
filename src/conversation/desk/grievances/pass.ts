/** A case goes to another unit: forwarded, since that one goes on with it, or sent back, since it was never ours. */
import { LONGEST_SAID } from '../../../grievance/said.ts';
import type { UnitId } from '../../../shared/ids.ts';
import { type Field, type Form, formChoice, said } from '../form.ts';
import { unitName } from './case-words.ts';
import { inHandField, numberIn, refusedCase, toldOfCase } from './cases.ts';
import { likelyUnits, unitChoices, unitIn, wordsField } from './units.ts';

/** Other units than the one that has it. */
const unitField = (id: 'case_forward' | 'case_send_back'): Field => ({
  kind: 'choice',
  name: 'unit',
  asksAlways: true,
  retypes: 'words',
  async asks({ grievances }, { t, visitor }, values) {
    const view = await grievances.queue.get(visitor.actor, numberIn(values));
    const isSecond = id === 'case_send_back' && view.ok && view.value.grievance.returns > 0;
    return [t(`queue:unit.${id}`), isSecond ? t('queue:unit.second') : ''].filter(Boolean).join('\n');
  },
  async choices(desk, context, values) {
    const number = numberIn(values);
    const view = await desk.grievances.queue.get(context.visitor.actor, number);
    if (!view.ok) return refusedCase(desk, context, number, view.refusal);
    const { grievance } = view.value;
    const others = unitChoices(context, grievance.place.region, likelyUnits(context, grievance), values['words']);
    return others.filter(({ id: unit }) => unit !== grievance.unit);
  },
});

const passing = (id: 'case_forward' | 'case_send_back', fields: readonly Field[]): Form => ({
  id,
  given: ['number'],
  lasts: true,
  tellsOfOthers: true,
  fields,
  async submit(desk, context, values) {
    const { t, visitor } = context;
    const { queue } = desk.grievances;
    const number = numberIn(values);
    const unit = unitIn(values);
    if (!unit) return said(context, t('desk:not_offered'), [formChoice('case_look', context, String(number))]);
    const why = values['text'] ?? '';
    const outcome =
      id === 'case_forward'
        ? await queue.forward(visitor.actor, number, unit, why)
        : await queue.sendBack(visitor.actor, number, unit, why);
    return toldOfCase(desk, context, number, outcome, ({ grievance }) => passedWords(grievance.state === 'ruling', unit), [
      'case_next',
      'case_mine',
    ]);

    function passedWords(isRuled: boolean, to: UnitId): string {
      return t(isRuled ? 'queue:done.ruling' : `queue:done.${id}`, { number, unit: unitName(context, to) });
    }
  },
});

const whyField = (id: 'case_forward' | 'case_send_back'): Field => ({
  kind: 'text',
  name: 'text',
  longest: LONGEST_SAID,
  asks: async (_, { t }) => t(`queue:ask.${id}`),
});

/** 转 */
export const caseForward = passing('case_forward', [
  inHandField,
  wordsField,
  unitField('case_forward'),
  whyField('case_forward'),
]);

/** 退 */
export const caseSendBack = passing('case_send_back', [
  inHandField,
  whyField('case_send_back'),
  wordsField,
  unitField('case_send_back'),
]);
