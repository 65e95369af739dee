import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { browserMissing, openBrowser } from '../support/browser.ts';
import { clockFrom, openStaff, type Staff } from '../support/bulletin-staff.ts';
import { SECRET, telephonePhoto } from '../support/photos.ts';

const PATIENT = { timeout: 20_000, interval: 50 };
/** The test types faster than anybody. */
const FAST = { session: { burst: 1_000, perSecond: 100 }, address: { burst: 1_000, perSecond: 100 } };
const wordbook = loadWordbook(folders.locales);
const [zh, en] = [wordbook.in('zh-CN'), wordbook.in('en')];

/** A Tuesday at ten in Shanghai. */
const clock = clockFrom('2026-11-24T02:00:00Z');

describe.skipIf(browserMissing)(`a case on the page${browserMissing ? ` (${browserMissing})` : ''}`, () => {
  let running: TestApp;
  let staff: Staff;
  let browser: Browser;
  beforeAll(async () => {
    running = await startApp({ clock, limits: FAST });
    staff = await openStaff(running.config, clock);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await staff.end();
    await running.end();
  });

  const opened = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto(running.app.url);
    return page;
  };
  /** The page has its answer, and shows these words. While it waits for one it takes no more, and words said before may stand there. */
  const shows = async (page: Page, words: string): Promise<void> => {
    await page.locator('#send:not([aria-disabled])').waitFor();
    await page.getByText(words).last().waitFor();
  };
  async function says(page: Page, text: string, hears: string): Promise<void> {
    await page.getByLabel(zh('web:ask.label')).fill(text);
    await page.getByRole('button', { name: zh('web:ask.send'), exact: true }).click();
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
  const textOf = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';

  it('is reported by presses, answered, objected to and taken up under its number, and closed by who reported it', async () => {
    const resident = await opened();
    await presses(resident, '贵州', '好，以后按贵州的文件回答您');
    await says(resident, '3栋2单元的电梯又坏了三天没人修', '在哪个安置点');
    await presses(resident, '锦绣社区', '您说的是哪一类事');
    await presses(resident, '电梯楼道', '我要报的是');
    await presses(resident, '报上去（留名）', '报上去了');
    const [, number = ''] = /编号：(\d+)/.exec(await textOf(resident)) ?? [];
    expect(number).toMatch(/^\d{4}$/);

    const handler = await opened();
    await says(handler, await staff.code('王经办', 'handler'), '您现在是办理人');
    await says(handler, '领下一件', '这件归您办了');
    expect(await textOf(handler)).toContain(`${number}号 · 电梯楼道`);
    await presses(handler, '答复', '怎么答复');
    await presses(handler, '自己写', '不办了');
    await says(handler, '门机换好了，今天上午试过', '住户会看到');
    await presses(handler, '就这样发', '答复发出去了');

    await comes(resident, '解决了没有');
    expect(await textOf(resident)).toContain('门机换好了，今天上午试过');
    await presses(resident, '没解决，再办', '哪里没解决');
    await says(resident, '下午又停在二楼了', '已经重新去办，还是原来的编号');

    await says(handler, `/领 ${number}`, '下午又停在二楼了');
    await presses(handler, '答复', '怎么答复');
    await presses(handler, '自己写', '不办了');
    await says(handler, '换了主板，试了一天', '住户会看到');
    await presses(handler, '就这样发', '答复发出去了');

    await comes(resident, '换了主板，试了一天');
    await says(resident, '我的诉求', '看哪一件');
    await presses(resident, `${number}号 电梯楼道：已答复`, '现在：已答复');
    await presses(resident, '解决了', '记下了：解决了');
    await comes(resident, '已销号');

    const stranger = await opened();
    await presses(stranger, '贵州', '好，以后按贵州的文件回答您');
    await says(stranger, number, '您报的事里没有这个编号');
    expect(await textOf(stranger)).not.toContain('电梯又坏了');
  });

  it('takes a photo along that is added before it goes, and whoever handles it sees the picture, without what the camera wrote', async () => {
    const resident = await opened();
    await presses(resident, '贵州', '好，以后按贵州的文件回答您');
    await says(resident, '单元门口的下水道堵了，污水流了一地', '在哪个安置点');
    await presses(resident, '锦绣社区', '您说的是哪一类事');
    await presses(resident, '环境卫生', '我要报的是');
    await presses(resident, '加照片', '请把照片发来');
    // What is asked stays asked in another language.
    await presses(resident, 'English', en('grievance:report.photo'));
    await presses(resident, '中文', '请把照片发来');
    await resident.getByLabel(zh('web:file.label')).setInputFiles({
      name: '污水.jpg',
      mimeType: 'image/jpeg',
      buffer: await telephonePhoto(),
    });
    await resident.getByRole('button', { name: zh('web:file.send'), exact: true }).click();
    await shows(resident, '照片：1张');
    expect(await textOf(resident)).toContain('收到1张照片，跟这件事一起报');
    await presses(resident, '报上去（留名）', '报上去了');
    const [, number = ''] = /编号：(\d{4})/.exec(await textOf(resident)) ?? [];

    const handler = await opened();
    await says(handler, await staff.code('赵经办', 'handler'), '您现在是办理人');
    await says(handler, `/领 ${number}`, '照片：1张');
    await presses(handler, '其他办法', '还可以');
    await presses(handler, '看照片', `${number}号的照片，1张`);
    const link = handler.getByRole('link', { name: `${number}号照片1.jpg` });
    const address = new URL((await link.getAttribute('href')) ?? '', running.app.url).href;
    const picture = await handler.request.get(address);
    expect(picture.headers()['content-type']).toBe('image/jpeg');
    expect(await sharp(await picture.body()).metadata()).toMatchObject({ format: 'jpeg', width: 300, height: 400 });
    for (const secret of Object.values(SECRET)) expect((await picture.body()).toString('latin1')).not.toContain(secret);
    // The address is for whoever was shown it.
    expect((await resident.request.get(address)).status()).toBe(404);
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`is one case for two quick taps ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const resident = await opened({ javaScriptEnabled });
      await presses(resident, '贵州', '好，以后按贵州的文件回答您');
      await says(resident, '低保申请递了三个月没有下文', '在哪个安置点');
      await presses(resident, '锦绣社区', '您说的是哪一类事');
      await presses(resident, '低保救助', '我要报的是');
      await resident.getByRole('button', { name: '报上去（留名）', exact: true }).last().dblclick({ noWaitAfter: true });
      await shows(resident, '报上去了');
      await says(resident, '我的诉求', '看哪一件');
      const mine = resident.getByRole('button', { name: '低保救助：已收到' });
      expect(await mine.count()).toBe(1);
      const [, number = ''] = /编号：(\d{4})/.exec(await textOf(resident)) ?? [];
      expect(await mine.textContent()).toContain(`${number}号`);
    });
  }
});
