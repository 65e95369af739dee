import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWebChat } from '../../../src/channels/web/index.ts';
import type { WebExchange, WebSettings } from '../../../src/channels/web/port.ts';
import { folders } from '../../../src/config.ts';
import type { Answer, Visit } from '../../../src/http/index.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import { systemClock } from '../../../src/shared/clock.ts';

const wordbook = loadWordbook(folders.locales);
const regions = [
  { id: 'guizhou', name: { 'zh-CN': '贵州', en: 'Guizhou' } },
  { id: 'guangxi', name: { 'zh-CN': '广西', en: 'Guangxi' } },
];
const visit: Visit = { session: 's1', newToken: () => 't1', form: new Map(), files: [], query: new Map(), remembered: new Map() };

/** The page that a person sees who has said and heard this. */
async function page(exchanges: readonly WebExchange[], settings: WebSettings = {}, seen: Partial<Visit> = {}): Promise<string> {
  const { routes } = createWebChat({
    wordbook,
    regions,
    clock: systemClock,
    handle: () => Promise.resolve(),
    history: (_, limit) => Promise.resolve(exchanges.slice(-limit)),
    settings: () => Promise.resolve(settings),
  });
  const answer: Answer = await routes[0]!.handle({ ...visit, ...seen });
  return answer.kind === 'page' ? answer.html : '';
}

const exchange = (id: number, text: string, outgoing: WebExchange['outgoing']): WebExchange => ({ id: `m${id}`, text, outgoing });

describe('the chat page', () => {
  it('offers the regions at the first visit, and no examples before one is chosen', async () => {
    const html = await page([]);
    expect(html).toContain('<button type="submit" name="choice" value="region=guizhou">贵州</button>');
    expect(html).not.toContain(wordbook.in('zh-CN')('web:examples.title'));
  });

  it('offers examples once the region is chosen and nothing was asked, and says for where it answers', async () => {
    const html = await page([exchange(1, 'region=guizhou', [{ text: '好' }])], { region: 'guizhou' });
    expect(html).toContain(wordbook.in('zh-CN')('web:examples.title'));
    expect(html).toContain(wordbook.in('zh-CN')('web:region.is', { region: '贵州' }));
    expect(await page([exchange(1, '低保', [{ text: '有' }])], { region: 'guizhou' })).not.toContain(
      wordbook.in('zh-CN')('web:examples.title'),
    );
  });

  it('offers what the last answer offers and what came of itself since; what leads elsewhere is a link', async () => {
    const html = await page(
      [
        exchange(1, '低保', [{ text: '旧', choices: [{ id: 'old', label: '旧的' }] }]),
        exchange(2, '低保', [{ text: '有', choices: [{ id: 'more', label: '说详细些' }] }]),
        { id: 'd1', outgoing: [{ text: '通知', choices: [{ id: 'seen', label: '收到' }] }] },
        { id: 'd2', outgoing: [{ text: '链接', choices: [{ id: 'go', label: '去看', url: 'https://example.cn/?a=1&b=2' }] }] },
      ],
      { region: 'guizhou' },
    );
    expect([...html.matchAll(/name="choice" value="(more|seen|old)">/g)].map(([, id]) => id)).toEqual(['more', 'seen']);
    expect(html).toContain('<a class="button" href="https://example.cn/?a=1&amp;b=2" rel="noreferrer">去看</a>');
  });

  it('says of a pressed button what stood on it', async () => {
    const html = await page(
      [
        exchange(1, 'region=guizhou', [{ text: '好' }]),
        exchange(2, '低保', [{ text: '有', choices: [{ id: 'more', label: '说详细些' }] }]),
        exchange(3, 'more', [{ text: '详细' }]),
      ],
      { region: 'guizhou' },
    );
    expect([...html.matchAll(/class="own" dir="auto">([^<]*)</g)].map(([, said]) => said)).toEqual(['贵州', '低保', '说详细些']);
  });

  it('shows a choice that leads elsewhere as a link', async () => {
    const choices = [
      { id: 'go', label: '打开网页', url: 'https://anjia.example/in?pass=A&b="c"' },
      { id: 'more', label: '说详细些' },
    ];
    const html = await page([exchange(1, '低保', [{ text: '有', choices }])], { region: 'guizhou' });
    expect(html).toContain(
      '<a class="button" href="https://anjia.example/in?pass=A&amp;b=&quot;c&quot;" rel="noreferrer">打开网页</a>',
    );
    expect(html).toContain('<button type="submit" name="choice" value="more">说详细些</button>');
    expect(html).not.toContain('value="go"');
  });

  it('shows the last twenty exchanges and still knows the button that the first of them pressed', async () => {
    const choices = [{ id: 'more', label: '说详细些' }];
    const many = Array.from({ length: 30 }, (_, n) => exchange(n, 'more', [{ text: `${n}`, choices }]));
    const html = await page(many, { region: 'guizhou' });
    const said = [...html.matchAll(/class="own" dir="auto">([^<]*)</g)].map(match => match[1]);
    expect(said).toEqual(Array.from({ length: 20 }, () => '说详细些'));
  });

  it('says of a message that is not answered yet that it is being looked up', async () => {
    expect(await page([exchange(1, '低保', [])], { region: 'guizhou' })).toContain(wordbook.in('zh-CN')('web:waiting'));
  });

  it('is in the language that the person chose, each line of an answer in its own', async () => {
    const html = await page([exchange(1, '低保', [{ text: 'Yes.\n可以。' }])], { region: 'guizhou', language: 'en' });
    expect(html).toContain('<html lang="en" class="normal">');
    expect(html).toContain('<p>Yes.</p><p lang="zh-CN">可以。</p>');
  });

  it('has the larger letters that the browser remembers', async () => {
    expect(await page([], {}, { remembered: new Map([['letters', 'large']]) })).toContain('class="large"');
  });

  it('shows whatever people and answers say as text, never as a part of the page', async () => {
    const tags = (html: string) => [...html.matchAll(/<\/?([a-z]\w*)/g)].map(([tag]) => tag);
    const plain = tags(await page([exchange(1, 'x', [{ text: 'x', note: 'x', choices: [{ id: 'x', label: 'x' }] }])]));
    const nasty = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onclick='x",
        '</textarea><b>',
        '<!--',
        '&lt;b>',
      ),
      fc.string({ unit: 'binary', minLength: 1 }).filter(text => text.trim() !== '' && !text.includes('\n')),
    );
    await fc.assert(
      fc.asyncProperty(nasty, async text => {
        const html = await page([exchange(1, text, [{ text, note: text, choices: [{ id: text, label: text }] }])]);
        expect(tags(html)).toEqual(plain);
      }),
      { numRuns: 50 },
    );
  });

  it('loads nothing from elsewhere and holds no script or style of its own', async () => {
    const html = await page([]);
    expect(
      [...html.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(([, to]) => to).filter(to => !/^[/#]|^data:,$/.test(to!)),
    ).toEqual([]);
    expect(html).not.toMatch(/<style|style=|<script>|\son\w+=/);
  });
});
