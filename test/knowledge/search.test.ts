import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadPolicy, type Policy } from '../../src/knowledge/load.ts';
import { loadSpeech } from '../../src/knowledge/load-language.ts';
import type { Clause } from '../../src/knowledge/model.ts';
import { bagOf, createBm25, together } from '../../src/knowledge/search/bm25.ts';
import { evidenceOf, sureness } from '../../src/knowledge/search/confidence.ts';
import { createFinder, type Finder } from '../../src/knowledge/search/finder.ts';
import { createRanker } from '../../src/knowledge/search/ranker.ts';
import { targetsOf } from '../../src/knowledge/search/target.ts';
import { type Chinese, createChinese, featuresOf } from '../../src/language/chinese.ts';
import { EMPTY_LEXICON } from '../../src/language/lexicon.ts';
import type { ClauseId, RegionId } from '../../src/shared/ids.ts';
import { labelledMessages } from '../eval/labelled.ts';

const region = (id: string) => id as RegionId;

describe('finding what the documents say', () => {
  let policy: Policy;
  let chinese: Chinese;
  let finder: Finder;
  beforeAll(() => {
    policy = loadPolicy(folders.knowledge).value;
    chinese = createChinese(loadSpeech(folders.knowledge).value.lexicon);
    finder = createFinder(policy, chinese);
  });
  const find = (of: string, text: string, hints = {}) => finder.find(region(of), chinese.read(text), hints);

  it('never ranks a target of another region, whatever is asked where', () => {
    const texts = labelledMessages().map(({ text }) => text);
    const regions = [...policy.regions.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...regions), fc.constantFrom(...texts), (of, text) => {
        const strangers = find(of, text).ranked.filter(({ target }) => target.clause.document.region !== of);
        expect(strangers).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('ranks the best first, each score and signal between 0 and 1', () => {
    for (const { region: of, text } of labelledMessages('dev')) {
      const { ranked, sure } = find(of, text);
      const scores = ranked.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      const values = ranked.flatMap(({ score, covered, signals: { target, clause } }) => [score, covered, target, clause]);
      expect(Math.min(0, ...values)).toBe(0);
      expect(Math.max(1, ...values)).toBeCloseTo(1);
      expect(sure).toBeGreaterThanOrEqual(0);
      expect(sure).toBeLessThan(1);
    }
  });

  it.each([
    ['chongqing', '九个中心是啥', 'guangxi', '九个中心'],
    ['guizhou', '我们这里建不建九个中心', 'guangxi', '九个中心'],
    ['guangxi', '办了市民证能享受什么', 'guizhou', '市民证'],
    ['yuncheng', '市民证怎么办', 'guizhou', '市民证'],
    ['guizhou', '十有是哪十有', 'yuncheng', '十有'],
  ])('notices in %s that “%s” uses a name of %s', (of, text, other, term) => {
    const { elsewhere, evidence } = find(of, text);
    expect(elsewhere?.region).toBe(other);
    expect(elsewhere?.term).toContain(term);
    expect(evidence.elsewhere).toBe(1);
  });

  it.each([
    ['guangxi', '九个中心是哪九个'],
    ['guizhou', '市民证怎么办'],
    ['yuncheng', '十有是哪十有'],
    ['chongqing', '低保怎么办'],
  ])('takes in %s a name of its own (“%s”) for no stranger', (of, text) => {
    expect(find(of, text).elsewhere).toBeUndefined();
  });

  it('takes no name that a region’s own documents print in quotes for a stranger there', () => {
    for (const { document, provisions } of policy.clauses.values()) {
      const names = provisions.flatMap(({ says }) => says.zh.match(/“[^”]{2,16}”/g) ?? []);
      expect(names.filter(name => find(document.region, name).elsewhere)).toEqual([]);
    }
  });

  it.each(['龘龘', 'xyzzy', '😀', '', ' ', '???'])('ranks nothing for “%s”, of which nothing is written', text => {
    const { ranked, evidence, sure } = find('guizhou', text, { offTopic: 0.5 });
    expect(ranked).toEqual([]);
    expect(evidence.covered).toBe(0);
    expect(sure).toBeLessThan(0.5);
  });

  it('explains a rank by the parts of the message that it matched, the heaviest first', () => {
    const reading = chinese.read('搬到城里还能吃低保不');
    const [first] = finder.find(region('guizhou'), reading).ranked;
    const matched = finder.matched(region('guizhou'), reading, first!);
    expect(matched.map(({ feature }) => feature)).toContain('w:低保');
    expect(featuresOf(reading)).toEqual(expect.arrayContaining(matched.map(({ feature }) => feature)));
    const weights = matched.map(({ weight }) => weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });
});

describe('ranking', () => {
  const chinese = createChinese(EMPTY_LEXICON);
  const clause = (id: string, asks: string[]): Clause => ({
    id: id as ClauseId,
    document: [...loadPolicy(folders.knowledge).value.documents.values()][0]!,
    label: id,
    heading: '服务',
    lead: [],
    supporting: [],
    provisions: [{ id: 'one', audience: '大家', terms: ['服务'], says: { zh: '有。' }, figures: [], due: [], asks }],
    leavesOpen: [],
  });
  const clauses = [clause('plan:1', ['老人活动室在哪']), clause('plan:2', ['老人活动室在哪']), clause('plan:3', ['公交车几路'])];
  const ranker = createRanker(clauses.flatMap(targetsOf), chinese);
  const order = (text: string, near: string[] = []) =>
    ranker.rank(chinese.read(text), near).map(({ target }) => target.clause.id);

  it.each(['plan:1', 'plan:2'])('puts the clause that the talk is about (%s) before its equal', near => {
    expect(order('老人活动室', [near])[0]).toBe(near);
  });

  it('does not put the clause that the talk is about before one that fits far better', () => {
    expect(order('公交车几路', ['plan:1'])[0]).toBe('plan:3');
  });

  it('names the ask that is most like the message', () => {
    const reading = chinese.read('公交车几路');
    const closest = ranker.closest(reading, ranker.rank(reading)[0]!.target);
    expect(closest.ask).toBe('公交车几路');
    expect(closest.likeness).toBeCloseTo(1);
  });

  it('ranks nothing among no targets', () => {
    expect(createRanker([], chinese).rank(chinese.read('老人活动室'))).toEqual([]);
  });
});

describe('the sureness of an answer', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const sure = (covered: number, elsewhere: boolean, offTopic: number) =>
    sureness({ ...evidenceOf([], elsewhere, offTopic), covered });

  it('rises with what the first target holds of the message', () => {
    fc.assert(
      fc.property(unit, unit, fc.boolean(), unit, (a, b, elsewhere, offTopic) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(sure(high, elsewhere, offTopic)).toBeGreaterThanOrEqual(sure(low, elsewhere, offTopic));
        if (high - low > 1e-6) expect(sure(high, elsewhere, offTopic)).toBeGreaterThan(sure(low, elsewhere, offTopic));
      }),
    );
  });

  it('falls the likelier the message speaks of what no document touches', () => {
    fc.assert(
      fc.property(unit, fc.boolean(), unit, unit, (covered, elsewhere, a, b) => {
        expect(sure(covered, elsewhere, Math.max(a, b))).toBeLessThanOrEqual(sure(covered, elsewhere, Math.min(a, b)));
      }),
    );
    expect(sure(0.5, false, 0.9)).toBeLessThan(sure(0.5, false, 0.1));
  });

  it('falls where the message uses a name that only another region knows', () => {
    fc.assert(
      fc.property(unit, unit, (covered, offTopic) => {
        expect(sure(covered, true, offTopic)).toBeLessThan(sure(covered, false, offTopic));
      }),
    );
  });

  it('is a probability, and for nothing ranked it is no answer', () => {
    fc.assert(
      fc.property(unit, fc.boolean(), unit, (covered, elsewhere, offTopic) => {
        const value = sure(covered, elsewhere, offTopic);
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(1);
      }),
    );
    expect(sureness(evidenceOf([], false, 0.5))).toBeLessThan(0.5);
  });
});

describe('BM25', () => {
  const feature = fc
    .tuple(fc.constantFrom('w:', 'g:', 's:'), fc.constantFrom(...'甲乙丙丁戊己庚辛'))
    .map(parts => parts.join(''));
  const bag = fc.array(feature, { maxLength: 20 }).map(bagOf);

  it('scores each bag between 0 and 1, for any bags and any query', () => {
    fc.assert(
      fc.property(fc.array(bag, { maxLength: 8 }), bag, (bags, query) => {
        const scores = [...createBm25(bags).score(query)];
        expect(scores).toHaveLength(bags.length);
        for (const score of scores) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('scores 0 for an empty query, and for a bag that holds nothing of the query', () => {
    fc.assert(
      fc.property(fc.array(bag, { minLength: 1, maxLength: 8 }), bags => {
        expect([...createBm25(bags).score(new Map())]).toEqual(bags.map(() => 0));
        expect([...createBm25(bags).score(bagOf(['w:无', 'g:无']))]).toEqual(bags.map(() => 0));
      }),
    );
  });

  it('scores the higher of two bags of one length the one that covers more of the query', () => {
    const query = fc.uniqueArray(feature, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(query, fc.nat(), fc.array(bag, { maxLength: 5 }), (features, cut, others) => {
        const covered = 1 + (cut % features.length);
        const fill = (count: number) => Array.from({ length: count }, (_, i) => `w:填${i}`);
        const more = bagOf([...features.slice(0, covered), ...fill(features.length - covered)]);
        const less = bagOf([...features.slice(0, covered - 1), ...fill(features.length - covered + 1)]);
        const [high, low] = createBm25([more, less, ...others]).score(bagOf(features));
        expect(high).toBeGreaterThan(low!);
      }),
    );
  });

  it('holds its length against a bag, and counts for it how often it says a thing', () => {
    const once = bagOf(['w:甲', 'w:乙']);
    const long = bagOf(['w:甲', 'w:乙', 'w:丙', 'w:丁']);
    const twice = bagOf(['w:甲', 'w:甲']);
    const [short, longer, often] = createBm25([once, long, twice]).score(bagOf(['w:甲']));
    expect(short).toBeGreaterThan(longer!);
    expect(often).toBeGreaterThan(short!);
  });

  it('weighs a rare feature more than a common one of its kind', () => {
    const { weight } = createBm25([bagOf(['w:常', 'w:稀']), bagOf(['w:常']), bagOf(['w:常'])]);
    expect(weight('w:稀')).toBeGreaterThan(weight('w:常'));
    expect(weight('w:常')).toBeGreaterThan(0);
  });

  it('counts in bags put together what it counts in each', () => {
    fc.assert(
      fc.property(fc.array(fc.array(feature, { maxLength: 10 })), lists => {
        const sum = together(lists.map(bagOf));
        expect(Object.fromEntries(sum)).toEqual(Object.fromEntries(bagOf(lists.flat())));
      }),
    );
  });
});
