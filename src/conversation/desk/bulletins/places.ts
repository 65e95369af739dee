/** The places that somebody may write to, as choices and in words. */
import type { Audience } from '../../../bulletin/model.ts';
import { scopesFor } from '../../../directory/access.ts';
import { placeOf, type Settlement } from '../../../directory/model.ts';
import { covers, formatScope, type Scope } from '../../../directory/scope.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { refusedTo, scopeWords, settlementName } from '../words.ts';
import { namesWords } from './words.ts';

/** So many settlements are offered by themselves; the places around them lead to the others. */
const MOST = 200;

/** Everywhere that the visitor may write to at once, then regions, counties and settlements; an id holds scopes, parted by a blank. */
export async function placeChoices({ directory }: Desk, context: TurnContext): Promise<readonly Choice[] | TurnOutcome> {
  const { visitor, t } = context;
  const listed = await directory.settlements.list(visitor.actor, { limit: MOST }, 'bulletin.write');
  if (!listed.ok) return refusedTo(context, listed.refusal);
  const scopes = scopesFor(visitor.actor.rights, 'bulletin.write');
  const around = new Map<string, Scope>();
  for (const { region, county } of listed.value) {
    const places: readonly Scope[] = [
      { kind: 'region', region },
      { kind: 'county', region, county },
    ];
    for (const scope of places)
      if (scopes.some(mine => covers(mine, scope.kind === 'county' ? { region, county } : { region })))
        around.set(formatScope(scope), scope);
  }
  const settlements = listed.value.map((one): Choice => ({ id: `settlement:${one.id}`, label: settlementName(one, t) }));
  const wider = [...around].map(([id, scope]): Choice => ({ id, label: scopeWords(scope, undefined, context) }));
  const whole = [...new Set(scopes.map(formatScope))].join(' ');
  const others = [...wider, ...settlements];
  const same = others.find(({ id }) => id === whole);
  const label = same
    ? t('desk:form.bulletin_audience.everywhere_in', { place: same.label })
    : t('desk:form.bulletin_audience.everywhere');
  // Whoever looks after one place alone has nothing to choose.
  return others.length > 1 ? [{ id: whole, label }, ...others.filter(({ id }) => id !== whole)] : others;
}

/** The settlements of an audience, as far as lists show them. */
export async function settlementsIn(
  { directory }: Desk,
  { visitor }: TurnContext,
  { places, tags, except }: Audience,
): Promise<readonly Settlement[]> {
  const listed = await directory.settlements.list(visitor.actor, { limit: MOST }, 'bulletin.write');
  return listed.ok
    ? listed.value.filter(
        one =>
          places.some(scope => covers(scope, placeOf(one))) &&
          except?.settlements?.includes(one.id) !== true &&
          (tags === undefined || tags.some(tag => one.tags.includes(tag))),
      )
    : [];
}

/** An audience as people say it. */
export async function audienceWords({ directory }: Desk, context: TurnContext, audience: Audience): Promise<string> {
  const { visitor, t } = context;
  const { places, buildings = [], tags = [], except = {} } = audience;
  const listed = await directory.settlements.list(visitor.actor, { limit: MOST });
  const settlements = new Map(listed.ok ? listed.value.map(one => [String(one.id), one]) : []);
  const named = places.map(scope =>
    scopeWords(scope, scope.kind === 'settlement' ? settlements.get(scope.settlement) : undefined, context),
  );
  const left = (except.settlements ?? []).map(id => settlements.get(id)?.name ?? id);
  return [
    namesWords(named, t),
    buildings.length > 0 ? t('bulletin-desk:audience.buildings', { list: namesWords(buildings, t) }) : '',
    tags.length > 0 ? t('bulletin-desk:audience.tags', { list: namesWords(tags, t) }) : '',
    left.length > 0 ? t('bulletin-desk:audience.except', { list: namesWords(left, t) }) : '',
    except.groups?.length ? t('bulletin-desk:audience.except_groups', { total: except.groups.length }) : '',
  ]
    .filter(Boolean)
    .join(t('bulletin-desk:comma'));
}
