/**
 * Reports what is wrong: three taps at most once the words are there - the kind, whether it is one of the like cases, and that it goes.
 */
import { whoHears } from '../../grievance/index.ts';
import type { Choice } from '../../message/index.ts';
import { parseSettlementId } from '../../shared/ids.ts';
import { type ChoiceField, type Field, type Form, fillIn, formChoice, said } from '../desk/form.ts';
import { refusedTo } from '../desk/words.ts';
import type { TurnOutcome } from '../store.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { placeFields, placeIn } from './place-fields.ts';
import { readBack } from './read-back.ts';
import { ALL_KINDS, draftFrom, kindIn, NEW, photosIn, reporterOf, withoutPhotos } from './report-values.ts';
import { reportedWords } from './reported.ts';
import { alikeLine, kindName } from './words.ts';

/** Characters of what is reported. */
export const LONGEST_REPORT = 2000;
/** Characters of a place, or of a name with a number. */
const LONGEST_DETAIL = 60;
/** So many kinds are suggested, and so many like cases are shown. */
const SUGGESTED = 4;
const LIKE = 3;

/** What is reported, in words. */
export const textField: Field = {
  kind: 'text',
  name: 'text',
  ownStop: true,
  longest: LONGEST_REPORT,
  asks: async (_, { t }) => t('grievance:report.text'),
};

const kindChoice = (id: string, { parts, language }: TurnContext): Choice => ({
  id,
  label: kindName(parts.categories, id, language),
});

/** The kind, as the words suggest it, or any. @param appends whether more words may be added meanwhile */
export const kindFields = (more: Pick<ChoiceField, 'retypes' | 'appends' | 'ownStop'> = {}): readonly Field[] => [
  {
    kind: 'choice',
    name: 'kind',
    asksAlways: true,
    ...more,
    async choices(desk, context, values) {
      const place = await placeIn(desk, values);
      if (!place) return said(context, context.t('grievance:report.no_place'));
      const { kind, alternatives } = desk.grievances.intake.suggest(values['text'] ?? '', place.region);
      const suggested = [...new Set([kind, ...alternatives])].slice(0, SUGGESTED);
      return [...suggested.map(id => kindChoice(id, context)), { id: ALL_KINDS, label: context.t('grievance:report.all_kinds') }];
    },
    asks: async (_, { t }) => t('grievance:report.kind'),
  },
  {
    kind: 'choice',
    name: 'any_kind',
    asksAlways: true,
    ...more,
    onlyIf: ({ kind }) => kind === ALL_KINDS,
    choices: async (_, context) => [...context.parts.categories.keys()].map(id => kindChoice(id, context)),
    asks: async (_, { t }) => t('grievance:report.any_kind'),
  },
];

const MORE_WORDS = { retypes: 'text', appends: true, ownStop: true } as const;

/** Like cases of the settlement, where there are any: nothing of whose they are. */
const alikeField: Field = {
  kind: 'choice',
  name: 'alike',
  ...MORE_WORDS,
  async choices({ grievances }, context, values) {
    const { t } = context;
    const settlement = parseSettlementId(values['settlement'] ?? '');
    const found = settlement ? await grievances.intake.alike(settlement, kindIn(values)) : [];
    const mine = new Set((await grievances.intake.mine(reporterOf(context), 50)).map(({ grievance }) => grievance.number));
    const like = found.filter(({ number }) => !mine.has(number)).slice(0, LIKE);
    const line = { ...context, categories: context.parts.categories };
    return [
      ...like.map((one): Choice => ({ id: String(one.number), label: t('grievance:alike.too', { line: alikeLine(one, line) }) })),
      { id: NEW, label: t('grievance:alike.new') },
    ];
  },
  asks: async (_, { t }) => t('grievance:alike.asked'),
};

/** What may be done with what was read back. */
const actField: Field = {
  kind: 'choice',
  name: 'act',
  asksAlways: true,
  ...MORE_WORDS,
  onlyIf: ({ alike }) => alike === NEW,
  async choices(_, context, { contact }) {
    const { t, visitor } = context;
    const acts = [
      'named',
      'anonymous',
      'where',
      photosIn(context).length > 0 ? 'no_photo' : 'photo',
      ...(visitor.link || contact !== undefined ? [] : ['contact']),
    ];
    return acts.map((id): Choice => ({ id, label: t(`grievance:report.act.${id}`) }));
  },
  asks: readBack,
};

/** Something that is added to the report before it goes. */
const detail = (name: 'where' | 'photo' | 'contact'): Field => ({
  kind: 'text',
  name: `${name}_said`,
  ownStop: true,
  longest: name === 'photo' ? LONGEST_REPORT : LONGEST_DETAIL,
  onlyIf: ({ act }) => act === name,
  ...(name === 'photo' ? { empty: 'left-out' as const } : {}),
  asks: async (_, { t }) => t(`grievance:report.${name}`),
});

export const reportGrievance: Form = {
  id: 'report_grievance',
  lasts: true,
  fields: [
    textField,
    ...placeFields,
    ...kindFields(MORE_WORDS),
    alikeField,
    actField,
    detail('where'),
    detail('photo'),
    detail('contact'),
  ],
  async submit(desk, context, values) {
    const { act = '', alike, where_said: where, photo_said: photo, contact_said: contact, ...filled } = values;
    if (alike !== undefined && alike !== NEW) return support(desk, context, Number(alike), values);
    const goOn = (more: typeof values) => fillIn(reportGrievance, desk, context, { ...filled, alike: NEW, ...more });
    if (act === 'where' && where !== undefined) return goOn({ where });
    if (act === 'contact' && contact !== undefined) return goOn({ contact });
    if (act === 'photo') return goOn(photo ? { text: `${filled['text'] ?? ''}\n${photo}` } : {});
    if (act === 'no_photo') return fillIn(reportGrievance, desk, withoutPhotos(context), { ...filled, alike: NEW });
    const place = await placeIn(desk, filled);
    if (!place) return said(context, context.t('grievance:report.no_place'));
    const draft = draftFrom(context, values, place);
    const reported = await desk.grievances.intake.report(reporterOf(context), draft);
    if (!reported.ok) return refusedTo(context, reported.refusal);
    const { number, danger, place: at, reporter } = reported.value;
    await desk.attachments.keepFor(context.sender, draft.photos ?? [], number);
    const isTold = danger !== 'none' && !draft.isPassedOn;
    const hearing = isTold ? (await whoHears(desk.directory, at, reporter)).hearing : undefined;
    return reportedWords(context, reported.value, place.settlement, hearing);
  },
};

/** They have it too: they are told what becomes of it. */
async function support(
  { grievances }: Parameters<Form['submit']>[0],
  context: TurnContext,
  number: number,
  { settlement }: Parameters<Form['submit']>[2],
): Promise<TurnOutcome> {
  const { t, session } = context;
  const supported = await grievances.intake.support(reporterOf(context), number);
  if (!supported.ok) return said(context, t('grievance:alike.gone'), [formChoice('report_grievance', context)]);
  const line = alikeLine(supported.value, { ...context, categories: context.parts.categories });
  const home = parseSettlementId(settlement ?? '') ?? session.settlement;
  const choices = [formChoice('my_grievances', context)];
  return say(
    context,
    { text: t('grievance:alike.done', { line }), choices },
    { form: undefined, topic: undefined, settlement: home },
  );
}
