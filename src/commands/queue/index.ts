/**
 * `anjia queue`: grievances in their queue at the command line. Whoever has the machine acts as its operator, or, with `ANJIA_TOKEN`, as far as a token
 * reaches; what is told of it goes out by the server that runs on the same database.
 */
import { defineCommand } from 'citty';
import { type Open, openBench } from '../directory/bench.ts';

/** The commands on a bench. */
export const queueOn = (open: Open) =>
  defineCommand({
    meta: { name: 'queue', description: 'Grievances: taken, handled, called back about, looked at' },
    subCommands: {
      next: () => import('./take.ts').then(({ next }) => next(open)),
      claim: () => import('./take.ts').then(({ claim }) => claim(open)),
      release: () => import('./take.ts').then(({ release }) => release(open)),
      away: () => import('./take.ts').then(({ away }) => away(open)),
      back: () => import('./take.ts').then(({ back }) => back(open)),
      list: () => import('./look.ts').then(({ list }) => list(open)),
      show: () => import('./look.ts').then(({ show }) => show(open)),
      history: () => import('./look.ts').then(({ history }) => history(open)),
      identity: () => import('./look.ts').then(({ identity }) => identity(open)),
      note: () => import('./handle.ts').then(({ note }) => note(open)),
      ask: () => import('./handle.ts').then(({ ask }) => ask(open)),
      answer: () => import('./answer.ts').then(({ answer }) => answer(open)),
      decline: () => import('./handle.ts').then(({ decline }) => decline(open)),
      forward: () => import('./handle.ts').then(({ forward }) => forward(open)),
      'send-back': () => import('./handle.ts').then(({ sendBack }) => sendBack(open)),
      extend: () => import('./handle.ts').then(({ extend }) => extend(open)),
      merge: () => import('./handle.ts').then(({ merge }) => merge(open)),
      link: () => import('./handle.ts').then(({ link }) => link(open)),
      call: () => import('./call.ts').then(({ call }) => call(open)),
      undecided: () => import('./supervise.ts').then(({ undecided }) => undecided(open)),
      assign: () => import('./supervise.ts').then(({ assign }) => assign(open)),
      grant: () => import('./supervise.ts').then(({ grant }) => grant(open)),
      refuse: () => import('./supervise.ts').then(({ refuse }) => refuse(open)),
      unmerge: () => import('./supervise.ts').then(({ unmerge }) => unmerge(open)),
      'close-unreached': () => import('./supervise.ts').then(({ closeUnreached }) => closeUnreached(open)),
      units: () => import('./supervise.ts').then(({ units }) => units(open)),
      report: () => import('./report.ts').then(({ report }) => report(open)),
      ledger: () => import('./ledger.ts').then(({ ledger }) => ledger(open)),
      verify: () => import('./check.ts').then(({ verify }) => verify(open)),
      anchor: () => import('./check.ts').then(({ anchor }) => anchor(open)),
    },
  });

/** The command `queue`. */
export const queue = queueOn(openBench);
