/**
 * The real browser that pages are tried in.
 */
import { existsSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Why pages cannot be tried here; in CI nothing may be missing. */
export const browserMissing: string | undefined =
  existsSync(CHROMIUM) || process.env['CI'] ? undefined : `no browser at ${CHROMIUM}`;

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });

/** What axe-core finds wrong with the page for people with disabilities: the rule and the elements. Empty is well. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // Through the debugger, since the page's own content policy rightly refuses foreign scripts.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
  if (passes.length < 10) throw new Error('axe-core did not look at the page');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Whether the page is wider than its window. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
