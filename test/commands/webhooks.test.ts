import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { directoryCommand, jsonLines } from '../support/directory-command.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';

describe('anjia webhooks', () => {
  let opened: OpenRooms;
  beforeEach(async () => {
    opened = await openRooms();
  });
  afterEach(() => opened.close());
  const run = (words: readonly string[], input?: string) =>
    directoryCommand({ actor: OPERATOR, ...opened }, ['webhooks', ...words], input === undefined ? {} : { input });
  const added = async (...more: readonly string[]) => {
    const { out } = await run(['add', 'https://hooks.example.com/T0KEN', '--scope', 'all', ...more]);
    const [, id = '', secret = ''] = /(y_\w+)[\s\S]*\n(anjia_hook_[\w-]{43})$/.exec(out) ?? [];
    return { id, secret, out };
  };

  it('adds one, shows its secret once and its address to nobody who looks over a shoulder', async () => {
    const { id, secret, out } = await added('--events', 'grievance.report,grievance.answer');
    expect(secret).not.toBe('');
    expect(out).not.toContain('T0KEN');
    const { out: listed } = await run(['list']);
    expect(listed).toContain(`${id}  hooks.example.com  all  grievance.report grievance.answer`);
    expect(listed).not.toContain('T0KEN');
    expect((await run(['list', '--json'])).out).not.toContain(secret);
    const [webhook, more] = jsonLines((await run(['add', 'https://example.com', '--scope', 'region:guizhou', '--json'])).out);
    expect(webhook).toMatchObject({ url: 'https://example.com/', scope: { kind: 'region', region: 'guizhou' } });
    expect(webhook).not.toHaveProperty('secret');
    expect(more).toEqual({ secret: expect.stringMatching(/^anjia_hook_/) });
  });

  it('reads an address from standard input where none is written', async () => {
    const { status } = await run(['add', '--scope', 'all'], 'https://hooks.example.com/T0KEN\n');
    expect(status).toBe(0);
    expect((await run(['list'])).out).toContain('hooks.example.com');
  });

  it('tries one out, says what became of it, and tries again', async () => {
    const { id } = await added();
    expect((await run(['test', id])).out).toContain(`anjia webhooks calls ${id}`);
    expect((await run(['calls', id])).out).toMatch(/^1 {2}ping {2}\S+ {2}在等 {2}0$/);
    await opened.storage.webhooks.take(id, opened.clock.now(), opened.clock.now());
    await opened.storage.webhooks.note({ id: 1, attempts: 1 }, { fault: 'status', status: 500 });
    expect((await run(['calls', id, '--state', 'given-up'])).out).toMatch(/放弃 {2}1 {2}对方答复 500$/);
    expect((await run(['retry', '1'])).out).toMatch(/在等/);
    expect((await run(['calls', id, '--state', 'given-up'])).out).toBe('没有。');
    await opened.storage.webhooks.take(id, opened.clock.now(), opened.clock.now());
    await opened.storage.webhooks.note({ id: 1, attempts: 2 }, { doneAt: opened.clock.now(), status: 204 });
    const { status, error, code } = await run(['retry', '1']);
    expect([status, code]).toEqual([1, 'state']);
    expect(error).toContain('已经送到');
  });

  it('removes one once a person means it', async () => {
    const { id } = await added();
    expect((await run(['remove', id])).status).toBe(2);
    expect((await run(['remove', id, '--yes'])).status).toBe(0);
    expect(await run(['test', id])).toMatchObject({ status: 1, code: 'unknown' });
    expect((await run(['list'])).out).toMatch(/已删$/);
  });

  it.each([
    [['add', 'https://example.com'], 2],
    [['add', 'https://example.com', '--scope', 'nowhere'], 2],
    [['add', 'https://example.com', '--scope', 'all', '--events', 'grievance.x'], 2],
    [['add', 'https://example.com', '--scope', 'all', '--events', ','], 2],
    [['add', 'https://example.com', 'https://example.org', '--scope', 'all'], 2],
    [['add', 'http://example.com', '--scope', 'all'], 1],
    [['add', 'https://127.0.0.1', '--scope', 'all'], 1],
    [['add', '罗世珍 13800138000', '--scope', 'all'], 1],
    [['remove', 'x', '--yes'], 2],
    [['calls', "y_' or 1=1"], 2],
    [['calls', 'y_00000000000000000000'], 1],
    [['calls', 'y_00000000000000000000', '--state', 'gone'], 2],
    [['calls', 'y_00000000000000000000', '--limit', '-1'], 2],
    [['retry', 'x'], 2],
    [['retry', '0'], 1],
    [['retry', '999999999'], 1],
    [['test'], 2],
    [['test', 'y_00000000000000000000', '--loud'], 2],
  ])('says what is wrong with %j', async (words, status) => {
    const ran = await run(words);
    expect({ status: ran.status, said: ran.error !== '' && ran.out === '' }).toEqual({ status, said: true });
  });
});
