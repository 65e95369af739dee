/** What other programs are told of a report of hardship. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

let world: Caseworld;
beforeEach(async () => {
  world = await openCaseworld();
});
afterEach(() => world.close());

it('is each of its moves and its lateness, and nothing of who they are, how many, or what befell them', async () => {
  const { rooms, clock, settlement } = world;
  const { webhooks, hardships } = rooms;
  const { id } = valueIn(
    await webhooks.add(OPERATOR, { url: 'https://hooks.example.com/x', events: [], scope: { kind: 'all' } }),
  );
  const reporter = world.resident('罗世珍');
  const draft = {
    settlement: settlement.id,
    risk: 'illness',
    people: 7,
    text: '我男人得了尿毒症',
    name: '罗世珍',
    building: '3栋',
  };
  const { number } = valueIn(await hardships.report(reporter, { ...draft, door: '501', phone: '13800138000' }));
  const cadre = await world.staff('cadre', '张干部');
  valueIn(await hardships.check(cadre, number, '入户看了，确实困难'));
  clock.pass(14 * 24 * 3600 * 1000);
  await hardships.tick();
  valueIn(await hardships.withdraw(reporter, number));

  const calls = valueIn(await webhooks.calls(OPERATOR, id, { limit: 50 })).toReversed();
  expect(calls.map(({ event }) => event)).toEqual(['hardship.report', 'hardship.check', 'hardship.warn', 'hardship.withdraw']);
  for (const { event } of calls) expect(webhooks.events).toContain(event);
  const told = calls.map(({ data }) => JSON.parse(data) as Record<string, unknown>);
  const { county, region } = settlement;
  expect(told[1]).toEqual({
    number,
    state: 'checking',
    place: { region, county, settlement: settlement.id },
    dueAt: expect.any(String),
    alarm: 'none',
    move: 'check',
    at: '2026-11-23T01:00:00.000Z',
    version: 2,
  });
  const all = JSON.stringify(told);
  for (const personal of ['罗世珍', '13800138000', '501', '尿毒症', '入户', 'illness', '3栋', cadre.id])
    expect(all).not.toContain(personal);
});
