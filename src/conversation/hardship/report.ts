/**
 * A household reports its hardship, in private: what is agreed to is read first, then come the kind, what happened, who they are, and all of it read
 * back. Digits alone do, beside what happened and a name.
 */
import { mayAgree } from '../../directory/households.ts';
import type { Household } from '../../directory/model.ts';
import { dayAt } from '../../shared/calendar.ts';
import { parseSettlementId } from '../../shared/ids.ts';
import type { Desk } from '../desk/desk.ts';
import { AGAIN, type Field, type Form, fillIn, formChoice, said } from '../desk/form.ts';
import { homeFields } from '../desk/forms/home.ts';
import { homeOf } from '../desk/home-of.ts';
import type { Values } from '../desk/state.ts';
import { refusedTo } from '../desk/words.ts';
import type { TurnContext } from '../turn-context.ts';
import { lineField, peopleField, riskField, saidField } from './fields.ts';
import { authorisationWords, lastDay, riskName } from './words.ts';

/** Whose household it is: that of the file, with somebody too young to agree, or one that no file is known of. */
const [FILE, YOUNG, UNKNOWN] = ['file', 'young', 'unknown'];
const isUnknown = ({ whose }: Values): boolean => whose === UNKNOWN;

/** Where they live: asked only where it is not known. */
const placeFields: readonly Field[] = homeFields.map(field =>
  field.kind === 'text'
    ? field
    : {
        ...field,
        asksAlways: false,
        async choices(desk, context, values) {
          const home = await homeOf(desk, context);
          if (!home) return field.choices(desk, context, values);
          const id = { region: home.region, county: home.county, settlement: home.id }[field.name] ?? '';
          return [{ id, label: id }];
        },
        asks: async (_, { t }) => t(`desk:form.home.${field.name}`),
      },
);

export const hardshipReport: Form = {
  id: 'hardship_report',
  lasts: true,
  accounts: ['risk', 'said', 'sure'],
  fields: [
    {
      kind: 'choice',
      name: 'agree',
      asksAlways: true,
      ownStop: true,
      choices: async (_, { t }) => [{ id: 'yes', label: t('desk:form.hardship_report.agree_yes') }],
      asks: async ({ hardships }, context) => authorisationWords(hardships.knowledge, context.session.region, context),
    },
    ...placeFields,
    {
      kind: 'choice',
      name: 'whose',
      async choices(desk, context) {
        const own = await ownFile(desk, context);
        const id = !own ? UNKNOWN : own.isYoung ? YOUNG : FILE;
        return [{ id: id ?? '', label: '' }];
      },
    },
    riskField,
    saidField,
    peopleField(isUnknown),
    lineField('name', isUnknown),
    lineField('building', isUnknown),
    lineField('guardian', ({ whose }) => whose === YOUNG),
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      ownStop: true,
      retypes: 'said',
      choices: async (_, { t }, values) => [
        { id: 'yes', label: t('desk:form.hardship_report.yes') },
        { id: AGAIN, label: t('desk:form.hardship_report.again') },
        ...(isUnknown(values) ? [] : [{ id: OTHER, label: t('desk:form.hardship_report.other') }]),
      ],
      asks: readBack,
    },
  ],
  async submit(desk, context, { sure, ...values }) {
    if (sure === OTHER) return fillIn(hardshipReport, desk, context, { ...values, whose: UNKNOWN ?? '' });
    const { t, sender, visitor } = context;
    const settlement = parseSettlementId(values['settlement'] ?? '');
    if (!settlement) return said(context, t('desk:form.home.nothing'));
    const { name, building, people } = await whoIn(desk, context, values);
    const { risk = '', said: text = '', guardian } = values;
    const at = { channel: sender.channel, account: sender.account, chat: sender.chat.id, person: sender.person };
    // What is reported for another household is not kept with one's own.
    const { link: _, ...unlinked } = visitor;
    const reporter = { at, visitor: isUnknown(values) ? unlinked : visitor };
    const taken = await desk.hardships.report(reporter, { settlement, risk, text, name, building, people, guardian });
    if (!taken.ok) return refusedTo(context, taken.refusal);
    const { number, dueAt } = taken.value;
    const done = t('hardship:reported', { number, spaced: [...String(number)].join(' '), due: lastDay(dueAt) });
    return said(context, `${done}\n\n${t('hardship:no_promise')}`, [formChoice('my_hardships', context)]);
  },
};

const OTHER = 'other';

/** Whose it is, how many they are: from the file, else as it was said. */
async function whoIn(desk: Desk, context: TurnContext, values: Values) {
  const own = isUnknown(values) ? undefined : await ownFile(desk, context);
  if (own) return { name: own.name, building: own.household.building, people: own.household.members.length };
  return { name: values['name'] ?? '', building: values['building'], people: Number(values['people']) };
}

/** The file of whoever asks, and whether they are too young to agree. */
async function ownFile(
  { directory }: Desk,
  { visitor, at }: TurnContext,
): Promise<{ readonly household: Household; readonly name: string; readonly isYoung: boolean } | undefined> {
  const { person } = visitor.actor;
  const own = person && (await directory.households.own(person.id));
  if (!own) return undefined;
  const { members } = own.household;
  const member = members.find(({ id }) => id === own.link.member);
  const head = members.find(({ relation }) => relation === 'head') ?? member;
  const isYoung = member !== undefined && !mayAgree(member, dayAt(at));
  return { household: own.household, name: head?.name ?? '', isYoung };
}

async function readBack(desk: Desk, context: TurnContext, values: Values): Promise<string> {
  const { t, language } = context;
  const { knowledge } = desk.hardships;
  const id = parseSettlementId(values['settlement'] ?? '');
  const settlement = id && (await desk.directory.gazetteer.get(id));
  const who = await whoIn(desk, context, values);
  return t('hardship:read_back', {
    settlement: settlement?.name ?? '',
    name: who.name,
    building: who.building ?? '',
    people: who.people,
    risk: riskName(knowledge, values['risk'] ?? '', language),
    text: values['said'] ?? '',
    days: knowledge.limits.identify.days,
  });
}
