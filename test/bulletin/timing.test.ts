import { beforeEach, expect, it } from 'vitest';
import type { Bulletin, Repeat, When } from '../../src/bulletin/model.ts';
import { nextTime } from '../../src/bulletin/repeat.ts';
import { valueIn } from '../directory/subjects.ts';
import { type BulletinTown, bulletinTown } from '../support/bulletins.ts';
import { onEachDatabase } from '../support/databases.ts';

const HOUR_MS = 3600_000;
/** Monday, ten in the morning in Shanghai. */
const monday = '2026-11-30T02:00:00Z';

it.each<[string, Repeat, string, string]>([
  ['later today', { every: 'day', at: '10:01' }, monday, '2026-11-30T02:01:00Z'],
  ['tomorrow where it is just now', { every: 'day', at: '10:00' }, monday, '2026-12-01T02:00:00Z'],
  ['in a day of Shanghai that has begun', { every: 'day', at: '00:30' }, '2026-11-30T16:10:00Z', '2026-11-30T16:30:00Z'],
  ['on a Sunday', { every: 'week', on: 7, at: '08:00' }, monday, '2026-12-06T00:00:00Z'],
  ['in a week where it is just now', { every: 'week', on: 1, at: '10:00' }, monday, '2026-12-07T02:00:00Z'],
  ['on the 28th over a short month', { every: 'month', on: 28, at: '08:00' }, '2027-01-28T00:00:00Z', '2027-02-28T00:00:00Z'],
  ['on the 1st over a long month', { every: 'month', on: 1, at: '08:00' }, '2027-01-01T00:00:00Z', '2027-02-01T00:00:00Z'],
  ['in a leap year', { every: 'month', on: 1, at: '00:00' }, '2028-01-31T16:00:00Z', '2028-02-29T16:00:00Z'],
])('comes again %s', (_, repeat, after, next) => {
  expect(nextTime(repeat, new Date(after))).toEqual(new Date(next));
});

