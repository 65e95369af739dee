/**
 * `anjia start`: serves the chat page until it is told to stop. What a person has to know is printed; the rest goes to the log on standard
 * error.
 */
import { defineCommand } from 'citty';
import { type App, createApp } from '../app.ts';
import { config, folders } from '../config.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { learnAhead } from './learn-ahead.ts';

/** The command `start`. */
export const start = defineCommand({
  meta: { name: 'start', description: 'Serve the chat page; Ctrl-C ends' },
  async run() {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const app = createApp(config(), { onLogin: (_, login) => void showLogin(login, t) });
    await app.start();
    stopOnSignals(app);
    console.log(t('commands:start.ready', { url: app.url }));
    const code = await app.adminCode();
    if (code) console.log(t('commands:start.first_admin', { code: code.letters }));
    try {
      await learnAhead();
    } catch (error) {
      await app.stop();
      throw error;
    }
  },
});

/** What is to be scanned, for whoever sits at the terminal; a log that others read holds no login. */
async function showLogin(login: string, t: Translate): Promise<void> {
  if (!process.stdout.isTTY) return console.log(t('account:scan'));
  const { terminalCode } = await import('../channels/wechat/qr.tsx');
  console.log(`${await terminalCode(login)}\n${t('account:terminal')}`);
}

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
