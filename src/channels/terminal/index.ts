/**
 * The terminal: a conversation line by line, for trying the assistant out and for recording journeys.
 */
import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type Channel, FetchError } from '../../message/channel.ts';
import { asPlainText, type Incoming, type Outgoing, type OutgoingFile } from '../../message/index.ts';
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
  const show = (outgoing: Outgoing) => {
    output.write(`${asPlainText(outgoing)}\n${outgoing.file ? `${fileLine(outgoing.file)}\n` : ''}\n`);
  };
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

/** `/file PATH` sends a file, which is read from there when it is fetched; quotation marks around the path are dropped. */
const FILE = /^\/file\s+(["']?)(.+)\1\s*$/;

/** The terminal as files are fetched from it: those of whoever types here. */
export const terminalFiles: Pick<Channel, 'name' | 'account'> & { readonly fetch: NonNullable<Channel['fetch']> } = {
  name: 'terminal',
  account: 'terminal',
  async fetch({ ref }, most) {
    const about = await stat(ref).catch((cause: unknown) => {
      throw new FetchError('gone', cause);
    });
    // Not from a device that never ends.
    if (!about.isFile()) throw new FetchError('gone');
    if (about.size > most) throw new FetchError('too-large');
    return { bytes: await readFile(ref), name: basename(ref) };
  },
};

/** A file that is sent is only named here. */
const fileLine = ({ name, content }: OutgoingFile): string => `📎 ${name} (${Math.ceil((content.length * 3) / 4 / 1024)} KB)`;

function incomingOf(text: string, person: string, at: Date): Incoming {
  const path = FILE.exec(text)?.[2];
  const said: Incoming = {
    channel: 'terminal',
    account: 'terminal',
    chat: { id: person, kind: 'private' },
    person,
    platformId: randomUUID(),
    text: path === undefined ? text : '',
    mentioned: true,
    at,
  };
  return path === undefined ? said : { ...said, attachments: [{ kind: 'file', ref: path, name: basename(path) }] };
}
