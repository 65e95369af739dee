/**
 * The terminal: a conversation line by line, for trying the assistant out and for recording journeys.
 */
import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { asPlainText, type Incoming, type Outgoing } from '../../message/index.ts';
import type { Clock } from '../../shared/clock.ts';

/** What the terminal reads from, writes to, and hands its lines to. */
export interface TerminalParts {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether to show a prompt; off when lines are piped in. */
  readonly prompt: boolean;
  readonly clock: Clock;
  /** Names the conversation: the same name goes on where it stopped. */
  readonly person: string;
  /** What comes in is handed to this, and what it returns is shown. */
  readonly handle: (incoming: Incoming) => Promise<readonly Outgoing[]>;
  /** What is to be said without having been asked; shown before the next line is read. */
  readonly arrivals?: (() => Promise<readonly Outgoing[]>) | undefined;
  /** Told of each exchange, once it was shown. */
  readonly onExchange?: ((said: string, heard: readonly Outgoing[]) => void) | undefined;
}

/** A conversation in the terminal. */
export interface Terminal {
  /** Reads lines until the input ends or `stop` is called. */
  run(): Promise<void>;
  /** Ends the conversation after the line in hand. */
  stop(): void;
}

/** Makes a terminal that is silent until it runs. */
export function createTerminal({ input, output, prompt, clock, person, handle, arrivals, onExchange }: TerminalParts): Terminal {
  let lines: Interface | undefined;
  const show = (outgoing: Outgoing) => output.write(`${asPlainText(outgoing)}\n\n`);
  const showArrivals = async () => {
    for (const outgoing of (await arrivals?.()) ?? []) show(outgoing);
  };
  return {
    async run() {
      await showArrivals();
      // Made only now: lines that come in before somebody iterates would be lost.
      lines = createInterface({ input, output, terminal: prompt, prompt: '> ', crlfDelay: Number.POSITIVE_INFINITY });
      if (prompt) lines.prompt();
      for await (const text of lines) {
        if (text.trim() !== '') {
          const heard = await handle(incomingOf(text, person, clock.now()));
          for (const outgoing of heard) show(outgoing);
          onExchange?.(text, heard);
          await showArrivals();
        }
        if (prompt) lines.prompt();
      }
    },
    stop: () => lines?.close(),
  };
}

/** How the rooms know somebody's chat in the terminal. */
export const terminalKey = (person: string) => ({ channel: 'terminal', account: 'terminal', chat: person, person });

const incomingOf = (text: string, person: string, at: Date): Incoming => ({
  channel: 'terminal',
  account: 'terminal',
  chat: { id: person, kind: 'private' },
  person,
  platformId: randomUUID(),
  text,
  mentioned: true,
  at,
});
