/**
 * To whom a bulletin goes, put together step by step: a place, then, as long as that is wished, further places, buildings, tags and exceptions,
 * each time with how many groups that is.
 */
import type { Audience } from '../../../bulletin/model.ts';
import { formatScope, parseScope } from '../../../directory/scope.ts';
import type { Choice } from '../../../message/index.ts';
import { parseGroupId, parseSettlementId, type SettlementId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn } from '../form.ts';
import type { Values } from '../state.ts';
import { refusalWords } from '../words.ts';
import { audienceIn, audienceValue } from './draft-values.ts';
import { audienceWords, placeChoices, settlementsIn } from './places.ts';
import { bulletinText } from './text.ts';
import { namesWords } from './words.ts';

/** What may be done with an audience that is there. */
const STEPS = ['enough', 'add', 'building', 'tag', 'settlement', 'group', 'anew'] as const;
type Step = (typeof STEPS)[number];

/** So many groups are offered. */
const MOST_GROUPS = 200;

export const bulletinAudience: Form = {
  id: 'bulletin_audience',
  fields: [
    {
      kind: 'choice',
      name: 'place',
      onlyIf: ({ audience, step }) => audience === undefined || step === 'add',
      async choices(desk, context, values) {
        const all = await placeChoices(desk, context);
        const chosen = audienceIn(values).places.map(formatScope);
        return Array.isArray(all) ? all.filter(({ id }) => !chosen.includes(id)) : all;
      },
    },
    {
      kind: 'choice',
      name: 'step',
      asksAlways: true,
      onlyIf: ({ place }) => place === undefined,
      asks: reachWords,
      choices: stepChoices,
    },
    {
      kind: 'choice',
      name: 'pick',
      asksAlways: true,
      onlyIf: ({ step }) => step !== undefined && step !== 'enough' && step !== 'add' && step !== 'anew',
      asks: async (_, { t }, { step = '' }) => t(`desk:form.bulletin_audience.pick_${step}`),
      choices: async (desk, context, values) => picksFor(desk, context, values, values['step'] as Step),
    },
  ],
  async submit(desk, context, { place, step, pick, ...values }) {
    if (step === 'enough') return fillIn(bulletinText, desk, context, values);
    const { audience: chosen, ...others } = values;
    if (step === 'anew' || (step === 'add' && place === undefined)) {
      const kept = step === 'add' && chosen !== undefined ? { audience: chosen, step } : {};
      return fillIn(bulletinAudience, desk, context, { ...others, ...kept });
    }
    const before = audienceIn(values);
    const audience = place === undefined ? narrowed(before, step as Step, pick ?? '') : widened(before, place);
    return fillIn(bulletinAudience, desk, context, { ...values, audience: audienceValue(audience) });
  },
};

/** The audience as it is, with how many groups that is. */
async function reachWords(desk: Desk, context: TurnContext, values: Values): Promise<string> {
  const { t, visitor } = context;
  const audience = audienceIn(values);
  const reached = await desk.bulletins.reach(visitor.actor, audience);
  if (!reached.ok) return refusalWords(reached.refusal, t);
  const { groups, settlements, unreached } = reached.value;
  const names = unreached.map(({ name }) => name);
  return [
    t('desk:form.bulletin_audience.chosen', { audience: await audienceWords(desk, context, audience) }),
    groups === 0 ? t('bulletin-desk:preview.nobody') : t('bulletin-desk:preview.reach', { groups, settlements }),
    names.length > 0 ? t('bulletin-desk:preview.unreached', { total: names.length, list: namesWords(names, t) }) : '',
    t('desk:form.bulletin_audience.step'),
  ]
    .filter(Boolean)
    .join('\n');
}

/** What may be done: what would change nothing is not offered, nor going on where nobody is reached. */
async function stepChoices(desk: Desk, context: TurnContext, values: Values): Promise<readonly Choice[]> {
  const { visitor, t } = context;
  const audience = audienceIn(values);
  const reached = await desk.bulletins.reach(visitor.actor, audience);
  const offered: Step[] = [];
  for (const step of STEPS) if (await isOffered(step)) offered.push(step);
  return offered.map(id => ({ id, label: t(`desk:form.bulletin_audience.step_${id}`) }));

  async function isOffered(step: Step): Promise<boolean> {
    if (step === 'enough') return reached.ok && reached.value.groups > 0;
    if (step === 'anew') return true;
    if (step === 'add') {
      const places = await placeChoices(desk, context);
      return (
        !audience.places.some(({ kind }) => kind === 'all') && Array.isArray(places) && places.length > audience.places.length
      );
    }
    const least = step === 'settlement' || step === 'group' ? 2 : 1;
    return (await picksFor(desk, context, values, step)).length >= least;
  }
}

/** What a step may pick. */
async function picksFor(desk: Desk, context: TurnContext, values: Values, step: Step): Promise<readonly Choice[]> {
  const audience = audienceIn(values);
  const settlements = await settlementsIn(desk, context, audience);
  const named = (names: Iterable<string>, but: readonly string[] = []): Choice[] =>
    [...new Set(names)].filter(name => !but.includes(name)).map(name => ({ id: name, label: name }));
  switch (step) {
    case 'building':
      return named(
        settlements.flatMap(({ buildings }) => buildings.map(({ name }) => name)),
        audience.buildings,
      );
    case 'tag':
      return named(
        settlements.flatMap(({ tags }) => tags),
        audience.tags,
      );
    case 'settlement':
      return settlements.map(({ id, name }) => ({ id, label: name }));
    case 'group':
      return settlements.length === 1 ? groupChoices(desk, context, audience, settlements[0]!.id) : [];
    case 'enough':
    case 'add':
    case 'anew':
      return [];
  }
}

async function groupChoices(
  { directory }: Desk,
  { visitor, t }: TurnContext,
  { except }: Audience,
  settlement: SettlementId,
): Promise<readonly Choice[]> {
  const listed = await directory.groups.list(visitor.actor, settlement, { limit: MOST_GROUPS });
  const left = except?.groups ?? [];
  return listed.ok
    ? listed.value
        .filter(({ id }) => !left.includes(id))
        .map(({ id, name, building }) => ({ id, label: name ?? building ?? t('bulletin-desk:group') }))
    : [];
}

/** With one place more; whoever has the whole needs no part of it. */
function widened(audience: Audience, place: string): Audience {
  const added = place.split(' ').flatMap(one => parseScope(one) ?? []);
  const isAll = added.some(({ kind }) => kind === 'all');
  return { ...audience, places: isAll ? added : [...audience.places, ...added] };
}

/** With less of it. */
function narrowed(audience: Audience, step: Step, pick: string): Audience {
  const { buildings = [], tags = [], except = {} } = audience;
  const { settlements = [], groups = [] } = except;
  switch (step) {
    case 'building':
      return { ...audience, buildings: [...buildings, pick] };
    case 'tag':
      return { ...audience, tags: [...tags, pick] };
    case 'settlement':
      return { ...audience, except: { ...except, settlements: [...settlements, ...found(parseSettlementId(pick))] } };
    case 'group':
      return { ...audience, except: { ...except, groups: [...groups, ...found(parseGroupId(pick))] } };
    case 'enough':
    case 'add':
    case 'anew':
      return audience;
  }
}

const found = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);
