/**
 * `anjia start`: serves the chat page until it is told to stop. What a person has to know is printed; the rest goes to the log on standard
 * error.
 */
import { defineCommand } from 'citty';
import { type App, createApp, StartError } from '../app.ts';
import { FaultyKnowledgeError } from '../assistant.ts';
import { type Config, ConfigError, config, folders } from '../config.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { describeFault } from './describe-fault.ts';

export const start = defineCommand({
  meta: { name: 'start', description: 'Serve the chat page; Ctrl-C ends' },
  async run() {
    const t = loadWordbook(folders.locales).in('zh-CN');
    let settings: Config | undefined;
    try {
      settings = config();
      const app = createApp(settings);
      await app.start();
      stopOnSignals(app);
      console.log(t('commands:start.ready', { url: app.url }));
    } catch (error) {
      const sentences = whyNot(error, settings, t);
      if (!sentences) throw error;
      for (const sentence of sentences) console.error(sentence);
      process.exitCode = 1;
    }
  },
});

/** One press of Ctrl-C may arrive more than once, through the processes that started this one. */
const SAME_PRESS_MS = 500;

/** The first signal ends after what is in hand; a second one at once. */
function stopOnSignals(app: App): void {
  let since: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (since !== undefined && now - since > SAME_PRESS_MS) process.exit(1);
    if (since !== undefined) return;
    since = now;
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}

/** What keeps the app from starting and what to do, a sentence each; `undefined` where it is our own fault. */
function whyNot(error: unknown, settings: Config | undefined, t: Translate): readonly string[] | undefined {
  if (error instanceof ConfigError) return error.keys.map(key => t(`commands:start.bad_config`, { key }));
  if (error instanceof FaultyKnowledgeError) {
    return [
      ...error.faults.map(fault => describeFault(fault, t)),
      t('commands:start.faulty_knowledge', { faults: error.faults.length }),
    ];
  }
  if (!(error instanceof StartError) || !settings) return undefined;
  const code = codeOf(error);
  const { host, port, dataDir, databaseUrl } = settings;
  if (error.part === 'storage') {
    if (databaseUrl) return [t('commands:start.no_database', { host: new URL(databaseUrl).host, code })];
    return [t('commands:start.no_data_dir', { dir: dataDir, code })];
  }
  return [t(code === 'EADDRINUSE' ? 'commands:start.port_taken' : 'commands:start.no_address', { host, port, code })];
}

/** The system's word for what went wrong, from the innermost cause that has one. */
function codeOf(error: Error): string {
  const inner = error.cause instanceof Error ? codeOf(error.cause) : '';
  if (inner) return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
