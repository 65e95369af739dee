/** A cadre registers somebody who cannot write, and who has agreed to it aloud; what fits is shown to the cadre, who calls. */
import { parseHouseholdId } from '../../shared/ids.ts';
import { type Form, fillIn, formChoice, said } from '../desk/form.ts';
import { refusedTo, told } from '../desk/words.ts';
import { memberFields } from '../desk/work/record.ts';
import { countiesFor, foundFor, LONGEST, REDO, readBack, wishFields } from './register.ts';
import { wantsOf } from './wish-values.ts';

const ERASE = 'erase';

export const wishFor: Form = {
  id: 'wish_for',
  action: 'work.edit',
  below: 'work_desk',
  fields: [
    ...memberFields,
    ...wishFields,
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      ownStop: true,
      retypes: 'amend',
      async choices({ employment }, { visitor, t }, { household = '', member = '' }) {
        const held = await employment.wishes.heldFor(visitor.actor, parseHouseholdId(household)!, member);
        return [
          { id: 'yes', label: t('desk:form.wish_for.yes') },
          { id: REDO, label: t('desk:form.register_job.again') },
          ...(held.ok && held.value ? [{ id: ERASE, label: t('desk:form.wish_for.erase') }] : []),
        ];
      },
      asks: (desk, context, values) => readBack(desk, context, values, 'wish_for'),
    },
    { kind: 'text', name: 'amend', longest: LONGEST, onlyIf: () => false },
  ],
  async submit(desk, context, { sure, ...values }) {
    const { settlement = '', typed = '', household = '', member = '' } = values;
    if (sure === ERASE) {
      const erased = await desk.employment.wishes.eraseFor(context.visitor.actor, parseHouseholdId(household)!, member);
      return told(context, erased, () => context.t('desk:form.wish_for.erased'));
    }
    if (sure === REDO) return fillIn(wishFor, desk, context, { settlement, typed, household, member });
    const { t, visitor, parts } = context;
    const registered = await desk.employment.wishes.registerFor(visitor.actor, {
      household: parseHouseholdId(household)!,
      member,
      wants: wantsOf(values, parts.jobWords, await countiesFor(desk, context, values)),
    });
    if (!registered.ok) return refusedTo(context, registered.refusal);
    const found = await foundFor(desk, context, registered.value);
    const text = [t('jobs:registered'), t(found.length > 0 ? 'jobs:found_for' : 'jobs:none_for')].join('\n');
    return said(context, text, [...found, formChoice('wish_for', context)]);
  },
};
