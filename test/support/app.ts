/**
 * The whole app on a folder and a port of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppParts, createApp } from '../../src/app.ts';
import { type Config, config } from '../../src/config.ts';

export interface TestApp {
  readonly app: App;
  readonly config: Config;
  /** Stops the app and starts another one on the same folder, as after a restart of the machine. */
  restart(): Promise<App>;
  /** Stops the app and removes its folder. */
  end(): Promise<void>;
}

export async function startApp(parts: AppParts = {}, env: NodeJS.ProcessEnv = {}): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-app-'));
  const settings: Config = config({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env });
  let app = createApp(settings, parts);
  await app.start();
  return {
    get app() {
      return app;
    },
    config: settings,
    async restart() {
      await app.stop();
      app = createApp(settings, parts);
      await app.start();
      return app;
    },
    async end() {
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
