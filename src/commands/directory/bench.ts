/**
 * What the commands of the directory work with: who acts, the rooms behind, and the terminal.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { config, folders } from '../../config.ts';
import { nobody, OPERATOR } from '../../directory/actors.ts';
import type { Directory } from '../../directory/index.ts';
import type { Actor } from '../../directory/model.ts';
import { refused } from '../../directory/outcome.ts';
import { type Category, loadCategories } from '../../knowledge/categories.ts';
import type { Policy } from '../../knowledge/load.ts';
import { loadWordbook, type Translate } from '../../language/i18n.ts';
import { createRooms, type Rooms } from '../../rooms.ts';
import { faultless, type Rules } from '../../rules.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { shipped } from '../../shipped.ts';
import { openStorage } from '../../storage/index.ts';
import { NotDoneError } from './not-done.ts';

/** Where a command is run. */
export interface Terminal {
  /** Whether a person sits there who can be asked. */
  readonly hasPerson: boolean;
  print(line: string): void;
  /** Says how far something has come; not part of the result. */
  note(line: string): void;
  /** A line that the person answers the question with; where there is no person, all of standard input. */
  ask(question: string): Promise<string>;
}

/** What a command works with. */
export interface Bench {
  readonly actor: Actor;
  readonly rooms: Pick<
    Rooms,
    | 'directory'
    | 'bulletins'
    | 'inquiries'
    | 'localKnowledge'
    | 'deliveries'
    | 'pack'
    | 'employment'
    | 'grievances'
    | 'hardships'
    | 'caseLedgers'
    | 'webhooks'
  >;
  /** The documents' regions and units, read when they are asked for. @throws {FaultyKnowledgeError} */
  readonly policy: () => Policy;
  /** The same with what follows from facts. @throws {FaultyKnowledgeError} */
  readonly rules: () => Rules;
  /** The kinds of grievance. @throws {FaultyKnowledgeError} */
  readonly categories: () => ReadonlyMap<string, Category>;
  readonly t: Translate;
  readonly clock: Clock;
  readonly terminal: Terminal;
}

/** Opens the bench for some work and closes it after. */
export type Open = (work: (bench: Bench) => Promise<void>) => Promise<void>;

/** What the documents say, as far as a command asks. */
export const knowledge: Pick<Bench, 'policy' | 'rules' | 'categories'> = {
  policy: shipped.policy,
  rules: () => ({ policy: shipped.policy(), ...shipped.schemes() }),
  categories: () => faultless(loadCategories(folders.knowledge)),
};

/**
 * The bench of this machine.
 * @throws {StartError} {@link ConfigError}
 * @throws {NotDoneError} where the token is refused
 */
export const openBench: Open = async work => {
  const settings = config();
  const storage = await openStorage(settings);
  try {
    const wordbook = loadWordbook(folders.locales);
    const t = wordbook.in('zh-CN');
    const clock = systemClock;
    const rooms = createRooms(storage, wordbook, clock, { webhookNetworks: settings.webhookNetworks });
    await work({ actor: await actorFor(settings.token, rooms.directory, t), rooms, ...knowledge, t, clock, terminal });
  } finally {
    await storage.close();
  }
};

/**
 * Who acts: the operator, or whoever the token makes of them. A token that is refused is recorded.
 * @throws {NotDoneError}
 */
export async function actorFor(token: string | undefined, { tokens, guard }: Directory, t: Translate): Promise<Actor> {
  if (token === undefined) return OPERATOR;
  const actor = await tokens.actor(token, 'command');
  if (actor) return actor;
  const stranger: Actor = { ...nobody({ channel: 'command', account: '', person: '' }), via: 'command' };
  await guard.record(stranger, { action: 'token.use', place: {} }, refused('unknown', { what: 'token' }));
  throw new NotDoneError('unknown', t('commands:directory.token_refused'));
}

const terminal: Terminal = {
  hasPerson: process.stdin.isTTY && process.stderr.isTTY,
  print: line => console.log(line),
  note: line => console.error(line),
  async ask(question) {
    if (!this.hasPerson) return text(process.stdin);
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      // Ctrl-D and Ctrl-C end the line, and with it the question; some versions of Node.js reject it then.
      const ended = once(lines, 'close').then(() => '');
      return await Promise.race([lines.question(question).catch(() => ended), ended]);
    } finally {
      lines.close();
    }
  },
};
