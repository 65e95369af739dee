/**
 * What an interview remembers between two messages, so that any process can go on with it.
 */
import type { Answer, Facts, Said } from '../../eligibility/index.ts';
import type { Fact, Scheme, Schemes } from '../../knowledge/schemes/model.ts';
import type { FactId, SchemeId } from '../../shared/ids.ts';

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
  /** ISO instant of the last message. */
  readonly at: string;
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
