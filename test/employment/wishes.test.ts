import { beforeEach, describe, expect, it } from 'vitest';
import { nobody, OPERATOR } from '../../src/directory/actors.ts';
import { createDirectory, type Directory } from '../../src/directory/index.ts';
import { createWishes, type WishDraft, type Wishes } from '../../src/employment/wishes.ts';
import type { HouseholdId, RegionId } from '../../src/shared/ids.ts';
import { valueIn } from '../directory/subjects.ts';
import { clockAt, type TestClock } from '../support/clock.ts';
import { onEachDatabase } from '../support/databases.ts';

const who = { channel: 'web', account: 'anjia', chat: 'c1', person: 'p1' };
const draft: WishDraft = {
  of: { region: 'guizhou' as RegionId, county: '黔西市' },
  to: who,
  wants: { skills: ['excavator'], places: [], kinds: [], limits: [], said: '会开挖机' },
  how: 'chat',
  language: 'zh-CN',
};

onEachDatabase('wishes', opened => {
  let wishes: Wishes;
  let clock: TestClock;
  let directory: Directory;
  beforeEach(() => {
    const { storage } = opened();
    clock = clockAt('2026-11-22T08:00:00Z');
    directory = createDirectory({ store: storage.directory, clock });
    wishes = createWishes({ store: storage.employment, directory, clock });
  });

  it('keeps what was agreed to, with the day', async () => {
    const { id } = await wishes.register(draft);
    expect(await wishes.own(who)).toMatchObject({
      id,
      wants: draft.wants,
      state: 'active',
      consent: { on: '2026-11-22', how: 'chat' },
    });
  });

  it('keeps one a person: the later takes the place of the one before, and is asked about anew', async () => {
    const first = await wishes.register(draft);
    await wishes.rest(who, true);
    clock.pass(24 * 3600 * 1000);
    const second = await wishes.register({ ...draft, wants: { ...draft.wants, skills: ['cooking'] } });
    expect(second).toMatchObject({ id: first.id, state: 'active', consent: { on: '2026-11-23' } });
    expect(valueIn(await wishes.list(OPERATOR, { limit: 9 }))).toHaveLength(1);
  });

  it('rests and goes on when it is told to, as often as it is told', async () => {
    await wishes.register(draft);
    expect((await wishes.rest(who, true))?.state).toBe('resting');
    expect((await wishes.rest(who, true))?.state).toBe('resting');
    expect((await wishes.rest(who, false))?.state).toBe('active');
    expect(await wishes.rest({ ...who, person: 'nobody' }, true)).toBeUndefined();
  });

  it('is erased when its person asks, and only theirs', async () => {
    await wishes.register(draft);
    await wishes.register({ ...draft, to: { ...who, person: 'p2' } });
    await wishes.erase(who);
    await wishes.erase(who);
    expect(await wishes.own(who)).toBeUndefined();
    expect(await wishes.own({ ...who, person: 'p2' })).toBeDefined();
  });

  it('keeps no more of what somebody said than needed', async () => {
    const { wants } = await wishes.register({ ...draft, wants: { ...draft.wants, said: '会'.repeat(5000) } });
    expect(wants.said).toHaveLength(200);
  });

  describe('of somebody who cannot write', () => {
    let household: HouseholdId;
    beforeEach(async () => {
      const place = { region: 'guizhou' as RegionId, county: '黔西市', name: '锦绣社区', buildings: [], desks: [], tags: [] };
      const { id } = valueIn(await directory.settlements.add(OPERATOR, place));
      const members = [{ id: 'm1', name: '罗世珍', relation: 'head' as const }];
      const file = { building: '3栋', room: '501', members, marks: [], purpose: 'file' };
      household = valueIn(await directory.households.add(OPERATOR, id, file)).id;
    });
    const spoken = () => ({ household, member: 'm1', wants: draft.wants });

    it('is kept by their cadre as agreed to aloud, once, and erased when they ask', async () => {
      const first = valueIn(await wishes.registerFor(OPERATOR, spoken()));
      expect(first).toMatchObject({ consent: { how: 'spoken' }, of: { county: '黔西市' }, household, member: 'm1' });
      const again = valueIn(await wishes.registerFor(OPERATOR, spoken()));
      expect(again.id).toBe(first.id);
      expect(valueIn(await wishes.heldFor(OPERATOR, household, 'm1'))?.id).toBe(first.id);
      valueIn(await wishes.eraseFor(OPERATOR, household, 'm1'));
      expect(valueIn(await wishes.heldFor(OPERATOR, household, 'm1'))).toBeUndefined();
    });

    it('goes with the file of the household', async () => {
      valueIn(await wishes.registerFor(OPERATOR, spoken()));
      await opened().storage.employment.eraseHousehold(household);
      expect(valueIn(await wishes.heldFor(OPERATOR, household, 'm1'))).toBeUndefined();
    });

    it('is registered by nobody without the right to, nor for nobody', async () => {
      expect(await wishes.registerFor(nobody(who), spoken())).toMatchObject({ ok: false });
      expect(await wishes.heldFor(nobody(who), household, 'm1')).toMatchObject({ ok: false });
      expect(await wishes.eraseFor(nobody(who), household, 'm1')).toMatchObject({ ok: false });
      expect(await wishes.registerFor(OPERATOR, { ...spoken(), member: 'm9' })).toMatchObject({ refusal: { code: 'unknown' } });
    });
  });

  it('shows nobody the wishes of others without the right to', async () => {
    await wishes.register(draft);
    expect(await wishes.list(nobody(who), { limit: 9 })).toMatchObject({ ok: false });
    expect(valueIn(await wishes.list(OPERATOR, { limit: 9 }))).toHaveLength(1);
  });
});
