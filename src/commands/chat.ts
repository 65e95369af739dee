/**
 * `anjia chat`: talks in the terminal. `--record FILE` keeps the conversation as a journey for the tests.
 */
import { writeFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import { stringify } from 'yaml';
import { openCore } from '../app.ts';
import { createTerminal, terminalFiles, terminalKey } from '../channels/terminal/index.ts';
import { config } from '../config.ts';
import { asPlainText } from '../message/index.ts';
import { learnAhead } from './learn-ahead.ts';

/** The command `chat`. */
export const chat = defineCommand({
  meta: {
    name: 'chat',
    description: 'Talk to the assistant here; /file PATH sends a file, files that come are only named; Ctrl-C or Ctrl-D ends',
  },
  args: {
    as: { type: 'string', default: 'terminal', description: 'Name of the conversation; the same name goes on where it stopped' },
    record: { type: 'string', description: 'Write what was said and heard to this file (YAML), a journey for the tests' },
  },
  async run({ args }) {
    const core = await openCore(config(), { resume: false });
    core.rooms.attachments.join(terminalFiles);
    const turns: { say: string; hear: string[] }[] = [];
    const terminal = createTerminal({
      input: process.stdin,
      output: process.stdout,
      prompt: process.stdin.isTTY,
      clock: core.clock,
      person: args.as,
      handle: incoming => core.conversation.handle(incoming),
      arrivals: async () => (await core.rooms.deliveries.collect(terminalKey(args.as))).map(({ outgoing }) => outgoing),
      onExchange: (say, heard) => turns.push({ say, hear: heard.map(asPlainText) }),
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => terminal.stop());
    // Where it fails, whoever says something hears of it.
    learnAhead().catch(() => undefined);
    try {
      await terminal.run();
    } finally {
      await core.stop();
      if (args.record) writeFileSync(args.record, stringify({ turns }, { lineWidth: 0 }));
    }
  },
});
