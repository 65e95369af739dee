import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms } from '../../src/rooms.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { openStorage } from '../../src/storage/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { accessibilityFaults, browserMissing, openBrowser, scrollsSideways } from '../support/browser.ts';

const wordbook = loadWordbook(folders.locales);
const zh = wordbook.in('zh-CN');

describe.skipIf(browserMissing)(`a link into private in a browser${browserMissing ? ` (${browserMissing})` : ''}`, () => {
  let running: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    running = await startApp({}, { PUBLIC_URL: 'https://anjia.example' });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await running.end();
  });

  /** A pass as the answer in a group carries it. */
  async function issue(): Promise<string> {
    const storage = await openStorage(running.config);
    const { passes } = createRooms(storage, wordbook, systemClock).directory;
    const sender = { channel: 'wechat', account: 'wx', chat: { id: 'room', kind: 'group' as const }, person: 'luo' };
    const { letters } = await passes.issue(sender, { topic: '查临时低保', region: 'guangxi' as RegionId });
    await storage.close();
    return letters;
  }

  for (const javaScriptEnabled of [true, false]) {
    it(`shows one button that a small telephone holds, and goes on with the interview ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const context = await browser.newContext({ viewport: { width: 320, height: 568 }, javaScriptEnabled });
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', error => faults.push(error.message));
      page.on('console', message => message.type() === 'error' && faults.push(message.text()));
      await page.goto(`${running.app.url}/in?pass=${await issue()}`);
      if (javaScriptEnabled) expect(await accessibilityFaults(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.getByRole('button').click();
      await page.getByText(zh('eligibility:count', { number: 1 })).waitFor();
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/');
      await page.locator('#next button').first().click();
      await page.getByText(zh('eligibility:count', { number: 2 })).waitFor();
      expect(faults).toEqual([]);
      await context.close();
    });
  }
});
