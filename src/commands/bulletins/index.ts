/**
 * `anjia bulletins`: notices, jobs and alarms to the groups of settlements, at the command line. They are sent by the server that runs on the
 * same database; what is done here it sees at once.
 */
import { defineCommand } from 'citty';
import { type Open, openBench } from '../directory/bench.ts';

/** The commands on a bench. */
export const bulletinsOn = (open: Open) =>
  defineCommand({
    meta: { name: 'bulletins', description: 'Notices, jobs and alarms to the groups of settlements' },
    subCommands: {
      write: () => import('./write.ts').then(({ write }) => write(open)),
      send: () => import('./write.ts').then(({ send }) => send(open)),
      preview: () => import('./submit.ts').then(({ preview }) => preview(open)),
      submit: () => import('./submit.ts').then(({ submit }) => submit(open)),
      approve: () => import('./submit.ts').then(({ approve }) => approve(open)),
      'send-back': () => import('./submit.ts').then(({ sendBack }) => sendBack(open)),
      list: () => import('./watch.ts').then(({ list }) => list(open)),
      show: () => import('./watch.ts').then(({ show }) => show(open)),
      pause: () => import('./hold.ts').then(({ pause }) => pause(open)),
      resume: () => import('./hold.ts').then(({ resume }) => resume(open)),
      stop: () => import('./hold.ts').then(({ stop }) => stop(open)),
      recall: () => import('./hold.ts').then(({ recall }) => recall(open)),
      correct: () => import('./hold.ts').then(({ correct }) => correct(open)),
      retry: () => import('./ledger.ts').then(({ retry }) => retry(open)),
      ledger: () => import('./ledger.ts').then(({ ledger }) => ledger(open)),
      receipts: () => import('./ledger.ts').then(({ receipts }) => receipts(open)),
    },
  });

/** The command `bulletins`. */
export const bulletins = bulletinsOn(openBench);
