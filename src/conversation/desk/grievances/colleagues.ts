/** The handlers whom a supervisor looks after: who works for which units, and who is away. */
import type { Outcome } from '../../../directory/outcome.ts';
import { done } from '../../../directory/outcome.ts';
import type { Scope } from '../../../directory/scope.ts';
import type { Choice } from '../../../message/index.ts';
import { parseUnitId, type RegionId, type UnitId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Field, type Form, fillIn, formChoice, said } from '../form.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { backOn, lastDay, untilField } from './absence.ts';
import { unitName } from './case-words.ts';
import { unitChoices, wordsField } from './units.ts';

/** A handler. */
export interface Colleague {
  /** An actor's id. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** So many are offered. */
const MOST = 500;

/** The handlers within somebody's reach, by name. */
export async function handlersOf(
  { directory }: Desk,
  { visitor: { actor } }: TurnContext,
): Promise<Outcome<readonly Colleague[]>> {
  const held = await directory.people.roles(actor, { limit: MOST });
  if (!held.ok) return held;
  const found = new Map<string, Colleague>();
  for (const { person, role, scope, name } of held.value) {
    if (role !== 'handler') continue;
    found.set(person, { id: person, name, scopes: [...(found.get(person)?.scopes ?? []), scope] });
  }
  return done([...found.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN')));
}

/** A handler by their name; their id where nobody knows it. */
export async function nameOf(desk: Desk, context: TurnContext, id: string): Promise<string> {
  const handlers = await handlersOf(desk, context);
  return (handlers.ok ? handlers.value.find(one => one.id === id)?.name : undefined) ?? id;
}

const handlerField: Field = {
  kind: 'choice',
  name: 'handler',
  asksAlways: true,
  asks: async (_, { t }) => t('queue:handlers.which'),
  async choices(desk, context) {
    const handlers = await handlersOf(desk, context);
    if (!handlers.ok) return refusedTo(context, handlers.refusal);
    return handlers.value.length > 0
      ? handlers.value.map(({ id, name }): Choice => ({ id, label: name }))
      : said(context, context.t('queue:handlers.none'));
  },
};

const ENOUGH = 'enough';
const ALL = 'all';

/** Units as a value of a form. */
const unitsIn = ({ units = '' }: Values): readonly UnitId[] => units.split(' ').flatMap(id => parseUnitId(id) ?? []);

/** The regions in which a handler works. */
async function regionsOf(desk: Desk, context: TurnContext, handler: string): Promise<readonly RegionId[]> {
  const handlers = await handlersOf(desk, context);
  const scopes = (handlers.ok ? handlers.value.find(({ id }) => id === handler)?.scopes : undefined) ?? [];
  const regions = new Set<RegionId>();
  for (const scope of scopes) {
    if (scope.kind === 'all') return [...context.parts.policy.regions.keys()];
    if (scope.kind !== 'settlement') regions.add(scope.region);
    else {
      const settlement = await desk.directory.gazetteer.get(scope.settlement);
      if (settlement) regions.add(settlement.region);
    }
  }
  return [...regions];
}

/** Which units a handler takes cases for: one after the other is added. */
export const handlerUnits: Form = {
  id: 'handler_units',
  action: 'grievance.supervise',
  below: 'case_desk',
  fields: [
    handlerField,
    wordsField,
    {
      kind: 'choice',
      name: 'unit',
      asksAlways: true,
      retypes: 'words',
      async asks(desk, context, values) {
        const names = unitsIn(values).map(unit => unitName(context, unit));
        const name = await nameOf(desk, context, values['handler'] ?? '');
        const list = names.join(context.t('queue:and'));
        return context.t(names.length > 0 ? 'queue:handlers.more_units' : 'queue:handlers.units', { name, list });
      },
      async choices(desk, context, values) {
        const { t } = context;
        const chosen = unitsIn(values);
        const regions = await regionsOf(desk, context, values['handler'] ?? '');
        const units = regions.flatMap(region => unitChoices(context, region, [], values['words']));
        return [
          chosen.length > 0
            ? { id: ENOUGH, label: t('queue:handlers.enough') }
            : { id: ALL, label: t('queue:handlers.all_units') },
          ...units.filter(({ id }) => !chosen.some(unit => unit === id)),
        ];
      },
    },
  ],
  async submit(desk, context, { unit = '', words: _words, ...values }) {
    const { t, visitor } = context;
    const chosen = unitsIn(values);
    const { handler = '' } = values;
    if (unit !== ENOUGH && unit !== ALL)
      return fillIn(handlerUnits, desk, context, { handler, units: [...chosen, unit].join(' ') });
    const outcome = await desk.grievances.supervision.assignUnits(visitor.actor, handler, unit === ALL ? [] : chosen);
    if (!outcome.ok) return refusedTo(context, outcome.refusal);
    const name = await nameOf(desk, context, handler);
    const list = chosen.map(one => unitName(context, one)).join(t('queue:and'));
    return said(context, t(unit === ALL ? 'queue:handlers.done_all' : 'queue:handlers.done', { name, list }));
  },
};

const THERE = 'there';

/** Sets somebody away, or there again. */
export const handlerAway: Form = {
  id: 'handler_away',
  action: 'grievance.supervise',
  below: 'case_desk',
  fields: [
    handlerField,
    {
      kind: 'choice',
      name: 'what',
      asksAlways: true,
      asks: async (_, { t }) => t('queue:handlers.what'),
      choices: async (_, { t }) => (['away', THERE] as const).map((id): Choice => ({ id, label: t(`queue:handlers.${id}`) })),
    },
    { ...untilField, onlyIf: ({ what }) => what !== THERE },
  ],
  async submit(desk, context, { handler = '', what, until = '' }) {
    const { t, visitor } = context;
    const day = what === THERE ? undefined : lastDay(until, context.at);
    const outcome = await desk.grievances.supervision.handlerAway(visitor.actor, handler, day && backOn(day));
    if (!outcome.ok) return refusedTo(context, outcome.refusal);
    const name = await nameOf(desk, context, handler);
    const words = day
      ? t('queue:handlers.away_done', { name, day, total: outcome.value })
      : t('queue:handlers.there_done', { name });
    return said(context, words, [formChoice('handler_away', context)]);
  },
};
