/**
 * The command line of Anjia: every command a few lines in `commands/`, loaded only when it is called. Exit status: 0 done, 1 something in
 * the input was wrong, 2 the command line itself was wrong.
 */
import { defineCommand, runCommand } from 'citty';
import { helpFor, refuseUnknownOptions, UsageError } from './commands/usage.ts';

const knowledge = defineCommand({
  meta: { name: 'knowledge', description: 'Works on the policy under knowledge/' },
  subCommands: {
    check: () => import('./commands/knowledge-check.ts').then(({ knowledgeCheck }) => knowledgeCheck),
    learn: () => import('./commands/knowledge-learn.ts').then(({ knowledgeLearn }) => knowledgeLearn),
    preview: () => import('./commands/knowledge-preview.ts').then(({ knowledgePreview }) => knowledgePreview),
    import: () => import('./commands/knowledge-import.ts').then(({ knowledgeImport }) => knowledgeImport),
  },
});

const keys = defineCommand({
  meta: { name: 'keys', description: 'Looks after the keys that personal data is sealed with' },
  subCommands: {
    list: () => import('./commands/keys-list.ts').then(({ keysList }) => keysList),
    rotate: () => import('./commands/keys-rotate.ts').then(({ keysRotate }) => keysRotate),
    reseal: () => import('./commands/keys-reseal.ts').then(({ keysReseal }) => keysReseal),
  },
});

const main = defineCommand({
  meta: { name: 'anjia', description: 'An assistant for relocation settlements' },
  subCommands: {
    start: () => import('./commands/start.ts').then(({ start }) => start),
    chat: () => import('./commands/chat.ts').then(({ chat }) => chat),
    reply: () => import('./commands/reply.ts').then(({ reply }) => reply),
    eligibility: () => import('./commands/eligibility.ts').then(({ eligibility }) => eligibility),
    gaps: () => import('./commands/gaps.ts').then(({ gaps }) => gaps),
    directory: () => import('./commands/directory/index.ts').then(({ directory }) => directory),
    bulletins: () => import('./commands/bulletins/index.ts').then(({ bulletins }) => bulletins),
    postings: () => import('./commands/postings/index.ts').then(({ postings }) => postings),
    work: () => import('./commands/work/index.ts').then(({ work }) => work),
    queue: () => import('./commands/queue/index.ts').then(({ queue }) => queue),
    webhooks: () => import('./commands/webhooks/index.ts').then(({ webhooks }) => webhooks),
    trainings: () => import('./commands/trainings/index.ts').then(({ trainings }) => trainings),
    grievance: () => import('./commands/grievance/index.ts').then(({ grievance }) => grievance),
    hardship: () => import('./commands/hardship/index.ts').then(({ hardship }) => hardship),
    knowledge,
    backup: () => import('./commands/backup.ts').then(({ backup }) => backup),
    restore: () => import('./commands/restore.ts').then(({ restore }) => restore),
    copy: () => import('./commands/copy.ts').then(({ copy }) => copy),
    keys,
    doctor: () => import('./commands/doctor.ts').then(({ doctor }) => doctor),
  },
});

// Whoever read what is printed has gone (`… | head`): there is nobody left to work for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0 || rawArgs.includes('--help') || rawArgs.includes('-h')) {
  console.log(await helpFor(main, rawArgs));
} else {
  try {
    await refuseUnknownOptions(main, rawArgs);
    await runCommand(main, { rawArgs });
  } catch (error) {
    const wrongCall = error instanceof UsageError || (error instanceof Error && error.name === 'CLIError');
    const { whyNot } = await import('./commands/why-not.ts');
    for (const sentence of whyNot(error) ?? [error instanceof Error ? error.message : error]) console.error(sentence);
    process.exitCode = wrongCall ? 2 : 1;
  }
}
