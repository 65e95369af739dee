/** Sends a question to the cadres of a settlement, once who asks has seen what is sent, who reads it and when an answer is due. */
import type { KnownSettlement } from '../../../directory/gazetteer.ts';
import { DUE_WORKING_DAYS, LONGEST_QUESTION, likenessOf, MOST_WAITING } from '../../../inquiry/index.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, formChoice, said } from '../form.ts';
import { homeOf } from '../home-of.ts';
import { settlementName } from '../words.ts';

/** So many digits in a row may be somebody's number. */
const NUMBER = /\d(?:[ -]?\d){5}/;

export const askCadre: Form = {
  id: 'ask_cadre',
  fields: [
    { kind: 'text', name: 'question', ownStop: true, longest: LONGEST_QUESTION },
    {
      kind: 'choice',
      name: 'sure',
      ownStop: true,
      asksAlways: true,
      retypes: 'question',
      choices: async (_, { t }) => [{ id: 'yes', label: t('desk:form.ask_cadre.yes') }],
      async asks(desk, context, { question = '' }) {
        const { t } = context;
        const settlement = await homeOf(desk, context);
        const words = t('desk:form.ask_cadre.sure', {
          question,
          settlement: settlement ? settlementName(settlement, t) : '',
          due: desk.inquiries.dueNow(),
          days: DUE_WORKING_DAYS,
        });
        return NUMBER.test(question) ? `${words}\n${t('desk:form.ask_cadre.number')}` : words;
      },
    },
  ],
  async submit(desk, context, { question = '' }) {
    const { t, sender, parts } = context;
    const settlement = await homeOf(desk, context);
    if (!settlement) return said(context, t('desk:form.ask_cadre.nothing'));
    const asker = { channel: sender.channel, account: sender.account, chat: sender.chat.id, person: sender.person };
    const topic = likenessOf(parts.localReader.about(question), question);
    const asked = await desk.inquiries.request(asker, { settlement: settlement.id, region: settlement.region, topic, question });
    const mine = [formChoice('my_questions', context)];
    switch (asked.kind) {
      case 'asked':
        return said(context, t('desk:form.ask_cadre.done', { number: asked.inquiry.number, due: asked.inquiry.due }), mine);
      case 'waits':
        return said(context, t('desk:form.ask_cadre.waits', { number: asked.inquiry.number, due: asked.inquiry.due }), mine);
      case 'too-many':
        return said(context, t('desk:form.ask_cadre.too_many', { most: MOST_WAITING }), mine);
      case 'no-cadre':
        return said(context, nobodyWords(settlement, t));
      case 'unfit':
        return said(context, t('desk:unfit'));
    }
  },
};

/** Begins to ask at a settlement; where it has no cadre, its office and 12345 are named instead. */
export async function askAt(
  desk: Desk,
  context: TurnContext,
  settlement: KnownSettlement,
  question: string | undefined,
): Promise<TurnOutcome> {
  if ((await desk.directory.cadresOf(settlement.id)).length === 0) return said(context, nobodyWords(settlement, context.t));
  const fits = question !== undefined && [...question].length <= LONGEST_QUESTION;
  return fillIn(askCadre, desk, context, fits ? { question } : {});
}

function nobodyWords(settlement: KnownSettlement, t: Translate): string {
  const nobody = t('desk:form.ask_cadre.nobody', { settlement: settlementName(settlement, t) });
  return [nobody, officeWords(settlement, t)].filter(Boolean).join('\n');
}

/** Where a settlement's office is and how it is reached; empty where that is not known. */
export function officeWords({ office: known }: KnownSettlement, t: Translate): string {
  const { address = '', hours = '', contacts = [] } = known ?? {};
  const phones = contacts.map(({ name, phone = '' }) => `${name} ${phone}`.trim());
  const office = [address, hours, ...phones].filter(Boolean).join(t('desk:form.ask_cadre.and'));
  return office === '' ? '' : t('desk:form.ask_cadre.office', { office });
}
