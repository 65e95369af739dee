import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { browserMissing, openBrowser } from '../support/browser.ts';
import { clockFrom, openStaff, type Staff } from '../support/bulletin-staff.ts';
import { type TestChannel, testChannel } from '../support/channel.ts';

const PATIENT = { timeout: 20_000, interval: 50 };
/** The test types faster than anybody. */
const FAST = { session: { burst: 1_000, perSecond: 100 }, address: { burst: 1_000, perSecond: 100 } };
const zh = loadWordbook(folders.locales).in('zh-CN');

/** Eleven at night in Shanghai: what has quiet hours waits. */
const clock = clockFrom('2026-11-24T15:00:00Z');

describe.skipIf(browserMissing)(`a bulletin on the page${browserMissing ? ` (${browserMissing})` : ''}`, () => {
  let running: TestApp;
  let staff: Staff;
  let browser: Browser;
  let channel: TestChannel;
  beforeAll(async () => {
    channel = testChannel({ edit: async (_, id) => ({ kind: 'sent', id }) });
    running = await startApp({ clock, channels: [channel], limits: FAST });
    staff = await openStaff(running.config, clock);
    const account = { channel: channel.name, account: channel.account };
    await staff.group(account, '-1', '1栋', 'none');
    await staff.group(account, '-2', '2栋');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await staff.end();
    await running.end();
  });

  const shows = (page: Page, words: string) => page.getByText(words).last().waitFor();
  async function says(page: Page, text: string, hears: string): Promise<void> {
    const before = await page.locator('article').count();
    await page.getByLabel(zh('web:ask.label')).fill(text);
    await page.getByRole('button', { name: zh('web:ask.send'), exact: true }).click();
    await page.locator('article').nth(before).waitFor();
    await shows(page, hears);
  }
  async function presses(page: Page, name: string, hears: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).last().click();
    await shows(page, hears);
  }
  /** Loads the page until these words stand on it. */
  const comes = (page: Page, words: string) =>
    vi.waitFor(async () => {
      await page.reload();
      expect(await page.locator('main').textContent()).toContain(words);
    }, PATIENT);

  it('is written by buttons, held, let go on, stopped, corrected and taken back; its ledger is a file', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(error.message));
    await page.goto(running.app.url);
    await says(page, await staff.code('王芳', 'cadre'), '您现在是社区干部');
    await says(page, '发通知', '发什么');
    await presses(page, '岗位信息', '就发这些吗');
    await presses(page, '就发这些', '标题写什么');
    await says(page, '招工', '正文写什么');
    await says(page, '招缝纫工二十名。', '收到');
    await presses(page, '不要', '什么时候发');
    await presses(page, '现在就发', '共2个群，1个安置点');
    await presses(page, '发出', '开始发了');
    await vi.waitFor(() => expect(channel.texts.join()).toContain('招缝纫工二十名。'), PATIENT);
    await comes(page, '已发1个群，一共2个');

    await presses(page, '暂停', '暂停了，没发的先不发');
    await presses(page, '继续', '接着发了');
    await presses(page, '停止', '真的不再发了吗');
    await presses(page, '停止，不发了', '停了，没发的不再发');
    await comes(page, '《招工》停了');

    await presses(page, '更正', '请把改好的整段正文发给我');
    await says(page, '招缝纫工三十名。', '改成这样');
    await presses(page, '改', '正在改');
    await presses(page, '看台账', '要一份表');
    await presses(page, '要一份表（xlsx）', '台账在这份表里');
    const download = page.waitForEvent('download');
    await page
      .getByRole('link', { name: /发送台账/ })
      .last()
      .click();
    expect((await download).suggestedFilename()).toBe('发送台账-招工.xlsx');

    await says(page, '我发的通知', '看哪一条');
    await presses(page, '【停了】招工', '已在1个群更正');
    await presses(page, '撤回', '要撤回');
    await presses(page, '撤回', '正在撤回');
    await vi.waitFor(() => expect(channel.removed).toHaveLength(1), PATIENT);
    clock.set('2026-11-25T02:00:00Z');
    await comes(page, '《招工》撤回了');
    // The second group was asleep, and is left alone.
    expect(channel.sent.filter(({ to }) => to.chat === '-2')).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is agreed to on the page by another, and announces a job as long as that is open', async () => {
    const open = async (name: string, role: 'cadre' | 'supervisor', hears: string) => {
      const context = await browser.newContext();
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      await page.goto(running.app.url);
      await says(page, await staff.code(name, role), hears);
      return page;
    };
    clock.set('2026-11-26T15:00:00Z');
    const [cadre, chief] = [await open('张敏', 'cadre', '您现在是社区干部'), await open('李主任', 'supervisor', '您现在是')];
    await says(cadre, '发通知', '发什么');
    await presses(cadre, '政策通知（要一位同事批准才发）', '就发这些吗');
    await presses(cadre, '就发这些', '标题写什么');
    await says(cadre, '停水通知', '正文写什么');
    await says(cadre, '明天上午停水。', '要不要引用');
    await presses(cadre, '不引用', '收到');
    await presses(cadre, '不要', '什么时候发');
    await presses(cadre, '现在就发', '共2个群，1个安置点');
    await presses(cadre, '报给同事批准', '报上去了');
    expect(channel.texts.join()).not.toContain('明天上午停水。');
    await comes(chief, '看一看，批准或退回');
    await presses(chief, '看一看，批准或退回', '批准吗');
    await presses(chief, '批准，发出', '批准了');
    await vi.waitFor(() => expect(channel.texts.join()).toContain('明天上午停水。'), PATIENT);

    const { id } = await staff.posting('焊工', '2026-11-26');
    await says(cadre, '管理岗位', '看哪些');
    await presses(cadre, '在招的', '焊工');
    await cadre.getByRole('button', { name: /焊工/ }).last().click();
    await shows(cadre, '报名：');
    await presses(cadre, '发到群里', '共2个群');
    await presses(cadre, '发出', '开始发了');
    await vi.waitFor(() => expect(channel.texts.join()).toContain('焊工'), PATIENT);
    clock.set('2026-11-26T16:30:00Z');
    expect((await staff.core.rooms.employment.postings.expire()).map(posting => posting.id)).toEqual([id]);
    await comes(cadre, '停了');
    clock.set('2026-11-27T02:00:00Z');
    // The second group wakes up: the notice that waited comes, the job that is over does not.
    const heard = () => channel.sent.filter(({ to }) => to.chat === '-2').map(({ part }) => part.text);
    await vi.waitFor(() => expect(heard().join()).toContain('明天上午停水。'), PATIENT);
    expect(heard().join()).not.toContain('焊工');
  });
});
