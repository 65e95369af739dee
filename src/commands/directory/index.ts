/**
 * `anjia directory`: the directory at the command line. Whoever has the machine acts as its operator, or, with `ANJIA_TOKEN`, as far as a token
 * reaches; each group of commands has a file of its own.
 */
import { defineCommand } from 'citty';
import { type Open, openBench } from './bench.ts';

/** The commands on a bench. */
export const directoryOn = (open: Open) =>
  defineCommand({
    meta: { name: 'directory', description: 'Settlements, households, groups, people and their roles' },
    subCommands: {
      settlements: () => import('./settlements.ts').then(({ settlements }) => settlements(open)),
      households: () => import('./households.ts').then(({ households }) => households(open)),
      groups: () => import('./groups.ts').then(({ groups }) => groups(open)),
      mutes: () => import('./mutes.ts').then(({ mutes }) => mutes(open)),
      people: () => import('./people.ts').then(({ people }) => people(open)),
      tokens: () => import('./tokens.ts').then(({ tokens }) => tokens(open)),
      'admin-code': () => import('./admin-code.ts').then(({ adminCode }) => adminCode(open)),
      inquiries: () => import('./inquiries.ts').then(({ inquiries }) => inquiries(open)),
      info: () => import('./info.ts').then(({ info }) => info(open)),
      audit: () => import('./audit.ts').then(({ audit }) => audit(open)),
    },
  });

/** The command `directory`. */
export const directory = directoryOn(openBench);
