import { expect, it } from 'vitest';
import type { ToClaim } from '../support/claim-process.ts';
import { databases } from '../support/databases.ts';
import { openCaseworld } from '../support/grievances.ts';
import { startProcess } from '../support/process.ts';

const [, postgres] = databases;
const CASES = 20;

it.skipIf(postgres!.missing)(
  'two handlers in two processes who claim the same case by its number: one holds it, the other hears that somebody does',
  async () => {
    const world = await openCaseworld(postgres);
    const handlers = [await world.staff('handler', '王经办'), await world.staff('handler', '李经办')];
    const processes = handlers.map(() => startProcess(new URL('../support/claim-process.ts', import.meta.url)));
    try {
      const numbers: number[] = [];
      for (let i = 0; i < CASES; i++) numbers.push(await world.reported(world.resident(`${i}家`)));
      for (const [i, one] of processes.entries()) {
        await one.hears();
        one.tell({ options: world.options, actor: handlers[i]! } satisfies ToClaim);
        expect(await one.hears()).toBe('there');
      }
      for (const [round, number] of numbers.entries()) {
        // Each is told first every other time.
        const order = round % 2 === 0 ? processes : processes.toReversed();
        for (const one of order) one.tell({ number } satisfies ToClaim);
        const said = await Promise.all(processes.map(one => one.hears()));
        const winner = said.indexOf('held');
        expect(said.filter(one => one === 'held')).toHaveLength(1);
        expect(said[1 - winner]).toEqual({ code: 'held' });
        const holder = handlers[winner]!.id;
        expect(await world.storage.grievances.get(number)).toMatchObject({
          state: 'working',
          holder,
          handlers: [holder],
          version: 2,
        });
        const links = await world.storage.grievances.entries(number);
        expect(links.map(({ action, by }) => [action, by])).toEqual([
          ['report', 'reporter'],
          ['claim', holder],
        ]);
        // Who it is stands in the case, for whoever may look at it.
        expect(await world.grievances.queue.get(handlers[1 - winner]!, number)).toMatchObject({
          value: { grievance: { holder } },
        });
      }
      expect((await world.grievances.verify()).faults).toEqual([]);
      for (const one of processes) one.tell('end' satisfies ToClaim);
    } finally {
      await Promise.all(processes.map(one => one.kill()));
      await world.close();
    }
  },
  120_000,
);
