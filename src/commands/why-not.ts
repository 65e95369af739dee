/**
 * What keeps a command from doing its work, and what to do about it.
 */
import { ConfigError, config, folders } from '../config.ts';
import { NoFigureError } from '../eligibility/index.ts';
import { FaultyKnowledgeError } from '../knowledge/fault.ts';
import { UnreadableFileError } from '../knowledge/import/unreadable.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { StartError } from '../shared/start-error.ts';
import { BackupError } from '../storage/backup/backup-error.ts';
import type { KeyError } from '../storage/sealing/keys.ts';
import { keyFileIn } from '../storage/sealing/open-keys.ts';
import { describeFault } from './describe-fault.ts';

/** A sentence for each thing to mend; `undefined` where the error is our own fault. */
export function whyNot(error: unknown): readonly string[] | undefined {
  const t = loadWordbook(folders.locales).in('zh-CN');
  if (error instanceof ConfigError) return error.keys.map(key => t('commands:start.bad_config', { key }));
  if (error instanceof FaultyKnowledgeError) {
    const { faults } = error;
    return [...faults.map(fault => describeFault(fault, t)), t('commands:start.faulty_knowledge', { faults: faults.length })];
  }
  if (error instanceof UnreadableFileError) return [t(`import:unreadable.${error.code}`, { ...error.params })];
  if (error instanceof NoFigureError)
    return [t('commands:line.no-figure', { parameter: `${error.scheme.id} ${error.parameter}`, day: error.on })];
  if (error instanceof BackupError) return [t(`operations:fault.${error.fault}`, { ...error.params })];
  return error instanceof StartError ? [refusal(error, t)] : undefined;
}

function refusal(error: StartError, t: Translate): string {
  const { host, port, dataDir, databaseUrl } = config();
  const code = codeOf(error);
  switch (error.part) {
    case 'storage':
      if (databaseUrl === undefined) return t('commands:start.no_data_dir', { dir: dataDir, code });
      return t('commands:start.no_database', { host: URL.canParse(databaseUrl) ? new URL(databaseUrl).host : '', code });
    case 'keys': {
      const { fault, keyId = '' } = error.cause as KeyError;
      return t(`commands:start.keys_${fault}`, { file: keyFileIn(dataDir), keyId });
    }
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
