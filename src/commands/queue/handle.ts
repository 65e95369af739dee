/** `anjia queue note`, `ask`, `decline`, `forward`, …: what whoever has a case in hand does with it. */
import type { Outcome } from '../../directory/outcome.ts';
import type { CaseView } from '../../grievance/service.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { verb } from '../directory/verb.ts';
import { caseNamed, number, textFrom, unit, unitNamed, why } from './named.ts';
import { caseText, namedView, viewData } from './shown.ts';

const text = { type: 'positional', required: false, description: 'The words; without them, standard input' } as const;

/** A move that is made with words. */
const speaking =
  (name: string, description: string, move: (bench: Bench, number: number, text: string) => Promise<Outcome<CaseView>>) =>
  (open: Open) =>
    verb(open, {
      name,
      description,
      args: { number, text },
      async run(bench, args) {
        const which = caseNamed(args.number, bench.t);
        return namedView(await move(bench, which, await textFrom(args.text, bench)), bench);
      },
      say: caseText,
      data: ({ found }) => [viewData(found)],
    });

export const note = speaking('note', 'Notes something for the handlers; nobody else reads it', ({ rooms, actor }, which, said) =>
  rooms.grievances.queue.note(actor, which, said),
);

export const ask = speaking('ask', 'Asks whoever reported it; the clock goes on', ({ rooms, actor }, which, said) =>
  rooms.grievances.queue.ask(actor, which, said),
);

export const decline = (open: Open) =>
  verb(open, {
    name: 'decline',
    description: 'Does not take it on: why, and where to go instead',
    args: { number, why, instead: { type: 'string', required: true, description: 'Where they go instead: they read it' } },
    run: async (bench, { number, why, instead }) =>
      namedView(await bench.rooms.grievances.queue.decline(bench.actor, caseNamed(number, bench.t), why, instead), bench),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

export const forward = (open: Open) =>
  verb(open, {
    name: 'forward',
    description: 'Passes it on to the queue of another unit',
    args: { number, unit, why },
    run: async (bench, { number, unit, why }) =>
      namedView(
        await bench.rooms.grievances.queue.forward(bench.actor, caseNamed(number, bench.t), unitNamed(unit, bench), why),
        bench,
      ),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

export const sendBack = (open: Open) =>
  verb(open, {
    name: 'send-back',
    description: 'Says that it is not ours, and whose it is; counted, and the second time a supervisor decides',
    args: { number, unit, why },
    run: async (bench, { number, unit, why }) =>
      namedView(
        await bench.rooms.grievances.queue.sendBack(bench.actor, caseNamed(number, bench.t), unitNamed(unit, bench), why),
        bench,
      ),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

export const extend = (open: Open) =>
  verb(open, {
    name: 'extend',
    description: 'Asks for more time; a supervisor decides',
    args: { number, why },
    run: async (bench, { number, why }) =>
      namedView(await bench.rooms.grievances.queue.askExtension(bench.actor, caseNamed(number, bench.t), why), bench),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

export const merge = (open: Open) =>
  verb(open, {
    name: 'merge',
    description: 'Says that it is another case’s matter, and handled with that',
    args: { number, into: { type: 'string', required: true, description: 'The number of the other case' } },
    run: async (bench, { number, into }) =>
      namedView(
        await bench.rooms.grievances.queue.merge(bench.actor, caseNamed(number, bench.t), caseNamed(into, bench.t)),
        bench,
      ),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

export const link = (open: Open) =>
  verb(open, {
    name: 'link',
    description: 'Says that two cases belong together; both go on',
    args: { number, other: { type: 'positional', required: true, description: 'The number of the other case' } },
    run: async (bench, { number, other }) =>
      namedView(
        await bench.rooms.grievances.queue.link(bench.actor, caseNamed(number, bench.t), caseNamed(other, bench.t)),
        bench,
      ),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });
