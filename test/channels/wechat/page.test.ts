import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type AccountView, wechatPage } from '../../../src/channels/wechat/page.tsx';
import { terminalCode } from '../../../src/channels/wechat/qr.tsx';
import { folders } from '../../../src/config.ts';
import type { Visit } from '../../../src/http/index.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';

const wordbook = loadWordbook(folders.locales);
const login = 'https://login.weixin.qq.com/l/4Z3mAAAAAAAAAAAA==';
const offline: AccountView = {
  state: { kind: 'offline', reason: 'offline', login },
  since: new Date('2026-11-29T08:00:00Z'),
  used: { minute: 1, day: 20 },
  most: { minute: 3, day: 200 },
  waiting: 4,
  failed: 5,
};

const shown = async (view: AccountView, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<string> => {
  const page = wechatPage({
    wordbook,
    style: '/chat.css',
    adminAt: async () => language,
    look: async () => view,
    instant: instant => instant.toISOString(),
  });
  const answer = await page.handle({ session: 's' } as Visit);
  return answer.kind === 'page' ? answer.html : '';
};

/** A byte for each pixel, 0 where it is dark. In a process of its own: the assistant lets no drawing be read in its own. */
const drawn = (svg: string): Buffer =>
  execFileSync(
    process.execPath,
    ['-e', "process.stdin.pipe(require('sharp')().greyscale().toColourspace('b-w').raw()).pipe(process.stdout)"],
    { input: svg },
  );

describe('the page of WeChat’s account', () => {
  it('draws a code that telephones find: three corners, dark on light, an empty edge', async () => {
    const [svg = ''] = /<svg[\s\S]+<\/svg>/.exec(await shown(offline)) ?? [];
    const [, side = '0'] = /viewBox="-4 -4 (\d+) \d+"/.exec(svg) ?? [];
    const modules = Number(side);
    const drawing = svg
      .replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
      .replace(/(width|height)="300"/g, `$1="${modules}"`);
    const pixels = drawn(drawing);
    expect(pixels).toHaveLength(modules * modules);
    const isDark = (x: number, y: number) => pixels[y * modules + x]! < 128;
    const row = (x: number, y: number) => Array.from({ length: 7 }, (_, i) => (isDark(x + i, y) ? '#' : '.')).join('');
    const [near, far] = [4, modules - 4 - 7];
    for (const [x, y] of [
      [near, near],
      [far, near],
      [near, far],
    ] as const)
      expect([0, 1, 2, 3, 4, 5, 6].map(i => row(x, y + i))).toEqual([
        '#######',
        '#.....#',
        '#.###.#',
        '#.###.#',
        '#.###.#',
        '#.....#',
        '#######',
      ]);
    for (let i = 0; i < modules; i++) for (let edge = 0; edge < 4; edge++) expect(isDark(i, edge) || isDark(edge, i)).toBe(false);
  });

  it('says how the account is, what is used, and looks again by itself', async () => {
    const page = await shown(offline);
    expect(page).toContain('<meta http-equiv="refresh" content="10"/>');
    expect(page).toContain('最近一分钟发了 1 条，最多 3 条');
    expect(page).toContain('最近一天主动发了 20 条，最多 200 条');
    expect(page).toContain('等着发的有 4 条，没发成的有 5 条');
    expect(page).not.toContain(login);
    expect(page).not.toMatch(/<script|style="/);
    const limited = await shown({ ...offline, state: { kind: 'limited', until: new Date('2026-11-29T20:00:00Z') } }, 'en');
    expect(limited).toContain('nothing is sent before 2026-11-29T20:00:00.000Z');
    expect(limited).not.toContain('<svg');
  });

  it('stays whole where what is to be scanned is no code', async () => {
    const page = await shown({ ...offline, state: { kind: 'offline', reason: 'offline', login: '字'.repeat(5000) } });
    expect(page).toContain('不在线');
    expect(page).not.toContain('<svg');
    expect(await terminalCode('字'.repeat(5000))).toBe('');
    expect(await terminalCode(login)).toMatch(/[▀▄█]/);
  });
});
