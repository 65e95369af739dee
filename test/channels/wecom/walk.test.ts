/** From a robot's webhook to the first message, as the operator of a machine goes about it: commands beside a server that runs. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/shared/clock.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { anjia } from '../../support/command.ts';
import { startWecom, type WecomServer } from '../../support/wecom-webhook.ts';

let server: WecomServer;
let running: TestApp;
beforeEach(async () => {
  server = await startWecom(systemClock);
  running = await startApp({}, { WECOM_API: server.api });
});
afterEach(async () => {
  await running.end();
  await server.stop();
});

/** A command that must be done. @returns what it prints for a program */
async function run(words: readonly string[], input = ''): Promise<Record<string, string>> {
  const env = { DATA_DIR: running.config.dataDir, WECOM_API: server.api };
  const { out, error, status } = await anjia(['directory', ...words, '--json'], input, env);
  expect([status, error]).toEqual([0, '']);
  return JSON.parse(out) as Record<string, string>;
}

it('leads from the webhook to a message in the group, and to what became of a robot that was removed', async () => {
  const robot = server.robot();
  await run(['settlements', 'add', '--region', 'guizhou', '--county', '黔西市', '--name', '锦绣社区']);
  const { id = '' } = await run(['groups', 'robot', '锦绣社区', '--name', '一号群'], `${robot.webhook}\n`);
  await run(['groups', 'test', id]);
  await expect.poll(() => robot.shown.length, { timeout: 10_000 }).toBe(1);
  expect(await run(['groups', 'list', '锦绣社区'])).toMatchObject({ id, waiting: 0, failed: 0 });

  robot.remove();
  await run(['groups', 'test', id]);
  await expect
    .poll(() => run(['groups', 'list', '锦绣社区']), { timeout: 30_000 })
    .toMatchObject({ closed: 'kicked', failed: 1 });
  const { out } = await anjia(['doctor', '--json'], '', { DATA_DIR: running.config.dataDir });
  const codes = out
    .trim()
    .split('\n')
    .map(line => (JSON.parse(line) as { readonly code: string }).code);
  expect(codes).toEqual(expect.arrayContaining(['accounts_fine', 'chats_closed', 'deliveries_failed']));
});
