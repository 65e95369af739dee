import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { accessibilityFaults, browserMissing, openBrowser, scrollsSideways } from '../support/browser.ts';

const QUESTION = '搬到城里还能吃低保不';
const zh = loadWordbook(folders.locales).in('zh-CN');
const en = loadWordbook(folders.locales).in('en');
const SMALL = { viewport: { width: 320, height: 568 } };

describe.skipIf(browserMissing)(`the chat page in a browser${browserMissing ? ` (${browserMissing})` : ''}`, () => {
  let running: TestApp;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    running = await startApp();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await running.end();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map(context => context.close()));
    expect(faults.splice(0)).toEqual([]);
  });

  /** A phone that was never here before. Whatever its console complains of fails the test. */
  async function visit(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
    contexts.push(context);
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.on('pageerror', error => faults.push(error.message));
    page.on('console', message => message.type() === 'error' && faults.push(message.text()));
    await page.goto(running.app.url);
    return page;
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const said = (page: Page) => page.locator('.own').allTextContents();
  const heard = (page: Page) => page.locator('article').last().locator('.heard');

  async function settle(page: Page): Promise<void> {
    await press(page, '贵州');
    await page.getByText(zh('web:region.is', { region: '贵州' }), { exact: true }).waitFor();
  }

  async function ask(page: Page, question: string): Promise<void> {
    const before = await page.locator('article').count();
    await page.getByLabel(zh('web:ask.label')).fill(question);
    await press(page, zh('web:ask.send'));
    await page.locator('article').nth(before).waitFor();
  }

  for (const javaScriptEnabled of [true, false]) {
    it(`answers from the first visit to the thanks ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const page = await visit({ javaScriptEnabled });
      await settle(page);
      await ask(page, QUESTION);
      expect(await heard(page).locator('.note').textContent()).toContain('三(一)4');
      await press(page, zh('conversation:choice.original'));
      await page.locator('article').nth(2).waitFor();
      expect(await heard(page).textContent()).toContain('三(一)4');
      await press(page, zh('conversation:choice.useful'));
      await page.getByText(zh('conversation:feedback.thanks')).waitFor();
      expect(await said(page)).toEqual(['贵州', QUESTION, zh('conversation:choice.original'), zh('conversation:choice.useful')]);
    });

    it(`offers examples that are answered when they are pressed ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const page = await visit({ javaScriptEnabled });
      await settle(page);
      await press(page, zh('web:examples.dibao'));
      await page.locator('.note').waitFor();
      expect(await said(page)).toEqual(['贵州', zh('web:examples.dibao')]);
    });

    it(`makes the letters larger and smaller again ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const page = await visit({ javaScriptEnabled });
      const size = () => page.evaluate<number>(`parseFloat(getComputedStyle(document.querySelector('main')).fontSize)`);
      expect(await size()).toBeGreaterThanOrEqual(20);
      await press(page, zh('web:letters.larger'));
      await page.getByRole('button', { name: zh('web:letters.smaller') }).waitFor();
      expect(await size()).toBeGreaterThanOrEqual(26);
      await page.reload();
      await press(page, zh('web:letters.smaller'));
      await page.getByRole('button', { name: zh('web:letters.larger') }).waitFor();
      expect(await size()).toBe(20);
    });
  }

  for (const javaScriptEnabled of [true, false]) {
    it(`asks one fact at a time, understands words, goes back, survives a restart and forgets ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const own = await startApp();
      const page = await visit({ javaScriptEnabled });
      const question = (number: number) =>
        page.locator('article').last().getByText(zh('eligibility:count', { number })).waitFor();
      try {
        await page.goto(own.app.url);
        await settle(page);
        await ask(page, '查城市低保');
        await question(1);
        await page.locator('#next button').first().click();
        await question(2);
        await press(page, zh('eligibility:choice.back'));
        await question(1);
        await own.restart();
        await page.goto(own.app.url);
        await page.locator('#next button').first().click();
        await question(2);
        await ask(page, '不清楚');
        await question(3);
        await press(page, zh('eligibility:choice.stop'));
        await page.getByText(zh('eligibility:stopped')).waitFor();
        await page.goto(own.app.url);
        expect((await said(page)).join()).not.toContain('不清楚');
        if (javaScriptEnabled) expect(await accessibilityFaults(page)).toEqual([]);
      } finally {
        await own.end();
      }
    });
  }

  it('shows nothing of what was said, with scripts too, once somebody has signed out', async () => {
    const page = await visit();
    await settle(page);
    await ask(page, '我家罗世珍的低保');
    await page.getByLabel(zh('web:ask.label')).fill(zh('desk:form.sign_out.title'));
    await press(page, zh('web:ask.send'));
    await page.getByText(zh('desk:form.sign_out.done')).waitFor();
    expect(await said(page)).toEqual([zh('desk:form.sign_out.title')]);
    expect(await page.content()).not.toContain('罗世珍');
  });

  it('can be used by keyboard alone, each stop marked', async () => {
    const page = await visit();
    const tabTo = async (text: string) => {
      for (let n = 0; n < 25; n++) {
        await page.keyboard.press('Tab');
        const at = page.locator(':focus');
        if ((await at.count()) === 0) continue;
        const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
        expect(outline).toBe('solid');
        if ((await at.textContent()) === text || (await at.getAttribute('id')) === text) return;
      }
      throw new Error(`no way to ${text} by keyboard`);
    };
    await tabTo('贵州');
    await page.keyboard.press('Enter');
    await page.getByText(zh('web:region.is', { region: '贵州' }), { exact: true }).waitFor();
    await tabTo('text');
    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Enter');
    await page.locator('.note').waitFor();
    expect(await page.locator(':focus').getAttribute('id')).toBe('text');
    await page.locator('article').last().locator('.heard').focus();
    await tabTo(zh('conversation:choice.useful'));
    await page.keyboard.press('Space');
    await page.getByText(zh('conversation:feedback.thanks')).waitFor();
    expect(await page.locator(':focus').getAttribute('class')).toBe('heard');
  });

  it('begins a new line where Shift is held, and does not send', async () => {
    const page = await visit();
    await page.getByLabel(zh('web:ask.label')).fill('一');
    await page.keyboard.press('Shift+Enter');
    expect(await page.getByLabel(zh('web:ask.label')).inputValue()).toBe('一\n');
    expect(await page.locator('article').count()).toBe(0);
  });

  it('needs no scrolling sideways at 320 px, with larger letters and at 200 % zoom, and no target is under 48 px', async () => {
    for (const viewport of [SMALL.viewport, { width: 180, height: 370 }]) {
      const page = await visit({ viewport });
      await settle(page);
      await ask(page, `${QUESTION}${'长'.repeat(80)}https://example.org/${'a'.repeat(80)}`);
      await ask(page, QUESTION);
      expect(await scrollsSideways(page)).toBe(false);
      for (const button of await page.locator('button:visible').all()) {
        const box = await button.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48);
      }
      await press(page, zh('web:letters.larger'));
      await page.getByRole('button', { name: zh('web:letters.smaller') }).waitFor();
      expect(await scrollsSideways(page)).toBe(false);
    }
  });

  it('changes to English and back, and says so to screen readers', async () => {
    const page = await visit();
    await settle(page);
    await press(page, 'English');
    await page.getByText(en('web:region.is', { region: 'Guizhou' }), { exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await press(page, en('web:examples.dibao'));
    await page.locator('.note').waitFor();
    const lines = heard(page).locator('.words p');
    const languages = await lines.evaluateAll(list => list.map(line => line.getAttribute('lang')));
    expect(languages.slice(0, 2)).toEqual([null, 'zh-CN']);
    await press(page, '中文');
    await page.getByText(zh('web:region.is', { region: '贵州' }), { exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it('shows a script that somebody sends as text', async () => {
    const page = await visit();
    await settle(page);
    const script = '<script>document.title="x"</script><img src=x onerror="document.title=1">';
    await ask(page, script);
    expect((await said(page)).at(-1)).toBe(script);
    await page.reload();
    expect((await said(page)).at(-1)).toBe(script);
    expect(await page.title()).toBe(zh('web:title'));
  });

  it('takes a double press, and a page that is loaded anew, as one message', async () => {
    const page = await visit({ javaScriptEnabled: false });
    await settle(page);
    await page.getByLabel(zh('web:ask.label')).fill(QUESTION);
    await page.getByRole('button', { name: zh('web:ask.send') }).dblclick();
    await page.locator('.note').waitFor();
    await page.reload();
    expect(await said(page)).toEqual(['贵州', QUESTION]);
  });

  it('keeps the words and says what to do when they cannot be sent, and sends them once afterwards', async () => {
    const page = await visit();
    await settle(page);
    await page.context().setOffline(true);
    await page.getByLabel(zh('web:ask.label')).fill(QUESTION);
    await press(page, zh('web:ask.send'));
    await page.getByText(zh('web:ask.failed')).waitFor();
    expect(await page.getByLabel(zh('web:ask.label')).inputValue()).toBe(QUESTION);
    expect(faults.splice(0).join()).toContain('ERR_INTERNET_DISCONNECTED');
    await page.context().setOffline(false);
    await press(page, zh('web:ask.send'));
    await page.locator('.note').waitFor();
    expect(await said(page)).toEqual(['贵州', QUESTION]);
  });

  it('says to wait where words come too fast, and keeps them', async () => {
    const page = await visit();
    await settle(page);
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const token = await page.locator('#ask input[name=token]').inputValue();
    const post = async (text: string): Promise<number> =>
      (await fetch(running.app.url, { method: 'POST', headers: { cookie: cookies }, body: new URLSearchParams({ token, text }) }))
        .status;
    const heard = new AbortController();
    // It goes on until the page has heard of it, however slow the machine.
    const flood = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 2000 && !heard.signal.aborted; n++) await post(`${n}`);
    });
    while ((await post('0')) !== 429);
    await page.getByLabel(zh('web:ask.label')).fill(QUESTION);
    await press(page, zh('web:ask.send'));
    await page.getByText(zh('web:problem.too_many')).waitFor();
    heard.abort();
    await Promise.all(flood);
    expect(await page.getByLabel(zh('web:ask.label')).inputValue()).toBe(QUESTION);
    expect(faults.splice(0).join()).toContain('429');
  });

  it('says that it is at work while the answer is on its way', async () => {
    const page = await visit();
    await settle(page);
    await page.route('**/*', async route => {
      await new Promise(resolve => setTimeout(resolve, 300));
      await route.continue();
    });
    await page.getByLabel(zh('web:ask.label')).fill(QUESTION);
    await page.locator('#send').click();
    expect(await page.locator('#send').textContent()).toBe(zh('web:ask.working'));
    await page.locator('.note').waitFor();
    expect(await page.locator('#send').textContent()).toBe(zh('web:ask.send'));
  });

  it('keeps words that are not sent yet when the letters are made larger', async () => {
    const page = await visit();
    await page.getByLabel(zh('web:ask.label')).fill('还没写完');
    await press(page, zh('web:letters.larger'));
    await page.getByRole('button', { name: zh('web:letters.smaller') }).waitFor();
    expect(await page.getByLabel(zh('web:ask.label')).inputValue()).toBe('还没写完');
  });

  it('reads an answer aloud sentence by sentence, in its language, and stops when told to', async () => {
    const page = await visit();
    // This machine has no voice: what would be spoken is written down instead.
    await page.addInitScript({
      content: `window.spoken = [];
        Object.defineProperty(window, 'speechSynthesis', { value: { speak: u => spoken.push(u), cancel: () => spoken.push('stop') } });`,
    });
    await page.reload();
    await settle(page);
    await ask(page, QUESTION);
    await heard(page)
      .getByRole('button', { name: zh('web:speak'), exact: true })
      .click();
    const text = await page.evaluate<string>(`spoken.filter(u => u !== 'stop').map(u => u.text).join('')`);
    const shown = await heard(page).locator('.words').allTextContents();
    expect(text).toBe(shown.join(''));
    expect(await page.evaluate(`spoken.filter(u => u !== 'stop').every(u => u.lang === 'zh-CN')`)).toBe(true);
    await press(page, zh('web:stop'));
    expect(await page.evaluate('spoken[spoken.length - 1]')).toBe('stop');
    await heard(page)
      .getByRole('button', { name: zh('web:speak'), exact: true })
      .waitFor();
  });

  it('offers no reading aloud where the browser cannot', async () => {
    const page = await visit();
    await page.addInitScript({ content: `Object.defineProperty(window, 'speechSynthesis', { value: undefined })` });
    await settle(page);
    await page.reload();
    expect(await page.locator('article').count()).toBe(1);
    expect(await page.locator('.speak:visible').count()).toBe(0);
  });

  it('goes on with the conversation after the app was restarted in its middle', async () => {
    const page = await visit();
    await settle(page);
    await ask(page, QUESTION);
    const restarted = new URL((await running.restart()).url);
    await page.goto(restarted.href);
    expect(await said(page)).toEqual(['贵州', QUESTION]);
    await press(page, zh('conversation:choice.useful'));
    await page.getByText(zh('conversation:feedback.thanks')).waitFor();
  });

  it('has nothing that keeps people with disabilities out', async () => {
    const page = await visit();
    expect(await accessibilityFaults(page)).toEqual([]);
    await settle(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    await ask(page, QUESTION);
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, zh('web:letters.larger'));
    await page.getByRole('button', { name: zh('web:letters.smaller') }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, 'English');
    await page.getByText(en('web:region.is', { region: 'Guizhou' }), { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(new URL('/nothing-here', running.app.url).href);
    await page.getByText(zh('web:problem.not_found')).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults.splice(0).join()).toContain('404');
  });
});
