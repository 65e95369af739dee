/** What cases, units and kinds are called on the command line. What cannot be the name of such a thing is a wrong command line. */
import { type GrievanceState, OPEN, STATES } from '../../grievance/model.ts';
import { parseNumber } from '../../grievance/number.ts';
import { CATEGORY_IDS, type CategoryId } from '../../knowledge/categories.ts';
import type { Translate } from '../../language/i18n.ts';
import { type Day, parseDay } from '../../shared/calendar.ts';
import { parseUnitId, type UnitId } from '../../shared/ids.ts';
import type { Bench } from '../directory/bench.ts';
import { idNamed, partsOf } from '../directory/named.ts';
import { UsageError } from '../usage.ts';

/** The argument that names a case. */
export const number = { type: 'positional', required: true, description: 'The number of the case' } as const;
/** The option of whoever says why. */
export const why = { type: 'string', required: true, description: 'Why: it stands in the history' } as const;
/** The option that names a unit. */
export const unit = { type: 'string', required: true, description: 'The unit: guizhou.civil-affairs' } as const;

/** The number of a case; one with a wrong digit is noticed. @throws {UsageError} */
export function caseNamed(text: string, t: Translate): number {
  const number = parseNumber(text);
  if (number !== undefined) return number;
  throw new UsageError(t('commands:queue.number_wrong', { number: text }));
}

/** A unit that the documents name. @throws {UsageError} */
export function unitNamed(text: string, { policy, t }: Bench): UnitId {
  const id = idNamed(text, parseUnitId, 'unit', t);
  if (!policy().units.has(id)) throw new UsageError(t('commands:queue.unit_unknown', { unit: text }));
  return id;
}

/** Units between commas. @throws {UsageError} */
export const unitsNamed = (text: string | undefined, bench: Bench): readonly UnitId[] | undefined =>
  text === undefined ? undefined : partsOf(text).map(one => unitNamed(one, bench));

/** A kind of grievance. @throws {UsageError} */
export const kindNamed = (text: string, t: Translate): CategoryId => wordNamed(text, CATEGORY_IDS, t);

/** Kinds between commas. @throws {UsageError} */
export const kindsNamed = (text: string | undefined, t: Translate): readonly CategoryId[] | undefined =>
  text === undefined ? undefined : partsOf(text).map(one => kindNamed(one, t));

/** States between commas; `open` for all in which something is still to come. @throws {UsageError} */
export const statesNamed = (text: string | undefined, t: Translate): readonly GrievanceState[] | undefined =>
  text === undefined ? undefined : partsOf(text).flatMap(one => (one === 'open' ? OPEN : [wordNamed(one, STATES, t)]));

/** One of some words. @throws {UsageError} where it is none of them; it names those that are */
export function wordNamed<T extends string>(text: string, allowed: readonly T[], t: Translate): T {
  const found = allowed.find(one => one === text.trim());
  if (found !== undefined) return found;
  throw new UsageError(t('commands:bulletins.word_unknown', { word: text, allowed: allowed.join(' ') }));
}

/** A day; `undefined` where none was written. @throws {UsageError} */
export function dayNamed(text: string | undefined, t: Translate): Day | undefined {
  if (text === undefined) return undefined;
  const day = parseDay(text.trim());
  if (day) return day;
  throw new UsageError(t('commands:queue.day_unknown', { day: text }));
}

/** What was written behind the command, or else standard input. */
export const textFrom = async (typed: string | undefined, { terminal, t }: Bench): Promise<string> =>
  typed ?? terminal.ask(t('commands:queue.text_ask'));
