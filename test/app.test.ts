import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { createAssistant } from '../src/assistant.ts';
import { WEB } from '../src/channels/web/decode.ts';
import { sessionOf } from '../src/http/session.ts';
import { StartError } from '../src/shared/start-error.ts';
import { openStorage } from '../src/storage/index.ts';
import { startApp, type TestApp } from './support/app.ts';
import { clockAt, type TestClock } from './support/clock.ts';
import { readableLog } from './support/log.ts';
import { Visitor } from './support/visitor.ts';

const assistant = createAssistant();
const QUESTION = '搬到城里还能吃低保不';
const DAY_MS = 24 * 3600 * 1000;

describe('the app', () => {
  let clock: TestClock;
  let running: TestApp;
  const log = readableLog();
  beforeEach(async () => {
    clock = clockAt('2026-11-22T04:00:00Z');
    running = await startApp({ assistant, clock, log });
  });
  afterEach(() => running.end());

  const arrive = async (): Promise<Visitor> => {
    const visitor = new Visitor(running.app.url);
    await visitor.get();
    return visitor;
  };

  it('answers a question with its clause after the region was chosen', async () => {
    const visitor = await arrive();
    expect(await visitor.send({ choice: 'region=guizhou' })).toMatchObject({ status: 303 });
    await visitor.get();
    const sent = await visitor.send({ text: QUESTION });
    expect(sent.headers.get('location')).toBe('/#latest');
    expect((await visitor.get()).text).toMatch(/class="note">.*三\(一\)4/);
  });

  it('asks for the region first and then answers what was asked', async () => {
    const visitor = await arrive();
    await visitor.send({ text: QUESTION });
    expect((await visitor.get()).text).toContain('value="region=guizhou"');
    await visitor.send({ choice: 'region=guizhou' });
    expect((await visitor.get()).text).toMatch(/class="note">.*三\(一\)4/);
  });

  it('shows nobody what another person said', async () => {
    const visitor = await arrive();
    await visitor.send({ text: QUESTION });
    expect((await (await arrive()).get()).text).not.toContain(`dir="auto">${QUESTION}`);
  });

  it('takes a form that is sent twice, even at once, as one message', async () => {
    const visitor = await arrive();
    await Promise.all([visitor.send({ text: QUESTION }), visitor.send({ text: QUESTION }), visitor.send({ text: QUESTION })]);
    expect((await visitor.get()).text.match(/<article/g)).toHaveLength(1);
  });

  it('tells a collector on this machine how it goes, and nobody behind a proxy', async () => {
    const visitor = await arrive();
    await visitor.send({ choice: 'region=guizhou' });
    await visitor.send({ text: QUESTION });
    // The jobs of the start may take longer than the start.
    const { status, text } = await vi.waitFor(async () => {
      const metrics = await visitor.get('/metrics');
      expect(metrics.text).toMatch(/anjia_job_runs_total\{job="retention",outcome="done"\} 1/);
      return metrics;
    });
    expect(status).toBe(200);
    expect(text).toContain('anjia_messages_total{channel="web"} 2');
    expect(text).toContain('anjia_understood_total{action="answer"} 1');
    expect(text).not.toContain(QUESTION);
    const outside = await visitor.get('/metrics', { 'x-forwarded-for': '203.0.113.9' });
    expect(outside).toMatchObject({ status: 403, text: expect.not.stringContaining('anjia_') });
    expect(await visitor.get('/healthz')).toMatchObject({ status: 200, text: 'ok' });
  });

  it('keeps the conversation over a restart', async () => {
    const visitor = await arrive();
    await visitor.send({ choice: 'region=guizhou' });
    const after = new Visitor((await running.restart()).url);
    const { text } = await after.get('/', { cookie: visitor.cookie });
    expect(text).toContain('dir="auto">贵州<');
  });

  it('answers at the next start what was taken and not answered before it was killed', async () => {
    const visitor = await arrive();
    await visitor.send({ choice: 'region=guizhou' });
    const storage = await openStorage(running.config);
    const person = sessionOf(/anjia-session=([^;]+)/.exec(visitor.cookie)?.[1] ?? '');
    await storage.conversation.receive({
      ...WEB,
      chat: { id: person, kind: 'private' },
      person,
      platformId: 'm1',
      text: QUESTION,
      mentioned: true,
      at: clock.now(),
    });
    await storage.close();
    const after = new Visitor((await running.restart()).url);
    expect((await after.get('/', { cookie: visitor.cookie })).text).toMatch(/三\(一\)4/);
  });

  it('forgets what people said after the days that it may keep it', async () => {
    const visitor = await arrive();
    await visitor.send({ text: QUESTION });
    clock.pass(29 * DAY_MS);
    const before = new Visitor((await running.restart()).url);
    expect((await before.get('/', { cookie: visitor.cookie })).text).toContain(`dir="auto">${QUESTION}`);
    clock.pass(2 * DAY_MS);
    const after = new Visitor((await running.restart()).url);
    await expect
      .poll(async () => (await after.get('/', { cookie: visitor.cookie })).text)
      .not.toContain(`dir="auto">${QUESTION}`);
  });

  it('answers any form with a page and never with a trace of the program', async () => {
    const visitor = await arrive();
    const forms: Record<string, string>[] = [
      {},
      { text: '\0\u{d800}' },
      { choice: 'region=nowhere' },
      { choice: 'ask=' },
      { choice: '__proto__' },
      { text: '<script>', choice: '' },
      { text: '9'.repeat(5000) },
      { nonsense: '1' },
    ];
    for (const form of forms) {
      const { status, text } = await visitor.send(form);
      expect([303, 400, 413]).toContain(status);
      expect(text).not.toMatch(/\.ts:\d+|node_modules|Error:/);
    }
    expect((await visitor.get()).status).toBe(200);
  });

  it('hands the words back that came too fast, with a button that sends them as one message', async () => {
    const limits = { session: { burst: 1, perSecond: 0.1 }, address: { burst: 100, perSecond: 10 } };
    const strict = await startApp({ assistant, clock, log, limits });
    const visitor = new Visitor(strict.app.url);
    await visitor.get();
    await visitor.send({ choice: 'region=guizhou' });
    const refused = await visitor.send({ text: '<b>低保</b>' });
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('name="text" value="&lt;b&gt;低保&lt;/b&gt;"');
    clock.pass(Number(refused.headers.get('retry-after')) * 1000);
    expect((await visitor.send({ text: '<b>低保</b>' })).status).toBe(303);
    expect((await visitor.get()).text.match(/<article/g)).toHaveLength(2);
    await strict.end();
  });

  it('logs neither words nor cookies', async () => {
    const visitor = await arrive();
    await visitor.send({ text: '我的身份证丢了' });
    await visitor.get('/我的身份证');
    expect(log.lines.join()).not.toContain('身份证');
    expect(log.lines.join()).not.toContain(encodeURIComponent('身份证'));
    for (const [, value] of visitor.cookie.matchAll(/=([^;]+)/g)) expect(log.lines.join()).not.toContain(value);
  });

  it('logs at its start which year’s statutory holidays are missing', async () => {
    const linesFrom = async (instant: string) => {
      const its = readableLog();
      const started = await startApp({ assistant, clock: clockAt(instant), log: its });
      await started.end();
      return its.lines.filter(line => line.includes('statutory holidays'));
    };
    expect(await linesFrom('2026-11-22T04:00:00Z')).toEqual([]);
    expect(await linesFrom('2099-12-01T04:00:00Z')).toEqual([
      '{"level":"error","event":"statutory holidays are not known","year":2099}',
    ]);
  });

  it('refuses to start where its storage cannot be opened, and says which part it was', async () => {
    const file = join(running.config.dataDir, 'a-file');
    writeFileSync(file, '');
    const starting = createApp({ ...running.config, dataDir: join(file, 'below') }, { assistant, log }).start();
    await expect(starting).rejects.toThrow(StartError);
    await expect(starting).rejects.toMatchObject({ part: 'storage' });
  });

  it('refuses to start on a port that is taken', async () => {
    const port = Number(new URL(running.app.url).port);
    const starting = createApp({ ...running.config, port }, { assistant, log }).start();
    await expect(starting).rejects.toMatchObject({ part: 'address', cause: { code: 'EADDRINUSE' } });
  });
});
