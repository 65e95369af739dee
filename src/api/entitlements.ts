/**
 * What a settlement may set up and what a household may have: the schemes of the region, decided on what is on file, each with its reasons as data and
 * in the scheme's own words with the figures of today.
 */
import { z } from 'zod';
import { type FactsOnFile, householdFacts, settlementFacts } from '../directory/facts.ts';
import { done, refused } from '../directory/outcome.ts';
import { type Decision, decide, type Facts, type Reason, reasonsOf, usableFacts } from '../eligibility/index.ts';
import { statusOn } from '../knowledge/model.ts';
import { OUTCOMES, type Subject, type Words } from '../knowledge/schemes/model.ts';
import { inLanguage, onDay } from '../knowledge/schemes/words.ts';
import type { Language, Translate } from '../language/i18n.ts';
import { type Day, dayAt } from '../shared/calendar.ts';
import type { RegionId } from '../shared/ids.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import { memberId } from './households.ts';
import { languageOf } from './language.ts';
import type { Rooms } from './rooms.ts';
import { byId, day, householdId, settlementId, shown } from './shapes.ts';

const reason = z.strictObject({
  condition: z.string(),
  fact: z.string(),
  state: z.enum(['met', 'unmet', 'unknown']),
  supports: z.boolean().nullable().meta({ description: 'Whether it speaks for the branch; null while unknown' }),
  clause: z.string(),
  says: z.string(),
});

const explanation = z.strictObject({
  result: z.string().meta({ description: 'What follows' }),
  reasons: z.array(reason),
  noObstacle: z.string().nullable(),
  decidedBy: z.string().nullable(),
  next: z.string().nullable().meta({ description: 'What to do now' }),
});

const entitlement = z
  .strictObject({
    scheme: z.string().meta({ example: 'guizhou.police-room' }),
    name: z.string(),
    outcome: z.enum([...OUTCOMES, 'ineligible', 'unknown']),
    determination: z.string().nullable().meta({ description: 'The branch of the clause that applies' }),
    missing: z
      .array(z.strictObject({ fact: z.string(), means: z.string() }))
      .meta({ description: 'What the record lacks to tell' }),
    clauses: z.array(z.string()).meta({ description: 'The clauses that decide, the scheme’s own first' }),
    citation: z.strictObject({
      clause: z.string(),
      label: z.string(),
      heading: z.string(),
      title: z.string(),
      number: z.string().nullable(),
      status: z.enum(['in_force', 'draft', 'lapsed']),
    }),
    inForce: z.boolean().meta({ description: 'False for a draft, a repealed document, and outside the clause’s period' }),
    explanation,
  })
  .meta({ id: 'Entitlement' });

const answer = z.strictObject({ on: day, items: z.array(entitlement) });

/** `/settlements/{id}/entitlements`, `/households/{id}/entitlements` */
export const entitlementEndpoints = ({ directory: { settlements, households }, rules, wordbook, clock }: Rooms): Endpoints => {
  /** Every scheme of the region for these subjects, decided on what is on file. */
  const decided = (region: RegionId, subjects: readonly Subject[], onFile: FactsOnFile, accepts: string | undefined) => {
    const language = languageOf(accepts);
    const tongue = { language, t: wordbook.in(language), on: today() };
    const { facts: catalogue, schemes } = rules();
    const its = [...schemes.values()].filter(scheme => subjects.includes(scheme.for) && scheme.region === region);
    const items = its.map(scheme => {
      const facts = usableFacts(onFile, catalogue, scheme.facts);
      return entitlementOf(decide(scheme, facts, tongue.on), facts, tongue);
    });
    return { on: tongue.on, items };
  };
  const today = () => dayAt(clock.now());

  return [
    endpoint({
      id: 'listEntitlements',
      method: 'get',
      path: '/settlements/{id}/entitlements',
      tag: 'settlements',
      summary: 'What the settlement may have or must set up by its record, and why',
      params: byId(settlementId),
      status: 200,
      answer,
      handle: async ({ caller, params, accepts }) =>
        shown(await settlements.get(caller, params.id), settlement =>
          decided(settlement.region, ['settlement'], settlementFacts(settlement), accepts),
        ),
    }),
    endpoint({
      id: 'checkHousehold',
      method: 'post',
      path: '/households/{id}/entitlements',
      tag: 'households',
      summary:
        'What a member and the household may have by their file, and what it lacks to tell; the household has agreed to it, the look is recorded',
      params: byId(householdId),
      body: z.strictObject({ member: memberId }),
      status: 200,
      answer,
      refusals: [409],
      async handle({ caller, params, body: { member }, accepts }) {
        const checked = await households.check(caller, params.id);
        if (!checked.ok) return checked;
        const { household, settlement } = checked.value;
        if (!household.members.some(({ id }) => id === member)) return refused('unknown', { what: 'member' });
        return done(decided(settlement.region, ['person', 'household'], householdFacts(household, member, today()), accepts));
      },
    }),
  ];
};

interface Tongue {
  readonly language: Language;
  readonly t: Translate;
  readonly on: Day;
}

function entitlementOf(decision: Decision, facts: Facts, tongue: Tongue) {
  const { scheme, outcome, determination, missing, clauses, inForce } = decision;
  const { clause } = scheme;
  return {
    scheme: scheme.id,
    name: inLanguage(scheme.name, tongue.language),
    outcome,
    determination: determination?.id ?? null,
    missing: scheme.facts
      .filter(({ id }) => missing.includes(id))
      .map(({ id, means }) => ({ fact: id, means: inLanguage(means, tongue.language) })),
    clauses,
    citation: {
      clause: clause.id,
      label: clause.label,
      heading: clause.heading,
      title: clause.document.title,
      number: clause.document.number ?? null,
      status: statusOn(clause.document, scheme, tongue.on),
    },
    inForce,
    explanation: explanationOf(decision, facts, tongue),
  };
}

function explanationOf(decision: Decision, facts: Facts, { language, t, on }: Tongue) {
  const { scheme, outcome, determination, missing, lapsed } = decision;
  const say = (words: Words | undefined): string | null => (words ? onDay(words, scheme, on, language) : null);
  const unknown = () =>
    t('eligibility:unknown', {
      name: inLanguage(scheme.name, language),
      missing: scheme.facts
        .filter(({ id }) => missing.includes(id))
        .map(({ means }) => inLanguage(means, language))
        .join(t('eligibility:and')),
    });
  const applies = lapsed ? undefined : (determination ?? (outcome === 'ineligible' ? scheme.otherwise : undefined));
  return {
    result: outcome === 'unknown' ? unknown() : (say(lapsed ? scheme.lapsed : applies?.says) ?? ''),
    reasons: reasonsOf(decision, facts).map(one => reasonIn(one, say)),
    noObstacle: outcome === 'unknown' ? null : say(scheme.noObstacle?.says),
    decidedBy: say(determination?.decidedBy),
    next: say(outcome === 'unknown' ? scheme.apply : applies?.next),
  };
}

const reasonIn = ({ condition, state, wanted }: Reason, say: (words: Words) => string | null) => ({
  condition: condition.id,
  fact: condition.fact.id,
  state,
  supports: state === 'unknown' ? null : (state === 'met') === wanted,
  clause: condition.clause,
  says: say(state === 'unknown' ? condition.fact.means : state === 'met' ? condition.met : condition.unmet) ?? '',
});
