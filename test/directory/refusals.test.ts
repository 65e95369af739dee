import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS, type Right, ROLES } from '../../src/directory/access.ts';
import { inPrivate, type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { EXPECTED, PLACES, type Places, REACHES, rightOf, settle } from '../support/rights.ts';
import type { Attempts } from './attempts.ts';
import { byService } from './by-service.ts';
import { createSubjects } from './subjects.ts';

describe('refusals', () => {
  let opened: OpenRooms;
  let places: Places;
  let attempts: Attempts;
  beforeAll(async () => {
    opened = await openRooms();
    places = await settle(opened.rooms.directory);
    attempts = byService(opened.rooms, createSubjects(opened.rooms));
  });
  afterAll(() => opened.close());

  /** What somebody may not do, and where; removing is left out, since what it may remove is gone. */
  const tries = fc.array(
    fc.record({
      action: fc.constantFrom(...ACTIONS.filter(action => action !== 'settlement.remove')),
      place: fc.constantFrom(...PLACES),
    }),
    { minLength: 2, maxLength: 8 },
  );

  it('never end in being allowed, however many there are', async () => {
    const anyone = fc.record({ role: fc.constantFrom(...ROLES), reach: fc.constantFrom(...REACHES), tries });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(anyone, async ({ role, reach, tries }) => {
        const actor = { id: `p_${++runs}`, via: 'chat' as const, rights: [rightOf(role, reach, places)] };
        const refused = tries.filter(
          ({ action, place }) =>
            !EXPECTED.find(row => row.action === action && row.reach === reach)?.allowed[role].includes(place),
        );
        for (const { action, place } of [...refused, ...refused])
          for (const attempt of attempts[action] ?? []) expect(await attempt(actor, places[place])).not.toBe('done');
      }),
      { numRuns: 40 },
    );
  });

  it('make nobody known whom the directory does not know', async () => {
    const { visitors } = opened.rooms.directory;
    const rights: readonly Right[] = [];
    await fc.assert(
      fc.asyncProperty(tries, async wanted => {
        const { actor } = await visitors.behind(inPrivate('nobody that anybody knows'));
        expect(actor.rights).toEqual(rights);
        for (const { action, place } of wanted)
          for (const attempt of attempts[action] ?? []) expect(await attempt(actor, places[place])).toBe('not-allowed');
        expect((await visitors.behind(inPrivate('nobody that anybody knows'))).actor).toEqual(actor);
      }),
      { numRuns: 20 },
    );
  });
});
