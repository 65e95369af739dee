/**
 * What keeps the assistant from starting, and what to do: for `start` and `chat`.
 */
import { StartError } from '../app.ts';
import { FaultyKnowledgeError } from '../assistant.ts';
import { type Config, ConfigError, folders } from '../config.ts';
import { UnreadableFileError } from '../knowledge/import/unreadable.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { describeFault } from './describe-fault.ts';

/** Prints a sentence for each thing to mend, and ends with status 1. @throws the error itself where it is our own fault */
export function tellWhyNot(error: unknown, settings: Config | undefined): void {
  const sentences = whyNot(error, settings, loadWordbook(folders.locales).in('zh-CN'));
  if (!sentences) throw error;
  for (const sentence of sentences) console.error(sentence);
  process.exitCode = 1;
}

function whyNot(error: unknown, settings: Config | undefined, t: Translate): readonly string[] | undefined {
  if (error instanceof ConfigError) return error.keys.map(key => t('commands:start.bad_config', { key }));
  if (error instanceof FaultyKnowledgeError) {
    const { faults } = error;
    return [...faults.map(fault => describeFault(fault, t)), t('commands:start.faulty_knowledge', { faults: faults.length })];
  }
  if (error instanceof UnreadableFileError) return [t(`import:unreadable.${error.code}`, { ...error.params })];
  return error instanceof StartError && settings ? [refusal(error, settings, t)] : undefined;
}

function refusal(error: StartError, { host, port, dataDir, databaseUrl }: Config, t: Translate): string {
  const code = codeOf(error);
  switch (error.part) {
    case 'storage':
      if (databaseUrl === undefined) return t('commands:start.no_data_dir', { dir: dataDir, code });
      return t('commands:start.no_database', { host: URL.canParse(databaseUrl) ? new URL(databaseUrl).host : '', code });
    case 'address':
      return t(code === 'EADDRINUSE' ? 'commands:start.port_taken' : 'commands:start.no_address', { host, port, code });
  }
}

/** The system's word for what went wrong, from the innermost cause that has one. */
function codeOf(error: Error): string {
  const inner = error.cause instanceof Error ? codeOf(error.cause) : '';
  if (inner) return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
