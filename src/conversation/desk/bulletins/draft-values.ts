/**
 * A bulletin as forms hold it while it is written: what was filled in, back and forth. What stands in one is our own, never a person's JSON.
 */
import {
  type Audience,
  BULLETIN_KINDS,
  type Bulletin,
  type BulletinDraft,
  type Repeat,
  type When,
} from '../../../bulletin/model.ts';
import { isTimeOfDay } from '../../../bulletin/repeat.ts';
import { parseClauseId } from '../../../shared/ids.ts';
import type { Values } from '../state.ts';

/** An audience as a value of a form. */
export const audienceValue = (audience: Audience): string => JSON.stringify(audience);

/** The audience that a form holds; nowhere where it holds none. */
export const audienceIn = ({ audience }: Values): Audience => (audience ? (JSON.parse(audience) as Audience) : { places: [] });

/** Clauses as a value of a form. */
export const clausesValue = (ids: readonly string[]): string => ids.join(' ');

/** What a form has filled in, as a draft. */
export function draftIn(values: Values): BulletinDraft {
  const { kind, title = '', text = '', receipts, clauses = '' } = values;
  const cited = clauses.split(' ').flatMap(id => parseClauseId(id) ?? []);
  return {
    kind: BULLETIN_KINDS.find(one => one === kind) ?? 'notice',
    content: { title, text, ...(cited.length > 0 ? { clauses: cited } : {}), ...(receipts === 'yes' ? { receipts: true } : {}) },
    audience: audienceIn(values),
  };
}

/** What a form would have filled in, had it written the bulletin. */
export const valuesOf = ({ id, kind, content, audience }: Bulletin): Values => ({
  bulletin: id,
  kind,
  title: content.title,
  text: content.text,
  cite: 'no',
  clauses: clausesValue(content.clauses ?? []),
  receipts: content.receipts ? 'yes' : 'no',
  audience: audienceValue(audience),
});

/** When it goes, as the fields `when`, `at`, `weekday`, `monthday` and `clock` say, in one value without an equals sign. */
export function timingOf({ when = 'now', at = '', weekday = '', monthday = '', clock = '' }: Values): string {
  switch (when) {
    case 'later':
      return `later ${at}`;
    case 'day':
      return `day ${clock}`;
    case 'week':
      return `week ${clock} ${weekday}`;
    case 'month':
      return `month ${clock} ${monthday}`;
    default:
      return 'now';
  }
}

/** What `timingOf` says; whatever else is at once. Buttons hold it, and a button may be typed by anybody. */
export function whenIn(timing = 'now'): When {
  const [when, at = '', on = ''] = timing.split(' ');
  if (when === 'later') {
    const instant = new Date(at);
    return Number.isNaN(instant.getTime()) ? {} : { at: instant };
  }
  const repeat = isTimeOfDay(at) ? repeatIn(when, at, Number(on)) : undefined;
  return repeat ? { repeat } : {};
}

function repeatIn(every: string | undefined, at: string, on: number): Repeat | undefined {
  if (every === 'day') return { every, at };
  if (!Number.isInteger(on) || on < 1) return undefined;
  if (every === 'week' && on <= 7) return { every, on, at };
  return every === 'month' && on <= 28 ? { every, on, at } : undefined;
}
