/**
 * The command line of Anjia: every command a few lines in `commands/`. Exit status: 0 done, 1 something in the input was wrong,
 * 2 the command line itself was wrong.
 */
import { defineCommand, renderUsage, runCommand } from 'citty';
import { chat } from './commands/chat.ts';
import { gaps } from './commands/gaps.ts';
import { knowledgeCheck } from './commands/knowledge-check.ts';
import { knowledgeImport } from './commands/knowledge-import.ts';
import { reply } from './commands/reply.ts';
import { start } from './commands/start.ts';
import { UsageError } from './commands/usage.ts';

const knowledge = defineCommand({
  meta: { name: 'knowledge', description: 'Works on the policy under knowledge/' },
  subCommands: { check: knowledgeCheck, import: knowledgeImport },
});

const main = defineCommand({
  meta: { name: 'anjia', description: 'An assistant for relocation settlements' },
  subCommands: { start, chat, reply, knowledge, gaps },
});

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0 || rawArgs.includes('--help') || rawArgs.includes('-h')) {
  console.log(await renderUsage(main));
} else {
  try {
    await runCommand(main, { rawArgs });
  } catch (error) {
    const wrongCall = error instanceof UsageError || (error instanceof Error && error.name === 'CLIError');
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = wrongCall ? 2 : 1;
  }
}
