/**
 * What an interview remembers between two messages, so that any process can go on with it.
 */
import type { Answer, Facts, Said } from '../../eligibility/index.ts';
import type { Fact, Scheme, Schemes } from '../../knowledge/schemes/model.ts';
import { takes } from '../../knowledge/schemes/value.ts';
import type { FactId, HouseholdId, SchemeId, SettlementId } from '../../shared/ids.ts';

/** What was said to one question; without an answer, that the person could not say. */
export interface Given {
  readonly fact: FactId;
  readonly answer?: Answer | undefined;
}

/** One check, or a screening over many schemes. */
export interface Interview {
  readonly schemes: readonly SchemeId[];
  readonly screening: boolean;
  /** Known before the first question: kept facts, and what the opening message said. */
  readonly known: readonly Given[];
  /** In the order in which they were given, so that the last can be taken back. */
  readonly answers: readonly Given[];
  /** The question at hand; absent once the result was told. */
  readonly asking?: FactId | undefined;
  /** Whether it waits after an alarm. */
  readonly paused?: boolean | undefined;
  /** The household that a cadre checks for; nothing of it is kept, and no other check goes on from it. */
  readonly household?: CheckedHousehold | undefined;
  /** ISO instant of the last message. */
  readonly at: string;
}

/** A household on file, by its id and its settlement's. */
export interface CheckedHousehold {
  readonly id: HouseholdId;
  readonly settlement: SettlementId;
}

/** Facts that a person agreed to have kept. */
export interface Kept {
  readonly facts: readonly Given[];
  /** ISO instant of the consent. */
  readonly at: string;
}

/** An interview that nobody goes on with is over after so long. */
const INTERVIEW_LASTS_MS = 24 * 3600 * 1000;

/** Whether an interview can still be gone on with. */
export const isOn = ({ at }: Interview, now: Date): boolean => now.getTime() - Date.parse(at) <= INTERVIEW_LASTS_MS;

/** What an interview knows. */
export function saidIn({ known, answers }: Interview): Said {
  const given = [...known, ...answers];
  const facts = new Map(given.flatMap(({ fact, answer }) => (answer === undefined ? [] : [[fact, answer] as const])));
  const unsure = given.flatMap(({ fact, answer }) => (answer === undefined ? [fact] : []));
  return { facts, unsure: new Set(unsure) };
}

/** The same as a list. */
export const givenFrom = (facts: Facts): Given[] => [...facts].map(([fact, answer]) => ({ fact, answer }));

/** The schemes of an interview that are still held. */
export const schemesOf = ({ schemes }: Schemes, interview: Interview): Scheme[] =>
  interview.schemes.flatMap(id => schemes.get(id) ?? []);

/** A fact as the schemes of an interview take it. */
export const factIn = (rules: Schemes, interview: Interview, id: string): Fact | undefined =>
  schemesOf(rules, interview)
    .flatMap(({ facts }) => facts)
    .find(fact => fact.id === id);

/** An interview as far as the knowledge still has its schemes and facts; `undefined` where none of its schemes is left. */
export function stillHeld(rules: Schemes, interview: Interview): Interview | undefined {
  const schemes = interview.schemes.filter(id => rules.schemes.has(id));
  if (schemes.length === 0) return undefined;
  const [known, answers] = [stillGiven(rules, interview.known), stillGiven(rules, interview.answers)];
  return { ...interview, schemes, known, answers };
}

/** Kept facts as far as the knowledge still has them. */
export function keptStill(rules: Schemes, kept: Kept): Kept | undefined {
  const facts = stillGiven(rules, kept.facts);
  return facts.length > 0 ? { ...kept, facts } : undefined;
}

function stillGiven({ facts }: Schemes, given: readonly Given[]): Given[] {
  return given.filter(({ fact: id, answer }) => {
    const fact = facts.get(id);
    if (!fact || answer === undefined) return fact !== undefined;
    if (typeof answer !== 'object') return takes(fact, answer);
    return 'min' in fact && answer.from >= fact.min && answer.to <= fact.max;
  });
}
