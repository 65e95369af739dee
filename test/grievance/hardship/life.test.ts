import { describe, expect, it } from 'vitest';
import {
  HARDSHIP_MOVE_NAMES,
  hardshipHindrance,
  hardshipMove,
  publicUntil,
  stateAfter,
} from '../../../src/grievance/hardship/life.ts';
import type { Hardship } from '../../../src/grievance/hardship/model.ts';
import { HARDSHIP_STATES } from '../../../src/knowledge/hardship.ts';
import { type Day, parseDay } from '../../../src/shared/calendar.ts';
import { aHardship, RECORD } from './sample.ts';

/** What each state allows, and where to, written out by hand; `.` it is refused there. */
const TABLE = `
             by       reported  checking  assessed      publicised    included  not-included  ended      withdrawn
add          reporter reported  checking  assessed      publicised    .         .             .          .
withdraw     reporter withdrawn withdrawn withdrawn     withdrawn     withdrawn withdrawn     withdrawn  .
object       reporter .         .         .             .             .         checking      .          .
check        edit     checking  checking  .             .             .         .             .          .
missing      edit     reported  checking  assessed      .             .         .             .          .
assess       edit     .         assessed  .             .             .         .             .          .
publicise    edit     .         .         publicised    .             .         .             .          .
dispute      edit     .         .         .             publicised    .         .             .          .
withdrawFor  edit     withdrawn withdrawn withdrawn     withdrawn     withdrawn withdrawn     withdrawn  .
include      decide   .         .         .             included      .         .             .          .
notInclude   decide   .         .         not-included  not-included  .         .             .          .
recheck      decide   .         .         checking      checking      .         .             .          .
end          decide   .         .         .             .             ended     .             .          .
warn         clock    reported  checking  assessed      publicised    .         .             .          .
escalate     clock    reported  checking  assessed      publicised    .         .             .          .
`;
const [heads = [], ...rows] = TABLE.trim()
  .split('\n')
  .map(line => line.trim().split(/\s+/));
const STATES = heads.slice(1);

const DAYS = { publicity: 5, object: 10 };
const POSTED = '2026-11-23' as Day;
const LONG_AFTER = new Date('2026-12-20T04:00:00Z');
const at = (day: string, time = '12:00') => new Date(`${day}T${time}:00+08:00`);
const assessed = { text: '符合', by: 'p_a', at: '2026-11-22T04:00:00.000Z' };
const proposed = { ...RECORD, assessment: { ...assessed, isProposed: true } };
const opposed = { ...RECORD, assessment: { ...assessed, isProposed: false } };
const hanging: Partial<Hardship> = {
  state: 'publicised',
  record: proposed,
  publicised: { on: POSTED, until: publicUntil(POSTED, DAYS) },
};

describe('the life of a report of hardship', () => {
  it('is written out for all states and all moves', () => {
    expect(STATES).toEqual([...HARDSHIP_STATES]);
    expect(rows.map(([name]) => name)).toEqual(HARDSHIP_MOVE_NAMES);
    expect(rows.map(([, by = '']) => by)).toEqual(
      HARDSHIP_MOVE_NAMES.map(name => hardshipMove(name).by.replace('hardship.', '')),
    );
  });

  for (const name of HARDSHIP_MOVE_NAMES)
    for (const state of HARDSHIP_STATES) {
      const expected = rows.find(row => row[0] === name)?.[2 + STATES.indexOf(state)];
      it(`${expected === '.' ? 'refuses' : 'allows'} ${name} from ${state}`, () => {
        // What is not proposed to be included is decided against from where it was assessed.
        const record = name === 'notInclude' && state === 'assessed' ? opposed : proposed;
        const report = aHardship({ state, record, publicised: { on: POSTED, until: publicUntil(POSTED, DAYS) } });
        const hindrance = hardshipHindrance(report, name, 'p_other', LONG_AFTER, DAYS);
        expect(hindrance ? '.' : stateAfter(state, name)).toBe(expected);
      });
    }

  it('moves nothing of which all was erased', () => {
    for (const name of HARDSHIP_MOVE_NAMES)
      for (const state of HARDSHIP_STATES)
        expect(hardshipHindrance(aHardship({ state, record: undefined }), name, 'p_x', LONG_AFTER, DAYS)).toBe('state');
  });

  it('lets nobody decide who assessed it, though they may end it', () => {
    const own = aHardship({ ...hanging, assessors: ['p_a'] });
    for (const name of ['include', 'notInclude', 'recheck'] as const) {
      expect(hardshipHindrance(own, name, 'p_a', LONG_AFTER, DAYS)).toBe('own');
      expect(hardshipHindrance(own, name, 'p_b', LONG_AFTER, DAYS)).toBeUndefined();
    }
    expect(hardshipHindrance({ ...own, state: 'included' }, 'end', 'p_a', LONG_AFTER, DAYS)).toBeUndefined();
  });

  it('publicises only whom the assessment proposes, and decides at once only against whom it does not', () => {
    const against = aHardship({ state: 'assessed', record: opposed });
    const inFavour = aHardship({ state: 'assessed', record: proposed });
    expect(hardshipHindrance(against, 'publicise', 'p_x', LONG_AFTER, DAYS)).toBe('state');
    expect(hardshipHindrance(inFavour, 'publicise', 'p_x', LONG_AFTER, DAYS)).toBeUndefined();
    expect(hardshipHindrance(inFavour, 'notInclude', 'p_x', LONG_AFTER, DAYS)).toBe('state');
  });

  it.each([
    // Posted on a Monday: five full days after it, a Saturday among them.
    ['2026-11-23', '2026-11-28'],
    // Over the New Year and the Spring Festival calendar days count, whether offices work or not.
    ['2026-12-30', '2027-01-04'],
    ['2026-09-30', '2026-10-05'],
    ['2027-02-27', '2027-03-04'],
  ])('keeps a notice of %s until the end of %s', (on, until) => {
    const report = aHardship({ ...hanging, publicised: { on: parseDay(on)!, until: publicUntil(parseDay(on)!, DAYS) } });
    expect(report.publicised?.until).toBe(until);
    for (const name of ['include', 'notInclude'] as const) {
      expect(hardshipHindrance(report, name, 'p_x', at(until, '23:59'), DAYS)).toBe('too-early');
      const next = new Date(at(until, '23:59').getTime() + 60_000);
      expect(hardshipHindrance(report, name, 'p_x', next, DAYS)).toBeUndefined();
    }
    expect(hardshipHindrance(report, 'recheck', 'p_x', at(on), DAYS)).toBeUndefined();
  });

  it('takes an objection for ten days after the decision', () => {
    const report = aHardship({ state: 'not-included', decidedAt: at('2026-12-01', '09:00'), record: proposed });
    expect(hardshipHindrance(report, 'object', 'p_x', at('2026-12-11', '23:59'), DAYS)).toBeUndefined();
    expect(hardshipHindrance(report, 'object', 'p_x', at('2026-12-12', '00:00'), DAYS)).toBe('too-late');
  });
});
