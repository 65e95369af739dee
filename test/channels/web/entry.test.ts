import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../../src/config.ts';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { Sender } from '../../../src/directory/visitors.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import { createRooms } from '../../../src/rooms.ts';
import type { RegionId } from '../../../src/shared/ids.ts';
import { openStorage } from '../../../src/storage/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { clockAt } from '../../support/clock.ts';
import { readableLog } from '../../support/log.ts';
import { allowed } from '../../support/office.ts';
import { Visitor } from '../../support/visitor.ts';

const MINUTE_MS = 60_000;
const region = 'guangxi' as RegionId;
const topic = 'check=guangxi.temporary-dibao';

describe('coming in by a link', () => {
  const clock = clockAt('2026-11-22T08:00:00Z');
  const log = readableLog();
  let running: TestApp;
  /** The rooms as another process has them: what stands behind the page. */
  let rooms: ReturnType<typeof createRooms>;
  let closeRooms: () => Promise<void>;
  beforeEach(async () => {
    running = await startApp({ clock, log, channels: [] }, { PUBLIC_URL: 'https://anjia.example', LOG_LEVEL: 'debug' });
    const storage = await openStorage(running.config);
    rooms = createRooms(storage, loadWordbook(folders.locales), clock);
    closeRooms = () => storage.close();
  });
  afterEach(async () => {
    await closeRooms();
    await running.end();
    log.lines.length = 0;
  });

  const wechat = (person: string, chat: Sender['chat']): Sender => ({ channel: 'wechat', account: 'wx', chat, person });
  const inRoom = (person: string) => wechat(person, { id: 'room', kind: 'group' });
  const alone = (person: string) => wechat(person, { id: person, kind: 'private' });
  const issue = async (sender: Sender, words = topic) =>
    (await rooms.directory.passes.issue(sender, { topic: words, region })).letters;
  const visitor = () => new Visitor(running.app.url);
  /** Opens the link and presses the button. */
  const comeIn = async (browser: Visitor, pass: string) => {
    await browser.get(`/in?pass=${pass}`);
    const sent = await browser.send({ pass }, {}, '/in');
    return { sent, page: (await browser.get()).text };
  };
  const outcomes = async () =>
    allowed(await rooms.directory.audit(OPERATOR, { action: 'code.redeem', limit: 50 })).map(({ outcome }) => outcome);

  it('shows a button, which leads to the conversation that goes on: the interview has begun', async () => {
    const browser = visitor();
    const pass = await issue(inRoom('luo'));
    const door = await browser.get(`/in?pass=${pass}`);
    expect([door.status, door.headers.get('cache-control'), door.headers.get('referrer-policy')]).toEqual([
      200,
      'no-store',
      'no-referrer',
    ]);
    expect(door.text).toContain(`<input type="hidden" name="pass" value="${pass}"/>`);
    const { sent, page } = await comeIn(browser, pass);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/#latest']);
    expect(page).toMatch(/点链接进来[\s\S]*临时低保救助[\s\S]*第1问/);
  });

  it('uses nothing up by looking: platforms fetch links before people open them', async () => {
    const pass = await issue(inRoom('luo'));
    for (let looks = 0; looks < 5; looks++) expect((await visitor().get(`/in?pass=${pass}`)).status).toBe(200);
    expect(await outcomes()).toEqual([]);
    expect((await comeIn(visitor(), pass)).page).toContain('第1问');
  });

  it('refuses a link the second time, and records it', async () => {
    const pass = await issue(inRoom('luo'));
    await comeIn(visitor(), pass);
    const second = await comeIn(visitor(), pass);
    expect(second.page).toContain('已经用过');
    expect(second.page).not.toContain('第1问');
    expect(await outcomes()).toEqual(['code-used', 'done']);
  });

  it('takes a form that is sent twice once', async () => {
    const browser = visitor();
    const pass = await issue(inRoom('luo'));
    await browser.get(`/in?pass=${pass}`);
    const { token } = browser;
    await browser.send({ pass, token }, {}, '/in');
    await browser.send({ pass, token }, {}, '/in');
    expect(await outcomes()).toEqual(['done']);
    expect((await browser.get()).text).not.toContain('已经用过');
  });

  it('refuses a link after half an hour', async () => {
    const pass = await issue(inRoom('luo'));
    clock.pass(30 * MINUTE_MS);
    expect((await comeIn(visitor(), pass)).page).toContain('过期');
    expect(await outcomes()).toEqual(['code-expired']);
  });

  it.each(['', '?', '?pass=', '?pass=%00', '?pass=%E0%A4%A', '?pass=<script>', `?pass=${'a'.repeat(3000)}`, '?pass=a&pass='])(
    'says of a damaged link that it is one: %j',
    async query => {
      const { status, text } = await visitor().get(`/in${query}`);
      expect(status).toBe(200);
      expect(text).toContain('这个链接不全');
      expect(text).not.toMatch(/name="pass"|<script>/);
    },
  );

  it.each(['x', '../..', '<b>', '\u0000', 'A'.repeat(15_000), '0123456789ABCDEFGHJKMNPQRS'])(
    'says of a wrong pass that it is one, and records it: %j',
    async pass => {
      const browser = visitor();
      await browser.get('/in?pass=x');
      expect((await browser.send({ pass }, {}, '/in')).status).toBe(303);
      expect((await browser.get()).text).toContain('这个链接不对');
      expect(await outcomes()).toEqual(['code-unknown']);
    },
  );

  it('refuses a form from elsewhere, without a session, or too long, and uses nothing up', async () => {
    const pass = await issue(inRoom('luo'));
    const browser = visitor();
    await browser.get(`/in?pass=${pass}`);
    expect((await browser.send({ pass }, { origin: 'https://elsewhere.example' }, '/in')).status).toBe(403);
    expect((await browser.send({ pass, token: 'x' }, {}, '/in')).status).toBe(403);
    expect((await visitor().send({ pass }, {}, '/in')).status).toBe(403);
    expect((await browser.send({ pass: 'A'.repeat(20_000) }, {}, '/in')).status).toBe(413);
    expect(await outcomes()).toEqual([]);
    expect((await comeIn(browser, pass)).page).toContain('第1问');
  });

  it('stops who guesses', async () => {
    const browser = visitor();
    for (let i = 0; i < 6; i++) await comeIn(browser, `WRNG${i}`);
    expect((await browser.get()).text).toContain('请过15分钟再试');
    expect((await comeIn(browser, await issue(inRoom('luo')))).page).not.toContain('第1问');
  });

  it('makes the browser of a cadre who asked for the link in private theirs, and of nobody who has one from a group', async () => {
    const scope = { kind: 'all' } as const;
    const { letters } = allowed(await rooms.directory.people.invite(OPERATOR, { role: 'cadre', scope, name: '王芳' }));
    allowed(await rooms.directory.visitors.redeem(alone('wang'), letters));
    expect((await comeIn(visitor(), await issue(inRoom('wang'), 'desk'))).page).toContain('干部和管理员办事');
    const browser = visitor();
    expect((await comeIn(browser, await issue(alone('wang'), 'desk'))).page).toMatch(/请选要办的事[\s\S]*查住户/);
    await browser.send({ text: '我的身份' });
    expect((await browser.get()).text).toContain('社区干部');
  });

  it('leaves no pass in the log', async () => {
    const pass = await issue(inRoom('luo'));
    await comeIn(visitor(), pass);
    await visitor().get(`/in/${pass}?pass=${pass}`);
    const lines = log.lines.join('\n');
    expect(lines).toContain('"path":"/in"');
    expect(lines).not.toContain(pass);
  });
});
