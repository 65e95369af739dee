import { afterEach, beforeEach, expect, it } from 'vitest';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

let world: Caseworld;
beforeEach(async () => {
  world = await openCaseworld();
});
afterEach(() => world.close());

it('goes from the report through the queue to the word of whoever reported it', async () => {
  const { grievances, resident } = world;
  const { intake, queue } = grievances;
  const handler = await world.staff('handler', '王经办');
  const number = await world.reported();

  const taken = valueIn(await queue.next(handler));
  expect(taken?.grievance).toMatchObject({ number, state: 'working', holder: handler.id, handlers: [handler.id] });
  expect(taken?.can).toContain('answer');
  expect(valueIn(await queue.next(handler))).toBeUndefined();

  valueIn(await queue.answer(handler, number, { says: '电梯修好了。' }));
  expect((await world.heard('罗世珍')).at(-1)).toContain('电梯修好了。');

  const [own] = await intake.mine(resident('罗世珍'), 10);
  expect(own).toMatchObject({ state: 'answered', can: ['add', 'withdraw', 'confirm', 'object'] });
  expect(valueIn(await intake.confirm(resident('罗世珍'), number)).state).toBe('closed');
  expect(valueIn(await queue.get(handler, number)).grievance).toMatchObject({ state: 'closed', outcome: 'confirmed' });
  expect(await grievances.verify()).toMatchObject({ cases: 1, links: 4, erased: 0, faults: [] });
});

it('is nobody else’s: another one’s number is unknown as one that never was', async () => {
  const { intake } = world.grievances;
  const number = await world.reported();
  const strange = await intake.own(world.resident('李四'), number);
  expect(strange).toEqual(await intake.own(world.resident('李四'), 99_990));
  expect(strange).toMatchObject({ refusal: { code: 'unknown' } });
});
