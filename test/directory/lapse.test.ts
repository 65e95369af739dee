import { expect, it } from 'vitest';
import type { Role } from '../../src/directory/access.ts';
import { createDirectory, type Directory, OPERATOR } from '../../src/directory/index.ts';
import type { Sender } from '../../src/directory/visitors.ts';
import { clockAt, type TestClock } from '../support/clock.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aHousehold, aSettlement } from '../support/directory.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
const from = (person: string, channel = 'web'): Sender => ({
  channel,
  account: 'a',
  chat: { id: person, kind: 'private' },
  person,
});

onEachDatabase('a role that was opened in a browser', opened => {
  const directoryAt = (clock: TestClock): Directory =>
    createDirectory({ store: opened().storage.directory, clock, idleDays: { web: 30 } });
  const become = async (directory: Directory, sender: Sender, role: Role = 'cadre'): Promise<void> => {
    const code = await directory.people.invite(OPERATOR, { role, scope: { kind: 'all' }, name: '罗主任' });
    if (!code.ok) throw new Error(code.refusal.code);
    expect(await directory.visitors.redeem(sender, code.value.letters)).toMatchObject({ ok: true });
  };
  const rolesOf = async (directory: Directory, sender: Sender) =>
    (await directory.visitors.behind(sender)).actor.rights.map(({ role }) => role);

  it('lapses when nobody wrote from there for longer than thirty days, and writing does not bring it back', async () => {
    const clock = clockAt('2026-11-01T00:00:00Z');
    const directory = directoryAt(clock);
    await become(directory, from('b1'));
    clock.pass(30 * DAY_MS);
    expect(await rolesOf(directory, from('b1'))).toEqual(['cadre']);
    clock.pass(30 * DAY_MS);
    expect(await rolesOf(directory, from('b1'))).toEqual(['cadre']);
    clock.pass(30 * DAY_MS + 1);
    for (let message = 0; message < 3; message++) expect(await rolesOf(directory, from('b1'))).toEqual([]);
    const { actor } = await directory.visitors.behind(from('b1'));
    expect(await directory.people.invite(actor, { role: 'cadre', scope: { kind: 'all' }, name: '别人' })).toMatchObject({
      ok: false,
    });
  });

  it('ends a year after it was given, however often somebody writes; one that was given later goes on', async () => {
    const clock = clockAt('2026-11-01T00:00:00Z');
    const directory = directoryAt(clock);
    await become(directory, from('b1'));
    for (let day = 0; day < 365; day += 5) {
      expect(await rolesOf(directory, from('b1'))).toContain('cadre');
      clock.pass(5 * DAY_MS);
      if (day === 300) await become(directory, from('b1'), 'handler');
    }
    expect(await rolesOf(directory, from('b1'))).toEqual(['cadre', 'handler']);
    clock.pass(1);
    expect(await rolesOf(directory, from('b1'))).toEqual(['handler']);
  });

  it('stays on a platform whose accounts look after themselves', async () => {
    const clock = clockAt('2026-11-01T00:00:00Z');
    const directory = directoryAt(clock);
    await become(directory, from('t1', 'telegram'));
    clock.pass(400 * DAY_MS);
    expect(await rolesOf(directory, from('t1', 'telegram'))).toEqual(['cadre']);
  });

  it('is noted as in use once an hour at most', async () => {
    const clock = clockAt('2026-11-01T00:00:00Z');
    const directory = directoryAt(clock);
    const { people } = opened().storage.directory;
    await become(directory, from('b1'));
    clock.pass(HOUR_MS - 1);
    await directory.visitors.behind(from('b1'));
    expect(await people.seenAt(from('b1'))).toEqual(new Date('2026-11-01T00:00:00Z'));
    clock.pass(1);
    await directory.visitors.behind(from('b1'));
    expect(await people.seenAt(from('b1'))).toEqual(new Date('2026-11-01T01:00:00Z'));
    expect(await people.seenAt(from('nobody'))).toBeUndefined();
  });

  it('begins anew with a new code, which does not bring back what had lapsed', async () => {
    const clock = clockAt('2026-11-01T00:00:00Z');
    const directory = directoryAt(clock);
    await become(directory, from('b1'), 'admin');
    clock.pass(31 * DAY_MS);
    await become(directory, from('b1'), 'handler');
    expect(await rolesOf(directory, from('b1'))).toEqual(['handler']);
    const revoked = await directory.audit(OPERATOR, { action: 'role.revoke', limit: 10 });
    expect(revoked.ok && revoked.value).toMatchObject([{ actor: 'system', reason: 'lapsed', outcome: 'done' }]);
  });

  it('counts from the code where somebody was known there as a resident long before', async () => {
    const clock = clockAt('2026-11-01T00:00:00Z');
    const directory = directoryAt(clock);
    const settlement = aSettlement();
    const household = aHousehold(settlement.id);
    const { storage } = opened();
    await storage.directory.settlements.put(settlement, clock.now());
    await storage.directory.households.put([{ household, keys: [] }], clock.now());
    const person = await directory.people.ensure(from('b1'), '');
    await directory.households.link(person.id, household.id, 'm1', OPERATOR.id);
    clock.pass(90 * DAY_MS);
    expect(await rolesOf(directory, from('b1'))).toEqual(['resident']);
    await become(directory, from('b1'));
    expect(await rolesOf(directory, from('b1'))).toEqual(['cadre', 'resident']);
    clock.pass(31 * DAY_MS);
    expect(await rolesOf(directory, from('b1'))).toEqual(['resident']);
  });
});

onEachDatabase('somebody who signs out', opened => {
  const directoryOf = () =>
    createDirectory({ store: opened().storage.directory, clock: clockAt('2026-11-01T00:00:00Z'), idleDays: { web: 30 } });

  it('is nobody there from then on; a role stays on the list until it is taken away', async () => {
    const directory = directoryOf();
    const code = await directory.people.invite(OPERATOR, { role: 'admin', scope: { kind: 'all' }, name: '罗主任' });
    await directory.visitors.redeem(from('b1'), code.ok ? code.value.letters : '');
    const { actor } = await directory.visitors.behind(from('b1'));
    expect(await directory.people.signOut(actor, from('b1'))).toEqual({ ok: true, value: undefined });
    const after = await directory.visitors.behind(from('b1'));
    expect(after.actor).toMatchObject({ id: expect.stringMatching(/^nobody:/), rights: [] });
    const roles = await directory.people.roles(OPERATOR, { limit: 10 });
    expect(roles.ok && roles.value).toMatchObject([{ person: actor.id, name: '罗主任' }]);
    const left = await directory.audit(OPERATOR, { action: 'person.sign-out', limit: 10 });
    expect(left.ok && left.value).toMatchObject([{ actor: actor.id, subject: actor.id, outcome: 'done' }]);
  });

  it('is forgotten where they have no role and no other way in', async () => {
    const directory = directoryOf();
    const { people } = opened().storage.directory;
    const person = await directory.people.ensure(from('b1'), '罗世珍');
    await people.identify(person.id, from('t1', 'telegram'), new Date());
    const signOut = async (sender: Sender) => directory.people.signOut((await directory.visitors.behind(sender)).actor, sender);
    await signOut(from('b1'));
    expect(await people.get(person.id)).toEqual(person);
    await signOut(from('t1', 'telegram'));
    expect(await people.get(person.id)).toBeUndefined();
    expect(await signOut(from('b1'))).toMatchObject({ ok: true });
  });
});
