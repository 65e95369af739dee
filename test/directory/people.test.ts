import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Person } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Invitation } from '../../src/directory/people.ts';
import type { Scope } from '../../src/directory/scope.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { databases } from '../support/databases.ts';
import { inPrivate, type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { type Places, rightOf, scopeOf, settle } from '../support/rights.ts';
import { valueIn } from './subjects.ts';

const EVERYWHERE: Scope = { kind: 'all' };
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);

describe.each(databases)('people on $name', ({ missing, ...database }) => {
  let opened: OpenRooms;
  let places: Places;
  beforeEach(async () => {
    if (missing) return;
    opened = await openRooms({ missing, ...database });
    places = await settle(opened.rooms.directory);
  });
  afterEach(() => opened?.close());

  const people = () => opened.rooms.directory.people;
  const identityOf = (name: string) => ({ channel: 'web', account: 'anjia', person: name });
  const given = async (name: string, role: Role, scope: Scope): Promise<{ person: Person; grant: string }> => {
    const person = await people().ensure(identityOf(name), name);
    return { person, grant: (await people().grant(person.id, role, scope, 'operator')).id };
  };
  const actor = async (name: string): Promise<Actor> => (await opened.rooms.directory.visitors.behind(inPrivate(name))).actor;

  it.skipIf(missing)('cannot lose the last administrator of everything, by nobody’s hand', async () => {
    const first = await given('first', 'admin', EVERYWHERE);
    await given('of a county', 'admin', scopeOf('county', places.own));
    await given('cadre', 'cadre', EVERYWHERE);
    expect(codeOf(await people().revoke(OPERATOR, first.grant))).toBe('last-admin');
    expect(codeOf(await people().revoke(await actor('first'), first.grant))).toBe('last-admin');
    expect(codeOf(await people().leave(await actor('first'), identityOf('first')))).toBe('last-admin');
    expect((await actor('first')).rights).toHaveLength(1);

    await given('second', 'admin', EVERYWHERE);
    expect(codeOf(await people().leave(await actor('first'), identityOf('first')))).toBe('done');
    expect((await actor('first')).rights).toEqual([]);
    expect(codeOf(await people().leave(await actor('second'), identityOf('second')))).toBe('last-admin');
  });

  it.skipIf(missing)('keep one administrator where two take the role from each other at once', async () => {
    for (let round = 1; round <= 5; round++) {
      const names = [`a${round}`, `b${round}`] as const;
      const [a, b] = [await given(names[0], 'admin', EVERYWHERE), await given(names[1], 'admin', EVERYWHERE)];
      const [actorA, actorB] = [await actor(names[0]), await actor(names[1])];
      const outcomes = await Promise.all([people().revoke(actorA, b.grant), people().revoke(actorB, a.grant)]);
      expect(outcomes.map(codeOf).sort()).toEqual(['done', 'last-admin']);
      // The next round begins without any.
      await opened.storage.directory.people.remove(outcomes[0].ok ? a.person.id : b.person.id);
    }
  });

  it.skipIf(missing)('get a code for the first administrator as long as there is none', async () => {
    const { directory } = opened.rooms;
    const [used, left] = [await directory.firstAdminCode('管理员'), await directory.firstAdminCode('管理员')];
    expect(codeOf(await directory.visitors.redeem(inPrivate('first'), used!.letters))).toBe('done');
    expect(await directory.firstAdminCode('管理员')).toBeUndefined();
    expect(codeOf(await directory.visitors.redeem(inPrivate('second'), left!.letters))).toBe('code-expired');
  });

  it.skipIf(missing)('lose a role at once, and only once', async () => {
    const { grant } = await given('cadre', 'cadre', scopeOf('settlement', places.own));
    const before = await actor('cadre');
    expect(codeOf(await opened.rooms.directory.settlements.get(before, places.own.id))).toBe('done');
    expect(codeOf(await people().revoke(OPERATOR, grant))).toBe('done');
    expect(codeOf(await people().revoke(OPERATOR, grant))).toBe('unknown');
    expect(codeOf(await opened.rooms.directory.settlements.get(await actor('cadre'), places.own.id))).toBe('not-allowed');
  });

  it.skipIf(missing)('are not invited further than whoever invites them reaches', async () => {
    const admin: Actor = { id: 'p_admin', via: 'chat', rights: [rightOf('admin', 'county', places)] };
    const invited = async (scope: Scope) => codeOf(await people().invite(admin, { role: 'admin', scope, name: '王' }));
    expect(await invited(scopeOf('county', places.own))).toBe('done');
    expect(await invited(scopeOf('region', places.own))).toBe('out-of-scope');
    expect(await invited(EVERYWHERE)).toBe('out-of-scope');
    // A county of the same name elsewhere is another county.
    expect(await invited({ kind: 'county', region: places['other-region'].region, county: places.own.county })).toBe(
      'out-of-scope',
    );
  });

  it.skipIf(missing)('are listed a page at a time, each page full, to whom they concern', async () => {
    const scopes = [places.own, places['other-region'], places['other-region'], places.own, places['other-county'], places.own];
    for (const [i, place] of scopes.entries()) await given(`p${i}`, 'cadre', scopeOf('settlement', place));
    const supervisor: Actor = { id: 'p_s', via: 'chat', rights: [rightOf('supervisor', 'county', places)] };
    const first = valueIn(await people().roles(supervisor, { limit: 2 }));
    expect(first.map(({ name }) => name)).toEqual(['p0', 'p3']);
    const after = valueIn(await people().roles(supervisor, { after: first.at(-1)?.id, limit: 2 }));
    expect(after.map(({ name }) => name)).toEqual(['p5']);
  });
});

describe('an invitation', () => {
  let opened: OpenRooms;
  beforeAll(async () => {
    opened = await openRooms();
  });
  afterAll(() => opened.close());

  const invitation: Invitation = { role: 'cadre', name: '王', scope: EVERYWHERE };
  const county = (name: string) => ({ kind: 'county', region: 'guizhou' as RegionId, county: name }) as const;
  it.each<[string, Partial<Invitation>, string]>([
    ['no name', { name: ' ' }, 'name'],
    ['a name of 41 letters', { name: '王'.repeat(41) }, 'name'],
    ['a role that is lived, not given', { role: 'resident' }, 'role'],
    ['a county without a name', { scope: county(' ') }, 'scope'],
    ['a county in two lines', { scope: county('黔西\n市') }, 'scope'],
  ])('is not made with %s', async (_, over, field) => {
    const outcome = await opened.rooms.directory.people.invite(OPERATOR, { ...invitation, ...over });
    expect(outcome).toEqual({ ok: false, refusal: { code: 'invalid', params: { field } } });
  });

  it('takes 40 letters for a name', async () => {
    const outcome = await opened.rooms.directory.people.invite(OPERATOR, { ...invitation, name: '王'.repeat(40) });
    expect(outcome).toMatchObject({ ok: true });
  });
});
