import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/operations/metrics.ts';
import { createProbes } from '../../src/operations/probes.ts';
import { clockAt } from '../support/clock.ts';

const clock = clockAt('2026-11-29T10:00:00Z');
const figures = { unfinished: 2, bytes: 4096, keys: 1 };
const well = async () => figures;
const fails = async (): Promise<never> => {
  throw new Error('gone');
};
const t = (key: string) => key;

describe('the figures', () => {
  it('count what happened, by fixed words alone', async () => {
    const metrics = createMetrics(well, clock);
    metrics.answered({ method: 'GET', path: '/', status: 200, ms: 12 });
    metrics.answered({ method: 'BREW', status: 404, ms: 1 });
    metrics.received('web');
    metrics.turned(3);
    metrics.understood('no_answer');
    metrics.ran('forget', 'done');
    metrics.ran('forget', 'failed');
    const { type, body } = await metrics.text();
    expect(type).toContain('text/plain');
    for (const line of [
      'anjia_request_seconds_count{route="/",method="GET",status="200"} 1',
      'anjia_request_seconds_count{route="other",method="other",status="404"} 1',
      'anjia_messages_total{channel="web"} 1',
      'anjia_turn_seconds_count 1',
      'anjia_understood_total{action="no_answer"} 1',
      'anjia_job_runs_total{job="forget",outcome="done"} 1',
      'anjia_job_runs_total{job="forget",outcome="failed"} 1',
      `anjia_job_last_done_seconds{job="forget"} ${clock.now().getTime() / 1000}`,
      'anjia_database_up 1',
      'anjia_inbox_unfinished 2',
      'anjia_database_bytes 4096',
      'anjia_sealing_keys 1',
    ])
      expect(body.split('\n')).toContain(line);
    expect(body).toMatch(/^process_resident_memory_bytes \d+/m);
  });

  it('are given also while the database does not answer, and say so', async () => {
    const { body } = await createMetrics(fails, clock).text();
    expect(body).toContain('anjia_database_up 0');
    expect(body).toContain('anjia_inbox_unfinished Nan');
  });

  const figuresFor = async (token: string | undefined, caller: { isLocal: boolean; token?: string }) => {
    const probes = createProbes({ metrics: createMetrics(well, clock), askDatabase: well, token, t });
    return (await probes.find(({ path }) => path === '/metrics')!.answer(caller)).status;
  };
  it.each([
    ['this machine', undefined, { isLocal: true }, 200],
    ['this machine with a token set', 'a-long-secret-token', { isLocal: true }, 200],
    ['another machine', undefined, { isLocal: false }, 403],
    ['another machine without the token', 'a-long-secret-token', { isLocal: false }, 403],
    ['another machine with a wrong token', 'a-long-secret-token', { isLocal: false, token: 'a-long-secret-tokem' }, 403],
    ['another machine with a token where none is set', undefined, { isLocal: false, token: 'undefined' }, 403],
    ['another machine with the token', 'a-long-secret-token', { isLocal: false, token: 'a-long-secret-token' }, 200],
  ])('are answered to %s as they should', async (_, token, caller, status) => {
    expect(await figuresFor(token, caller)).toBe(status);
  });
});

describe('the question whether it is well', () => {
  const health = (askDatabase: () => Promise<unknown>) =>
    createProbes({ metrics: createMetrics(well, clock), askDatabase, t, patienceMs: 50 })[0]!.answer({ isLocal: false });

  it('is answered by the database, also where it fails or stays silent', async () => {
    expect(await health(well)).toMatchObject({ status: 200, body: 'ok' });
    expect(await health(fails)).toMatchObject({ status: 503, body: 'operations:health.no_database' });
    expect(await health(() => new Promise(() => {}))).toMatchObject({ status: 503 });
  });
});
