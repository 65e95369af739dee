import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { DANGER_KINDS, type DangerKind } from '../../src/knowledge/load-language.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { RegionId } from '../../src/shared/ids.ts';

interface Line {
  readonly text: string;
  readonly danger: DangerKind | 'none';
}

const linesOf = (set: string): Line[] =>
  readFileSync(new URL(`../knowledge/danger/${set}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Line);
const heldOut = linesOf('held-out');
const complaints = linesOf('held-out-third');

/** Of a kind's examples so many may be heard as another kind or not at all; the numbers to call are near the same. */
const MAY_BE_ANOTHER_KIND = 0.08;

describe('present danger', () => {
  let assistant: Assistant;
  let lines: readonly Line[];
  beforeAll(() => {
    assistant = createAssistant();
    const { dangers, calm } = assistant.speech.danger;
    lines = [
      ...dangers.map(({ kind, text }): Line => ({ text, danger: kind })),
      ...calm.map((text): Line => ({ text, danger: 'none' })),
    ];
  });
  const heard = (text: string) => assistant.danger(text);

  it('is heard in no number of a case, though it holds those to call', () => {
    for (const number of [1119, 1200, 11924, 31191, 40119, 51194])
      for (const text of [`desk=case_look=${number}`, String(number), `/领 ${number}`])
        expect([text, heard(text)]).toEqual([text, 'none']);
    expect(heard('喊119')).toBe('fire');
  });

  it('is heard where somebody begs for help with much else besides', () => {
    expect(heard('家里正在着火，我们没地方住了，求你们帮我家登记困难')).toBe('fire');
  });

  /** Of the dangers those that are heard, and of the others those that are heard as one. */
  const shares = (of: readonly Line[]) => {
    const share = (some: readonly Line[]) => some.filter(({ text }) => heard(text) !== 'none').length / some.length;
    return {
      found: share(of.filter(({ danger }) => danger !== 'none')),
      falsely: share(of.filter(({ danger }) => danger === 'none')),
    };
  };

  it('is found in nearly all examples that it was learned from, and seldom in those that speak of none', () => {
    const { found, falsely } = shares(lines);
    expect(found).toBeGreaterThanOrEqual(0.985);
    expect(falsely).toBeLessThanOrEqual(0.03);
  });

  it('is found in sentences that nobody tuned by', () => {
    expect(heldOut.length).toBeGreaterThan(300);
    const { found, falsely } = shares(heldOut);
    expect(found).toBeGreaterThanOrEqual(0.95);
    expect(falsely).toBeLessThanOrEqual(0.07);
  });

  it('is told from what residents complain of', () => {
    expect(complaints.length).toBe(150);
    const { found, falsely } = shares(complaints);
    expect(found).toBeGreaterThanOrEqual(0.875);
    expect(falsely).toBeLessThanOrEqual(0.055);
  });

  it('is hardly ever heard in what people ask and complain about', () => {
    const { intents, danger } = assistant.speech;
    const real = new Set(danger.dangers.map(({ text }) => text));
    const others = [...intents.values()].flat().filter(text => !real.has(text));
    expect(others.length).toBeGreaterThan(4000);
    expect(others.filter(text => heard(text) !== 'none').length / others.length).toBeLessThan(0.005);
  });

  it.each(DANGER_KINDS)('of the kind %s is heard as that kind', kind => {
    const real = lines.filter(({ danger }) => danger === kind);
    expect(real.length).toBeGreaterThan(60);
    expect(real.filter(({ text }) => heard(text) !== kind).length / real.length).toBeLessThanOrEqual(MAY_BE_ANOTHER_KIND);
  });

  it.each<[string, DangerKind]>([
    ['着火了', 'fire'],
    ['我家着火了快来人', 'fire'],
    ['有人拿刀砍人', 'violence'],
    ['我老公正在打我', 'violence'],
    ['楼上打起来了', 'violence'],
    ['我不想活了', 'suicide'],
    ['天台上有人要跳', 'suicide'],
    ['我喝农药了', 'suicide'],
    ['我妈突然倒在地上叫不醒', 'medical'],
    ['老人晕倒了没有呼吸', 'medical'],
    ['孩子发高烧抽搐', 'medical'],
    ['煤气漏了好大味', 'gas'],
    ['煤气中毒了', 'gas'],
    ['小孩被困在电梯里', 'other'],
    ['有人掉河里了', 'other'],
    ['山体滑坡了', 'other'],
  ])('is heard in “%s” (%s)', (text, kind) => {
    expect(heard(text)).toBe(kind);
  });

  it.each<[string, string, DangerKind]>([
    ['Guizhou', '屋头着火了,快点来人嘛', 'fire'],
    ['Guizhou', '他拿刀追起我砍', 'violence'],
    ['Guizhou', '我家老者倒地上喊不应了', 'medical'],
    ['Guizhou', '娃娃落到水塘头去了', 'other'],
    ['Chongqing', '屋头燃起来了', 'fire'],
    ['Chongqing', '我男的又在打我,啷个办', 'violence'],
    ['Chongqing', '老汉儿晕过去了喊不醒', 'medical'],
    ['Chongqing', '娃儿卡在电梯头了', 'other'],
    ['Guangxi', '我屋起火了,快来救', 'fire'],
    ['Guangxi', '佢揸刀斩人', 'violence'],
    ['Guangxi', '阿公晕低咗叫唔醒', 'medical'],
    ['Guangxi', '我唔想活了', 'suicide'],
    ['Shanxi', '俺家着火啦', 'fire'],
    ['Shanxi', '俺爹栽倒了叫不应', 'medical'],
    ['Shanxi', '煤气漏哩,呛得不行', 'gas'],
    ['Shanxi', '娃掉井里了', 'other'],
  ])('is heard in the words of %s: “%s” (%s)', (_, text, kind) => {
    expect(heard(text)).toBe(kind);
  });

  it.each([
    ['a denial', '楼道没有着火,就是有点烟味散了'],
    ['a denial', '我没想自杀,就是心里烦'],
    ['a denial', '没人受伤'],
    ['the past', '去年三楼着过火'],
    ['the past', '前几年老家着火房子烧没了'],
    ['the past', '昨天晚上楼下打架'],
    ['what is over', '火已经扑灭了'],
    ['what is over', '我妈晕倒已经送医院了'],
    ['what is over', '煤气漏气已经修好了'],
    ['a general question', '安置点着火了归谁管'],
    ['a general question', '家庭暴力可以找哪个部门'],
    ['a general question', '被狗咬了能报销吗'],
    ['a general question', '自杀热线是多少'],
    ['a supposition', '万一着火了往哪里跑'],
    ['a supposition', '要是煤气漏了该找谁'],
    ['a supposition', '如果有人打我怎么办'],
    ['an idiom', '今天热死了'],
    ['an idiom', '气死我了'],
    ['an idiom', '这个价格贵得要命'],
    ['an idiom', '他火冒三丈'],
    ['an idiom', '打死我也不去'],
    ['an idiom', '办个证要跑断腿'],
    ['a plain question', '搬到城里还能吃低保不'],
    ['nothing', ''],
    ['nothing', '😀😀😀'],
  ])('is not heard in %s: “%s”', (_, text) => {
    expect(heard(text)).toBe('none');
  });

  it.each<[string, DangerKind]>([
    ['以前没着过火,今天着火了', 'fire'],
    ['不是演习,着火了', 'fire'],
    ['不是开玩笑,我真的要跳楼', 'suicide'],
    ['没事,就是不想活了', 'suicide'],
    ['厨房着火,没人受伤', 'fire'],
    ['三楼着火,消防栓没水', 'fire'],
    ['打了119没人来,楼上着火了', 'fire'],
    ['低保停了,不想活了', 'suicide'],
    ['我没有工作,不想活了', 'suicide'],
  ])('is not argued away by what stands beside it: “%s” (%s)', (text, kind) => {
    expect(heard(text)).toBe(kind);
  });

  it('is heard whatever is said before and after it, as long as that is calm', () => {
    const calm = fc.constantFrom('你好。', '我住三栋二单元。', '搬到城里还能吃低保不?', '这边路灯亮得很。', '😀', '\n');
    fc.assert(
      fc.property(fc.array(calm, { maxLength: 3 }), fc.array(calm, { maxLength: 3 }), (before, after) => {
        expect(heard(`${before.join('')}我家着火了。${after.join('')}`)).toBe('fire');
      }),
    );
  });

  it('is looked for in any text without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        expect([...DANGER_KINDS, 'none']).toContain(heard(text));
      }),
    );
  });

  it('is looked for in a very long message in less than a second', () => {
    const start = performance.now();
    heard('我家楼下有人在三楼的阳台上'.repeat(2000));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each<[string, string, string, RegExp]>([
    ['guangxi', '煤气漏了!九个中心是哪九个', 'guangxi:2.6', /119/],
    ['guizhou', '我家着火了,有没有临时救助', 'guizhou:3.1.4', /119/],
    ['guizhou', '我妈晕倒了叫不醒,医保怎么报销', 'guizhou:3.1.4', /120/],
    ['chongqing', '低保怎么转?我不想活了', 'chongqing-community:1.7', /110|120/],
  ])('comes first in an answer in %s to “%s”, which keeps its citation', (region, text, clause, number) => {
    const found = assistant.policy.regions.get(region as RegionId)!;
    for (const language of ['zh-CN', 'en'] as const) {
      const t = assistant.wordbook.in(language);
      const reply = assistant.respond({ region: found, text, on: '2026-11-22' as Day, language });
      const advice = t(`conversation:danger.${reply.danger}`);
      expect(reply.action).toBe('answer');
      expect(reply.citations.map(({ clause: { id } }) => id)).toContain(clause);
      expect(reply.text.startsWith(`${advice}\n`)).toBe(true);
      expect(advice).toMatch(number);
      expect(reply.text.length).toBeGreaterThan(advice.length + 5);
    }
  });

  it.each([
    ['漏煤气了,物业电话多少', 'no_answer'],
    ['我不想活了,想找个工作', 'find_jobs'],
  ])('comes first in “%s” too, which stays %s', (text, action) => {
    const region = assistant.policy.regions.get('guizhou' as RegionId)!;
    const reply = assistant.respond({ region, text, on: '2026-11-22' as Day, language: 'zh-CN' });
    expect(reply.action).toBe(action);
    expect(reply.text.startsWith(assistant.wordbook.in('zh-CN')(`conversation:danger.${reply.danger}`))).toBe(true);
  });
});