onEachDatabase('the time of a bulletin', opened => {
  let town: BulletinTown;
  let digest: string | undefined;
  beforeEach(async () => {
    digest = '三个岗位';
    town = await bulletinTown(opened().storage, monday, {
      wordsOf: async ({ id }) => {
        if (digest === 'broken') throw new Error('no words');
        return digest === undefined ? undefined : { title: `${id}岗位`, text: digest };
      },
    });
    await town.group(town.here);
  });
  const submitted = async (when: When, over?: Parameters<BulletinTown['draft']>[0]): Promise<Bulletin> => {
    const { id } = valueIn(await town.rooms.bulletins.write(town.cadre, town.draft(over)));
    return valueIn(await town.rooms.bulletins.submit(town.cadre, id, when));
  };
  const now = async ({ id }: Bulletin) => valueIn(await town.rooms.bulletins.get(town.cadre, id));
  const times = async ({ id }: Bulletin) => {
    const all = valueIn(await town.rooms.bulletins.list(town.cadre, { limit: 100 }));
    return all.filter(({ series }) => series === id);
  };

  it('comes, and not before', async () => {
    const bulletin = await submitted({ at: new Date(town.clock.now().getTime() + HOUR_MS) });
    expect(bulletin.state).toBe('scheduled');
    town.clock.pass(HOUR_MS - 1);
    await town.rooms.bulletins.tick();
    expect((await now(bulletin)).state).toBe('scheduled');
    town.clock.pass(1);
    await town.rooms.bulletins.tick();
    expect(await now(bulletin)).toMatchObject({ state: 'sending' });
    expect((await now(bulletin)).life.at(-1)).toMatchObject({ what: 'begun', by: 'system' });
  });

  it('that is over already is now', async () => {
    expect((await submitted({ at: new Date(0) })).state).toBe('sending');
  });

  it('waits for approval, and comes at once where that came later', async () => {
    const bulletin = await submitted({ at: new Date(town.clock.now().getTime() + HOUR_MS) }, { kind: 'notice' });
    town.clock.pass(2 * HOUR_MS);
    await town.rooms.bulletins.tick();
    expect((await now(bulletin)).state).toBe('proposed');
    const second = await town.staff('督办', 'supervisor', { kind: 'all' });
    expect(valueIn(await town.rooms.bulletins.approve(second, bulletin.id, bulletin.version)).state).toBe('sending');
  });

  it('comes again, each time as a bulletin of its own, until it is stopped', async () => {
    const bulletin = await submitted({ repeat: { every: 'day', at: '11:00' } });
    expect(bulletin).toMatchObject({ state: 'repeating', startAt: new Date('2026-11-30T03:00:00Z') });
    for (let day = 0; day < 2; day++) {
      town.clock.pass(HOUR_MS);
      await town.rooms.bulletins.tick();
      await town.rooms.bulletins.tick();
      expect(await times(bulletin)).toHaveLength(day + 1);
      town.clock.pass(23 * HOUR_MS);
    }
    expect((await times(bulletin))[0]).toMatchObject({ state: 'sending', by: bulletin.by, repeat: undefined });
    valueIn(await town.rooms.bulletins.stop(town.cadre, bulletin.id));
    town.clock.pass(48 * HOUR_MS);
    await town.rooms.bulletins.tick();
    expect(await times(bulletin)).toHaveLength(2);
  });

  it('that was missed while nothing ran is caught up once, and comes at its next regular time then', async () => {
    const once = await submitted({ at: new Date(town.clock.now().getTime() + HOUR_MS) });
    const daily = await submitted({ repeat: { every: 'day', at: '11:00' } });
    town.clock.pass(5 * 24 * HOUR_MS);
    await town.rooms.bulletins.tick();
    expect((await now(once)).state).toBe('sending');
    expect(await times(daily)).toHaveLength(1);
    expect((await now(daily)).startAt).toEqual(new Date('2026-12-05T03:00:00Z'));
  });

  it('comes once where two processes look at the same moment', async () => {
    await submitted({ at: new Date(town.clock.now().getTime() + HOUR_MS) });
    const daily = await submitted({ repeat: { every: 'week', on: 1, at: '11:00' } });
    town.clock.pass(HOUR_MS);
    const storage = await opened().again();
    const other = town.again(storage);
    await Promise.all([town.rooms.bulletins.tick(), other.bulletins.tick(), town.rooms.bulletins.tick(), other.bulletins.tick()]);
    expect(await times(daily)).toHaveLength(1);
    await town.send();
    expect(town.channel.sent).toHaveLength(2);
    await storage.close();
  });

  it('takes neither state nor copies with it where the process is killed in between', async () => {
    const bulletin = await submitted({ at: new Date(town.clock.now().getTime() + HOUR_MS) });
    town.clock.pass(HOUR_MS);
    const { deliveries } = town.rooms;
    const { postAll } = deliveries;
    Object.assign(deliveries, { postAll: () => Promise.reject(new Error('killed')) });
    await expect(town.rooms.bulletins.tick()).rejects.toThrow('1 bulletins did not begin');
    Object.assign(deliveries, { postAll });
    expect((await now(bulletin)).state).toBe('scheduled');
    await town.rooms.bulletins.tick();
    expect((await now(bulletin)).state).toBe('sending');
    expect(await deliveries.tally(`bulletin:${bulletin.id}`)).toMatchObject({ waiting: 1 });
  });

  it('finds the words of a digest, or is passed over where there is nothing to say', async () => {
    const over = { content: { title: '本周岗位', text: '' }, announces: { kind: 'digest', id: 'guizhou' } };
    const weekly = await submitted({ repeat: { every: 'week', on: 1, at: '11:00' } }, over);
    town.clock.pass(HOUR_MS);
    await town.rooms.bulletins.tick();
    await town.send();
    expect(town.channel.texts).toEqual(['【招工信息】guizhou岗位\n\n三个岗位']);
    digest = undefined;
    town.clock.pass(7 * 24 * HOUR_MS);
    await town.rooms.bulletins.tick();
    expect(await times(weekly)).toHaveLength(1);
    expect((await now(weekly)).life.map(({ what }) => what)).toEqual(['written', 'scheduled', 'begun', 'skipped']);
    const { id } = valueIn(await town.rooms.bulletins.write(town.cadre, town.draft(over)));
    expect(await town.rooms.bulletins.submit(town.cadre, id)).toMatchObject({
      refusal: { code: 'invalid', params: { field: 'text' } },
    });
  });

  it('of one that cannot be put into words keeps no other waiting', async () => {
    const soon = { at: new Date(town.clock.now().getTime() + HOUR_MS) };
    const over = { content: { title: '本周岗位', text: '' }, announces: { kind: 'digest', id: 'guizhou' } };
    await submitted(soon, over);
    const sound = await submitted(soon);
    digest = 'broken';
    town.clock.pass(HOUR_MS);
    await expect(town.rooms.bulletins.tick()).rejects.toThrow(AggregateError);
    expect((await now(sound)).state).toBe('sending');
  });

  it.each<[string, When]>([
    ['at', { at: new Date(Number.NaN) }],
    ['at', { at: new Date('2028-12-01T00:00:00Z') }],
    ['repeat', { repeat: { every: 'day', at: '24:00' } }],
    ['repeat', { repeat: { every: 'day', at: '8:00' } }],
    ['repeat', { repeat: { every: 'week', on: 0, at: '08:00' } }],
    ['repeat', { repeat: { every: 'week', on: 1.5, at: '08:00' } }],
    ['repeat', { repeat: { every: 'month', on: 29, at: '08:00' } }],
  ])('is none where %s is none', async (field, when) => {
    const { bulletins } = town.rooms;
    const { id } = valueIn(await bulletins.write(town.cadre, town.draft()));
    expect(await bulletins.submit(town.cadre, id, when)).toMatchObject({ refusal: { code: 'invalid', params: { field } } });
  });
});
