/**
 * `npm run bench:matching`: how long 10,000 wishes take with 5,000 postings, and one new posting with 10,000 wishes, in memory and from a database
 * with sealed rows; beside holding every pair against each other without an index.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createFinding } from '../../src/employment/finding.ts';
import { judge, scores, UNFIT } from '../../src/employment/judge.ts';
import { createMatcher } from '../../src/employment/matcher.ts';
import { JOB_KINDS, type Posting, SUITS, type Wish } from '../../src/employment/model.ts';
import { readyPosting, readyWish } from '../../src/employment/ready.ts';
import { employmentKnowledge } from '../../src/employment-knowledge.ts';
import { type Day, dayAt } from '../../src/shared/calendar.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { openStorage } from '../../src/storage/index.ts';
import { employmentWords } from '../support/job-words.ts';
import { createRandom } from '../support/random.ts';

const WISHES = 10_000;
const POSTINGS = 5_000;
const ROUNDS = 5;

const { below, pick: oneOf } = createRandom(6);
const random = (): number => below(2 ** 20) / 2 ** 20;
const chance = (share: number): boolean => random() < share;
const skills = employmentWords.skills.map(({ id }) => id);
const counties = Array.from({ length: 40 }, (_, i) => `第${i}县`);
const today = dayAt(new Date());
const region = 'guizhou' as RegionId;

/** A third asks for no skill; the others for one or two of all that are known. */
const postingOf = (i: number): Posting => {
  const county = oneOf(counties);
  return {
    id: `j_${String(i).padStart(6, '0')}`,
    of: { region, county },
    job: {
      employer: `厂${i}`,
      title: '工人',
      place: county,
      county,
      skills: chance(0.3) ? [] : chance(0.7) ? [oneOf(skills)] : [oneOf(skills), oneOf(skills)],
      suits: SUITS.filter(() => chance(0.25)),
      kind: chance(0.6) ? oneOf(JOB_KINDS) : undefined,
      wage: chance(0.8) ? { form: 'monthly', from: 1500 + Math.floor(random() * 50) * 100 } : undefined,
      age: chance(0.5) ? { from: 18, to: 45 + Math.floor(random() * 20) } : undefined,
      contact: { name: '王经理', phone: '13800138000' },
      validUntil: '2099-12-31' as Day,
      coordinates: chance(0.3) ? { latitude: 26 + random(), longitude: 106 + random() } : undefined,
    },
    state: 'open',
    signs: [],
    by: 'p_1',
    addedAt: new Date(),
    version: 1,
  };
};

const wishOf = (i: number): Wish => ({
  id: `w_${String(i).padStart(6, '0')}`,
  of: { region, county: oneOf(counties) },
  to: { channel: 'web', account: 'anjia', chat: `p${i}`, person: `p${i}` },
  state: 'active',
  wants: {
    skills: chance(0.2) ? [] : chance(0.6) ? [oneOf(skills)] : [oneOf(skills), oneOf(skills), oneOf(skills)],
    places: chance(0.3) ? [oneOf(counties)] : [],
    near: chance(0.3),
    kinds: chance(0.3) ? [oneOf(JOB_KINDS)] : [],
    wageFrom: chance(0.5) ? 2000 + Math.floor(random() * 30) * 100 : undefined,
    limits: SUITS.filter(() => chance(0.1)),
    age: 18 + Math.floor(random() * 45),
    coordinates: chance(0.3) ? { latitude: 26 + random(), longitude: 106 + random() } : undefined,
    said: '想在县城找活，会开挖机，带着孩子，最好离家近一点',
  },
  consent: { on: today, how: 'chat' },
  language: 'zh-CN',
  updatedAt: new Date(),
});

const { knowledge } = employmentKnowledge();
const { figures } = knowledge;
const matcher = createMatcher({ words: knowledge.skills, figures });
const wishes = Array.from({ length: WISHES }, (_, i) => wishOf(i));
const postings = Array.from({ length: POSTINGS }, (_, i) => postingOf(i));

async function took(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
const middle = (times: readonly number[]): number => [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)]!;
const ms = (time: number): string => (time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`);

/** What a program does that holds every pair against each other and sorts what is left. */
function everyPair(): number {
  const ready = postings.map(posting => readyPosting(posting, knowledge.skills, figures));
  const worth = scores(figures);
  let count = 0;
  for (const wish of wishes.map(readyWish)) {
    const fit = ready.flatMap((posting): [number, (typeof ready)[number]][] => {
      const bits = judge(wish, posting, figures.near_km);
      return bits === UNFIT ? [] : [[worth[bits] ?? 0, posting]];
    });
    count += fit.sort(([one], [other]) => other - one).slice(0, figures.kept.for_wish).length;
  }
  return count;
}

let found = 0;
const indexed: number[] = [];
const pairs: number[] = [];
const single: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  indexed.push(
    await took(() => {
      const among = matcher.among(postings, today);
      found = wishes.reduce((count, wish) => count + among(wish, figures.kept.for_wish).length, 0);
    }),
  );
  pairs.push(await took(everyPair));
  const ready = matcher.between(wishes);
  single.push(await took(() => ready(oneOf(postings), today, figures.kept.for_posting)));
}
console.log(`${WISHES} wishes with ${POSTINGS} postings: ${ms(middle(indexed))}, ${found} matches kept`);
console.log(
  `every pair, what is left sorted, without reasons: ${ms(middle(pairs))}; ${(middle(pairs) / middle(indexed)).toFixed(1)} times as long`,
);
console.log(`a new posting with ${WISHES} wishes, in memory: ${ms(middle(single))} (median of ${ROUNDS})`);

const folder = mkdtempSync(join(tmpdir(), 'anjia-bench-'));
const storage = await openStorage({ dataDir: folder });
const store = storage.employment;
await storage.transact(async () => {
  for (const wish of wishes) await store.wishes.put(wish);
});
const finding = createFinding({ store, matcher, figures, clock: systemClock });
const news = Array.from({ length: ROUNDS + 1 }, (_, i) => postingOf(900_000 + i));
const times: number[] = [];
for (const posting of news) {
  await store.postings.put(posting, posting.id);
  times.push(await took(() => finding.forPostings()));
}
const [first = 0, ...later] = times;
const changed: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const posting = postingOf(910_000 + round);
  await store.wishes.put(wishOf(round));
  await store.postings.put(posting, posting.id);
  changed.push(await took(() => finding.forPostings()));
}
console.log(`from the database, sealed rows opened: ${ms(first)}; kept ready after that: ${ms(middle(later))}`);
console.log(`the same once a wish was changed: ${ms(middle(changed))}; all with what was found written`);
await storage.transact(() => store.postings.addAll(postings.map(posting => ({ posting, digest: posting.id }))));
console.log(`${POSTINGS} new postings with ${WISHES} wishes, found and written: ${ms(await took(() => finding.forPostings()))}`);
console.log(`${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most`);
await storage.close();
rmSync(folder, { recursive: true });
