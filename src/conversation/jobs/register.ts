/**
 * Registers what somebody looks for: by five taps at most, the consent among them, or by one sentence that is read back; and shows at once what fits.
 */
import type { Wish } from '../../employment/model.ts';
import { bare, normalise } from '../../language/normalise.ts';
import type { Choice } from '../../message/index.ts';
import { parseSettlementId } from '../../shared/ids.ts';
import type { Desk, Turn } from '../desk/desk.ts';
import { type Field, type Form, fillIn, formChoice, later, said } from '../desk/form.ts';
import { homeOf } from '../desk/home-of.ts';
import type { Values } from '../desk/state.ts';
import { askRegion } from '../region.ts';
import type { TurnContext } from '../turn-context.ts';
import { showFirst } from './find.ts';
import { countiesIn, placeOfAsker } from './place.ts';
import { ANY, MANNERS, NEAR, SAID, saysWish, WAGES, wantsOf } from './wish-values.ts';
import { foundLine, wantsWords } from './words.ts';

/** Characters of what is typed. */
export const LONGEST = 200;
/** So many jobs are shown at once. */
const SHOWN = 3;
/** Starts anew. */
export const REDO = 'redo';
/** Looks for jobs, and registers nothing. */
const LOOK = 'look';

/** Whether nothing was said in a sentence: then it is asked step by step. */
const isStepwise = ({ words }: Values): boolean => words === undefined;

/** One step, by tap or in words. What is said at the first one is the whole wish. */
const step = (
  name: string,
  choices: (desk: Desk, context: TurnContext, values: Values) => Promise<readonly Choice[]>,
): readonly Field[] => [
  {
    kind: 'choice',
    name,
    asksAlways: true,
    retypes: `${name}_said`,
    onlyIf: values => isStepwise(values) && values[`${name}_said`] === undefined,
    choices,
  },
  { kind: 'text', name: `${name}_said`, longest: LONGEST, onlyIf: () => false },
];

const skillChoices = ({ parts, language }: TurnContext): readonly Choice[] =>
  parts.jobWords.skills.map(({ id, name, nameInEnglish }) => ({ id, label: language === 'en' ? nameInEnglish : name }));

const any = ({ t }: TurnContext): Choice => ({ id: ANY, label: t('jobs:any') });

/** What somebody looks for, step by step or in a sentence. */
export const wishFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'skill',
    asksAlways: true,
    retypes: 'words',
    onlyIf: isStepwise,
    choices: async (_, context) => [any(context), ...skillChoices(context)],
  },
  { kind: 'text', name: 'words', longest: LONGEST, onlyIf: () => false },
  ...step('place', placeChoices),
  ...step('manner', async (_, context) => [
    any(context),
    ...MANNERS.map((id): Choice => ({ id, label: context.t(`jobs:manner.${id}`) })),
  ]),
  ...step('wage', async (_, context) => [
    any(context),
    ...WAGES.map((yuan): Choice => ({ id: String(yuan), label: context.t('jobs:wants.wage', { yuan }) })),
  ]),
];

export const registerJob: Form = {
  id: 'register_job',
  lasts: true,
  fields: [
    ...wishFields,
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      ownStop: true,
      retypes: 'amend',
      choices: async (_, { t }) => [
        { id: 'yes', label: t('desk:form.register_job.yes') },
        { id: LOOK, label: t('desk:form.register_job.look') },
        { id: REDO, label: t('desk:form.register_job.again') },
      ],
      asks: (desk, context, values) => readBack(desk, context, values),
    },
    { kind: 'text', name: 'amend', longest: LONGEST, onlyIf: () => false },
  ],
  async submit(desk, context, values) {
    const { sure, ...filled } = values;
    if (sure === REDO) return fillIn(registerJob, desk, context, {});
    const of = await placeOfAsker(desk, context);
    if (!of) return askRegion(context, context.t('desk:form.register_job.title'));
    const wants = wantsOf(filled, context.parts.jobWords, await countiesIn(desk, of.region));
    if (sure === LOOK) return showFirst(desk, context, wantsWords(wants, context).join(context.t('jobs:and')));
    const { t, sender, visitor, language } = context;
    const wish = await desk.employment.wishes.register({
      of,
      to: { channel: sender.channel, account: sender.account, chat: sender.chat.id, person: sender.person },
      wants,
      how: 'chat',
      household: visitor.link?.household,
      member: visitor.link?.member,
      language,
    });
    const found = await foundFor(desk, context, wish);
    const text = [t('jobs:registered'), t(found.length > 0 ? 'jobs:found_now' : 'jobs:none_now')].join('\n');
    return said(context, text, [...found, formChoice('my_wish', context)]);
  },
};

/** The best jobs for a wish that is new, or changed. */
export async function foundFor(desk: Desk, context: TurnContext, wish: Wish): Promise<readonly Choice[]> {
  const found: Choice[] = [];
  for (const { posting: id, reasons } of await desk.employment.matching.wishChanged(wish, SHOWN)) {
    const posting = await desk.employment.postings.shown(id);
    if (posting) found.push({ id: `job=${id}`, label: foundLine({ posting, reasons }, context) });
  }
  return found;
}

/** Registers what a sentence says; where it says nothing of it, it is asked step by step. */
export const registerFrom = (context: TurnContext, text: string): Turn =>
  later(context, async desk => {
    const of = await placeOfAsker(desk, context);
    if (!of) return askRegion(context, text);
    const isSaid = [...text].length <= LONGEST && saysWish(text, context.parts.jobWords, await countiesIn(desk, of.region));
    return fillIn(registerJob, desk, context, isSaid ? { words: text } : {});
  });

async function placeChoices(desk: Desk, context: TurnContext, { settlement = '' }: Values): Promise<readonly Choice[]> {
  const { t, session } = context;
  const named = parseSettlementId(settlement);
  const home = named ? await desk.directory.gazetteer.get(named) : await homeOf(desk, context);
  const region = home?.region ?? session.region;
  const counties = region ? await countiesIn(desk, region) : [];
  return [
    any(context),
    ...(home ? [{ id: NEAR, label: t('jobs:near_home', { county: home.county }) }] : []),
    ...counties.map((county): Choice => ({ id: county, label: county })),
  ];
}

/** The counties that may be named: those of the settlement that was chosen, else of whoever asks. */
export async function countiesFor(desk: Desk, context: TurnContext, { settlement = '' }: Values): Promise<readonly string[]> {
  const named = parseSettlementId(settlement);
  const region = named ? (await desk.directory.gazetteer.get(named))?.region : (await placeOfAsker(desk, context))?.region;
  return region ? countiesIn(desk, region) : [];
}

/** What was understood, and what is agreed to: what is kept, for what, how long, and how it is erased. */
export async function readBack(desk: Desk, context: TurnContext, values: Values, form = 'register_job'): Promise<string> {
  const { t, parts } = context;
  const counties = await countiesFor(desk, context, values);
  const wants = wantsOf(values, parts.jobWords, counties);
  const list = wantsWords(wants, context).join(t('jobs:and')) || t('jobs:any');
  const isUnclear = ['words', ...SAID, 'amend'].some(name => {
    const text = values[name];
    const isPassed = text !== undefined && parts.speech.interview.unsure.has(bare(normalise(text)));
    return (
      text !== undefined &&
      !isPassed &&
      !saysWish(text, parts.jobWords, counties) &&
      parts.jobWords.read(text, counties).words.length > 0
    );
  });
  return [...(isUnclear ? [t('jobs:unclear')] : []), t(`desk:form.${form}.sure`, { list, days: parts.wishDays })].join('\n');
}
