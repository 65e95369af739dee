/**
 * Shows somebody what they reported, and what they said they have too; a number that is typed is looked for among their own.
 */
import type { Choice } from '../../message/index.ts';
import { type Form, fillIn, formChoice, said } from '../desk/form.ts';
import { caseNumberIn } from './case-number.ts';
import { showCase } from './case-screen.ts';
import { reporterOf } from './report-values.ts';
import { alikeLine, ownLine } from './words.ts';

/** So many of either are listed. */
const MOST = 20;
/** Characters of a number that is typed. */
const LONGEST = 40;

const TOO = 'too=';

export const myGrievances: Form = {
  id: 'my_grievances',
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'case',
      asksAlways: true,
      ownStop: true,
      retypes: 'number_said',
      onlyIf: ({ number_said: number }) => number === undefined,
      async choices({ grievances: { intake } }, context) {
        const words = { ...context, categories: context.parts.categories };
        const reporter = reporterOf(context);
        const own = await intake.mine(reporter, MOST);
        const supported = await intake.supported(reporter, MOST);
        const { t } = context;
        if (own.length + supported.length === 0)
          return said(context, t('grievance:mine.none'), [formChoice('report_grievance', context)]);
        return [
          ...own.map((one): Choice => ({ id: String(one.grievance.number), label: ownLine(one, words) })),
          ...supported.map(
            (one): Choice => ({ id: `${TOO}${one.number}`, label: t('grievance:alike.mine', { line: alikeLine(one, words) }) }),
          ),
        ];
      },
      asks: async (_, { t }) => t('grievance:mine.which'),
    },
    { kind: 'text', name: 'number_said', longest: LONGEST, onlyIf: () => false },
  ],
  async submit(desk, context, { case: chosen, number_said: typed = '' }) {
    const { t } = context;
    if (chosen?.startsWith(TOO)) {
      const supported = await desk.grievances.intake.supported(reporterOf(context), MOST);
      const one = supported.find(({ number }) => `${TOO}${number}` === chosen);
      const line = one && alikeLine(one, { ...context, categories: context.parts.categories });
      return said(context, line ? t('grievance:alike.told', { line }) : t('grievance:mine.unknown'), [
        formChoice('my_grievances', context),
      ]);
    }
    const number = caseNumberIn(chosen ?? typed);
    if (number === undefined) return fillIn(myGrievances, desk, context, {}, { before: t('grievance:mine.unknown') });
    return showCase(desk, context, number);
  },
};
