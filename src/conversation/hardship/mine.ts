/**
 * Shows somebody what they reported of their hardship and how far it is: added to, withdrawn, or objected to.
 */
import { LONGEST_ACCOUNT } from '../../grievance/hardship/intake.ts';
import type { Choice } from '../../message/index.ts';
import { type Form, formChoice, said } from '../desk/form.ts';
import type { Values } from '../desk/state.ts';
import { told } from '../desk/words.ts';
import type { TurnContext } from '../turn-context.ts';
import { ownWords, reportLine } from './words.ts';

/** The last ones are shown. */
const MOST = 20;

/** What whoever reported may do, and whether it needs words. */
const ACTS = { add: true, object: true, withdraw: false } as const;
type Act = keyof typeof ACTS;
const isAct = (text: string | undefined): text is Act => text !== undefined && Object.hasOwn(ACTS, text);
const needsWords = ({ act }: Values): boolean => isAct(act) && ACTS[act];

export const myHardships: Form = {
  id: 'my_hardships',
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'number',
      asksAlways: true,
      ownStop: true,
      async choices({ hardships }, context) {
        const { t, language, at } = context;
        const mine = await hardships.mine(reporterOf(context), MOST);
        if (mine.length === 0)
          return said(context, t('desk:form.my_hardships.nothing'), [formChoice('hardship_report', context)]);
        return mine.map(
          ({ report }): Choice => ({
            id: String(report.number),
            label: reportLine(report, hardships.knowledge, t, language, at),
          }),
        );
      },
    },
    {
      kind: 'choice',
      name: 'act',
      asksAlways: true,
      ownStop: true,
      async choices({ hardships }, context, { number }) {
        const own = await hardships.own(reporterOf(context), Number(number));
        if (!own.ok) return told(context, own, () => '');
        const acts = own.value.can.filter(isAct).map((id): Choice => ({ id, label: context.t(`hardship:act.${id}`) }));
        const words = ownWords(own.value.report, hardships.knowledge, context);
        return acts.length > 0 ? acts : said(context, words, [formChoice('my_hardships', context)]);
      },
      async asks({ hardships }, context, { number }) {
        const own = await hardships.own(reporterOf(context), Number(number));
        return own.ok ? ownWords(own.value.report, hardships.knowledge, context) : '';
      },
    },
    {
      kind: 'text',
      name: 'words',
      longest: LONGEST_ACCOUNT,
      onlyIf: needsWords,
      asks: async (_, { t }, { act }) => t(`hardship:tell.${act === 'object' ? 'object' : 'add'}`),
    },
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      ownStop: true,
      onlyIf: ({ act }) => act === 'withdraw',
      choices: async (_, { t }) => [{ id: 'yes', label: t('desk:form.my_hardships.yes') }],
    },
  ],
  async submit({ hardships }, context, { number, act, words = '' }) {
    const { t } = context;
    const reporter = reporterOf(context);
    const id = Number(number);
    const outcome =
      act === 'add'
        ? await hardships.add(reporter, id, words)
        : act === 'object'
          ? await hardships.object(reporter, id, words)
          : await hardships.withdraw(reporter, id);
    return told(context, outcome, () =>
      said(context, t(`hardship:done.${isAct(act) ? act : 'withdraw'}`, { number: id }), [formChoice('my_hardships', context)]),
    );
  },
};

/** Who asks, and where they are told. */
const reporterOf = ({ sender: { channel, account, chat, person }, visitor }: TurnContext) => ({
  at: { channel, account, chat: chat.id, person },
  visitor,
});
