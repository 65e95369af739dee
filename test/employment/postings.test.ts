import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Right } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Job, Posting } from '../../src/employment/model.ts';
import type { Postings } from '../../src/employment/postings.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { job } from '../contracts/employment-store/sample.ts';
import { aSettlement } from '../support/directory.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';

const day = (text: string) => text as Day;
const DAY_MS = 24 * 3600 * 1000;

describe('job postings', () => {
  let opened: OpenRooms;
  let postings: Postings;
  let here: Settlement;
  let there: Settlement;
  beforeEach(async () => {
    opened = await openRooms();
    ({ postings } = opened.rooms.employment);
    [here, there] = [aSettlement(), aSettlement({ county: '大方县' })];
    for (const settlement of [here, there]) await opened.storage.directory.settlements.put(settlement, opened.clock.now());
  });
  afterEach(() => opened.close());

  const actor = (id: string, ...rights: Right[]): Actor => ({ id, via: 'chat', rights });
  const cadreOf = ({ id }: Settlement) => actor(`p_${id}`, { role: 'cadre', scope: { kind: 'settlement', settlement: id } });
  const handlerOf = ({ id }: Settlement) => actor(`h_${id}`, { role: 'handler', scope: { kind: 'settlement', settlement: id } });
  const of = ({ region, id }: Settlement) => ({ region, settlement: id });
  const good = <T>(outcome: Outcome<T>): T => {
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };
  const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code);
  const add = async (over: Partial<Job> = {}, at = here, by = cadreOf(at)) =>
    good(await postings.add(by, { of: of(at), job: { ...job, ...over } }));
  const shown = async () => (await postings.open(day('2026-11-22'))).map(({ id }) => id);
  const fraud = { more: '入职交押金500元' };

  it('belong to the county and region of their settlement, and are shown at once', async () => {
    const { posting, was } = await add();
    expect(was).toBe('new');
    expect(posting).toMatchObject({
      of: { region: here.region, county: here.county, settlement: here.id },
      state: 'open',
      by: `p_${here.id}`,
      version: 1,
    });
    expect(await shown()).toEqual([posting.id]);
    expect(await postings.shown(posting.id)).toEqual(posting);
  });

  it('are one where the same is brought twice, however it is written, and valid until the later day', async () => {
    const first = await add();
    const again = await add({ employer: ' 兴旺 制衣厂 ', title: '缝纫工。', validUntil: day('2026-12-01') });
    expect(again).toMatchObject({ was: 'same', posting: { id: first.posting.id, job: { validUntil: '2026-12-31' } } });
    const later = await add({ validUntil: day('2027-01-31') });
    expect(later).toMatchObject({
      was: 'renewed',
      posting: { id: first.posting.id, job: { validUntil: '2027-01-31' }, version: 2 },
    });
    expect(await add({ wage: { form: 'monthly', from: 3000, to: 5000 } })).toMatchObject({ was: 'new' });
    expect(await shown()).toHaveLength(2);
  });

  it('say what is new of a posting only where whoever brings it may change it', async () => {
    const first = await add();
    const other = await add({ contact: { phone: '13900139000' } });
    expect(other).toMatchObject({ was: 'renewed', posting: { job: { contact: { name: '王经理', phone: '13900139000' } } } });
    const elsewhere = await add({ contact: { phone: '13700137000' }, validUntil: day('2027-02-01') }, there);
    expect(elsewhere).toMatchObject({
      was: 'renewed',
      posting: { of: { settlement: here.id }, job: { contact: { phone: '13900139000' }, validUntil: '2027-02-01' } },
    });
    const same = good(
      await postings.add(
        actor('p_county', { role: 'cadre', scope: { kind: 'county', region: here.region, county: here.county } }),
        { of: { region: here.region, county: here.county }, job: { ...job, openings: undefined, contact: {} } },
      ),
    );
    expect(same).toMatchObject({ was: 'same', posting: { id: first.posting.id, job: { openings: 20 } } });
  });

  it('are held where something looks like fraud, and seen by none but those who may edit them', async () => {
    const { posting } = await add(fraud);
    expect(posting).toMatchObject({ state: 'held', signs: [{ sign: 'deposit', words: '押金' }] });
    expect(await shown()).toEqual([]);
    expect(await postings.shown(posting.id)).toBeUndefined();
    const open = (await add({ title: '保洁员' })).posting;
    const listed = async (by: Actor, states?: Posting['state'][]) =>
      good(await postings.list(by, { limit: 9, states })).map(({ id }) => id);
    expect(await listed(cadreOf(here))).toEqual([posting.id, open.id]);
    expect(await listed(cadreOf(here), ['held'])).toEqual([posting.id]);
    expect(await listed(handlerOf(here))).toEqual([open.id]);
    expect(await listed(handlerOf(here), ['held'])).toEqual([]);
    expect(await listed(cadreOf(there))).toEqual([]);
    expect(code(await postings.get(handlerOf(here), posting.id))).toBe('unknown');
    expect(code(await postings.get(handlerOf(here), open.id))).toBe('done');
    const both = actor('p_both', ...handlerOf(here).rights, ...cadreOf(there).rights);
    expect(await listed(both)).toEqual([open.id]);
  });

  it('are released or refused by a person, and what was refused stays so when it is brought again', async () => {
    const { posting } = await add(fraud);
    expect(good(await postings.release(cadreOf(here), posting.id)).state).toBe('open');
    expect(await shown()).toEqual([posting.id]);
    expect(await add({ ...fraud, validUntil: day('2027-01-31') })).toMatchObject({ posting: { state: 'open' } });
    expect(await add({ more: '入职交押金500元，再交服装费' })).toMatchObject({ posting: { state: 'held' } });
    expect(good(await postings.refuse(cadreOf(here), posting.id)).state).toBe('refused');
    expect(await add({ validUntil: day('2027-03-31') })).toMatchObject({ was: 'same', posting: { state: 'refused' } });
    expect(await shown()).toEqual([]);
  });

  it('may be ended twice, and come back when they are brought again', async () => {
    const { posting } = await add();
    for (const _ of ['pressed', 'pressed again'])
      expect(good(await postings.end(cadreOf(here), posting.id, 'filled'))).toMatchObject({ state: 'filled', version: 2 });
    expect(code(await postings.end(cadreOf(here), posting.id, 'withdrawn'))).toBe('changed');
    expect(code(await postings.release(cadreOf(here), posting.id))).toBe('changed');
    expect(await shown()).toEqual([]);
    expect(await add()).toMatchObject({ was: 'renewed', posting: { id: posting.id, state: 'open' } });
  });

  it('expire when their day is over, once, and are open again with a later one', async () => {
    const { posting } = await add({ validUntil: day('2026-11-22') });
    const held = (await add({ ...fraud, title: '保安', validUntil: day('2026-11-23') })).posting;
    expect(await postings.expire()).toEqual([]);
    opened.clock.pass(DAY_MS);
    expect(await postings.shown(posting.id)).toBeUndefined();
    expect((await postings.expire()).map(({ id }) => id)).toEqual([posting.id]);
    expect(await postings.expire()).toEqual([]);
    opened.clock.pass(DAY_MS);
    expect((await postings.expire()).map(({ id }) => id)).toEqual([held.id]);
    const now = good(await postings.get(cadreOf(here), posting.id));
    expect(now.state).toBe('expired');
    const longer = good(await postings.change(cadreOf(here), posting.id, { ...job, validUntil: day('2026-12-31') }, now.version));
    expect(longer.state).toBe('open');
  });

  it('are changed at the version that was seen, and looked at anew', async () => {
    const { posting } = await add();
    const other = (await add({ title: '保安' })).posting;
    const change = async (over: Partial<Job>, version: number) =>
      postings.change(cadreOf(here), posting.id, { ...job, ...over }, version);
    expect(good(await change({ openings: 30 }, 1))).toMatchObject({ version: 2, job: { openings: 30 } });
    expect(code(await change({ openings: 40 }, 1))).toBe('changed');
    expect(code(await change({ title: '保安' }, 2))).toBe('exists');
    expect(good(await change(fraud, 2)).state).toBe('held');
    expect(good(await postings.get(cadreOf(here), other.id)).version).toBe(1);
  });

  it.each<[string, Partial<Job>]>([
    ['title', { title: ' ' }],
    ['title', { title: '工'.repeat(41) }],
    ['employer', { employer: '厂'.repeat(61) }],
    ['place', { place: '' }],
    ['openings', { openings: 0 }],
    ['openings', { openings: 1.5 }],
    ['wage', { wage: { form: 'monthly', from: 5000, to: 3000 } }],
    ['wage', { wage: { form: 'monthly', from: -1 } }],
    ['wage', { wage: { form: 'monthly' } }],
    ['age', { age: { from: 12 } }],
    ['age', { age: { from: 50, to: 18 } }],
    ['phone', { contact: { phone: '12' } }],
    ['more', { more: '好'.repeat(601) }],
    ['validUntil', { validUntil: day('2026-11-21') }],
    ['validUntil', { validUntil: day('2099-01-01') }],
  ])('with a wrong %s are not taken (%#)', async (field, over) => {
    expect(await postings.add(cadreOf(here), { of: of(here), job: { ...job, ...over } })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', params: { field } },
    });
  });

  it('are nobody’s business elsewhere, and what was refused is recorded', async () => {
    const { posting } = await add();
    expect(code(await postings.add(cadreOf(there), { of: of(here), job }))).toBe('out-of-scope');
    expect(code(await postings.add(handlerOf(here), { of: of(here), job }))).toBe('not-allowed');
    expect(code(await postings.end(cadreOf(there), posting.id, 'filled'))).toBe('out-of-scope');
    expect(code(await postings.get(cadreOf(there), posting.id))).toBe('out-of-scope');
    expect(code(await postings.get(actor('nobody:x'), posting.id))).toBe('not-allowed');
    expect(code(await postings.list(actor('nobody:x'), { limit: 9 }))).toBe('not-allowed');
    expect(code(await postings.get(OPERATOR, 'j_nothing'))).toBe('unknown');
    const unknown = { region: here.region, settlement: 's_00000000000000000000' as typeof here.id };
    expect(code(await postings.add(OPERATOR, { of: unknown, job }))).toBe('unknown');
    const audit = good(await opened.rooms.directory.audit(OPERATOR, { limit: 99 }));
    expect(audit.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
      expect.arrayContaining([
        'posting.edit done',
        'posting.edit out-of-scope',
        'posting.edit not-allowed',
        'posting.view out-of-scope',
      ]),
    );
  });

  it('are listed page by page', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await add({ title: `工种${i}` })).posting.id);
    const page = async (after?: string) => good(await postings.list(cadreOf(here), { limit: 2, after })).map(({ id }) => id);
    expect([await page(), await page(ids[1]), await page(ids[3])]).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
  });
});
