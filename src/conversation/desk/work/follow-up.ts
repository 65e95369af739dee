/** What became of a job: asked and answered with a tap; whoever left, or did not begin, says why. */

import { LEAVING, type Placement } from '../../../employment/model.ts';
import { ANSWERS, type Answer } from '../../../employment/placements.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { Choice } from '../../../message/index.ts';
import { type Field, type Form, said } from '../form.ts';

/** Answers that one can give as things stand: whether somebody began, or whether they are still there. */
export const answersTo = ({ state }: Pick<Placement, 'state'>): readonly Answer[] =>
  state === 'interested' ? ['started', 'not-started'] : ['staying', 'left'];

/** The answers as buttons that last. */
export const answerChoices = (placement: Placement, t: Translate): readonly Choice[] =>
  answersTo(placement).map(
    (answer): Choice => ({
      id: `desk=how_it_went=${placement.id}=${answer}`,
      label: t(`work:answer.${answer}`),
    }),
  );

/** Asks why, where somebody left or did not begin. */
export const whyField: Field = {
  kind: 'choice',
  name: 'why',
  onlyIf: ({ answer }) => answer === 'left' || answer === 'not-started',
  choices: async (_, { t }) => LEAVING.map((id): Choice => ({ id, label: t(`work:left.${id}`) })),
};

/** The answer of whoever it is about. */
export const howItWent: Form = {
  id: 'how_it_went',
  given: ['placement', 'answer'],
  lasts: true,
  fields: [whyField],
  async submit({ employment }, context, { placement = '', answer, why }) {
    const { t, sender } = context;
    const given = ANSWERS.find(one => one === answer);
    const noted =
      given &&
      (await employment.placements.say(
        sender,
        placement,
        given,
        LEAVING.find(one => one === why),
      ));
    if (!noted) return said(context, t('work:ask.gone'));
    return said(context, t(`work:noted.${noted.state}`, { title: noted.record.title }));
  },
};
