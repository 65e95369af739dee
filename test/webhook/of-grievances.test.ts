/** What other programs are told of a case, through everything that lies before their webhook. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { createWebhooks } from '../../src/webhook/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';
import { isGenuine, type Receiver, startReceiver } from './receiver.ts';

let world: Caseworld;
let receiver: Receiver;
beforeEach(async () => {
  world = await openCaseworld();
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver.close();
  await world.close();
});

it('is each of its moves, in its order, signed, and nothing of who reported it or in which words', async () => {
  const { rooms, storage, clock, grievances } = world;
  // The rooms send to the internet alone: these share their store, and send to this machine.
  const here = createWebhooks({
    store: storage.webhooks,
    directory: rooms.directory,
    clock,
    events: rooms.webhooks.events,
    networks: ['127.0.0.0/8'],
  });
  const { secret } = valueIn(await here.add(OPERATOR, { url: receiver.url, events: [], scope: { kind: 'all' } }));
  const handler = await world.staff('handler', '王经办');
  const number = await world.reported(world.resident('罗世珍'), {
    text: '我是3栋501的罗世珍，电梯坏了，电话13800138000',
    name: '罗世珍',
    phone: '13800138000',
  });
  valueIn(await grievances.queue.claim(handler, number));
  valueIn(await grievances.queue.note(handler, number, '找王师傅'));
  valueIn(await grievances.queue.answer(handler, number, { says: '罗世珍家的电梯修好了' }));
  for (let round = 0; round < 6; round++) {
    await here.send();
    await here.rest();
  }
  const bodies = receiver.received.map(({ body }) => JSON.parse(body) as { event: string; data: Record<string, unknown> });
  expect(bodies.map(({ event }) => event)).toEqual(['grievance.report', 'grievance.claim', 'grievance.note', 'grievance.answer']);
  expect(bodies.map(({ data }) => data['version'])).toEqual([1, 2, 3, 4]);
  const { id: settlement, county, region } = world.settlement;
  expect(bodies[1]?.data).toMatchObject({
    number,
    kind: 'lift-and-building',
    state: 'working',
    publicState: 'working',
    place: { settlement, county, region },
    move: 'claim',
    alarm: 'none',
    at: clock.now().toISOString(),
  });
  const told = JSON.stringify(receiver.received);
  for (const personal of ['罗世珍', '13800138000', '501', '王师傅', '电梯', handler.id]) expect(told).not.toContain(personal);
  for (const call of receiver.received) expect(isGenuine(call, secret, clock.now())).toBe(true);
});
