/**
 * Puts what the directory says into words: refusals, roles and how far they reach, settlements.
 */
import type { Right } from '../../directory/access.ts';
import type { Settlement } from '../../directory/model.ts';
import type { Outcome, Refusal } from '../../directory/outcome.ts';
import type { Scope } from '../../directory/scope.ts';
import type { Translate } from '../../language/i18n.ts';
import { parseRegionId } from '../../shared/ids.ts';
import type { TurnOutcome } from '../store.ts';
import type { TurnContext } from '../turn-context.ts';
import { regionName } from '../wording.ts';
import { said } from './form.ts';

/** Why something was not done, and what to do. */
export function refusalWords({ code, params = {} }: Refusal, t: Translate): string {
  const { field, what } = params;
  return t(`directory:refused.${code}`, {
    ...params,
    ...(field === undefined ? {} : { field: fieldWords(String(field), t) }),
    ...(what === undefined ? {} : { what: t(`directory:what.${String(what)}`) }),
  });
}

/** `members.0.phone` is said by its last part. */
function fieldWords(field: string, t: Translate): string {
  const name = field.split('.').findLast(part => !/^\d+$/.test(part)) ?? field;
  return t(`directory:field.${name}`);
}

/** Says what came of it, or why nothing did. */
export const told = <T>(context: TurnContext, outcome: Outcome<T>, words: (value: T) => string | TurnOutcome): TurnOutcome => {
  if (!outcome.ok) return refusedTo(context, outcome.refusal);
  const done = words(outcome.value);
  return typeof done === 'string' ? said(context, done) : done;
};

/** Says why nothing came of it. */
export const refusedTo = (context: TurnContext, refusal: Refusal): TurnOutcome => said(context, refusalWords(refusal, context.t));

/** A settlement with its county: 黔西市·惠民社区. */
export const settlementName = ({ county, name }: Pick<Settlement, 'county' | 'name'>, t: Translate): string =>
  t('directory:settlement', { county, name });

/** How far a role reaches. @param settlement the one that the scope names, where it names one */
export function scopeWords(scope: Scope, settlement: Settlement | undefined, { t, language, parts }: TurnContext): string {
  const named = (id: string) => {
    const region = parts.policy.regions.get(parseRegionId(id)!);
    return region ? regionName(region, language) : id;
  };
  switch (scope.kind) {
    case 'all':
      return t('directory:scope.all');
    case 'region':
      return named(scope.region);
    case 'county':
      return t('directory:scope.county', { region: named(scope.region), county: scope.county });
    case 'settlement':
      return settlement ? settlementName(settlement, t) : t('directory:scope.gone');
  }
}

/** A role by its name. */
export const roleWords = ({ role }: Pick<Right, 'role'>, t: Translate): string => t(`directory:role.${role}`);
