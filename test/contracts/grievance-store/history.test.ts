import { beforeEach, expect, it } from 'vitest';
import { type Deed, type Entry, linked, NO_HEAD, verify } from '../../../src/grievance/history.ts';
import { numberAt, parseNumber } from '../../../src/grievance/number.ts';
import type { GrievanceStore } from '../../../src/grievance/store.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import { systemRandom } from '../../../src/shared/random.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { at } from './sample.ts';

onEachDatabase('histories of cases', opened => {
  let store: GrievanceStore;
  beforeEach(() => {
    store = opened().storage.grievances;
  });
  const act = async (deed: Omit<Deed, 'by' | 'action'> & Partial<Deed>): Promise<Entry> => {
    const entry = linked(await store.head(deed.case), { by: 'p_1', action: 'note', ...deed }, systemRandom);
    await store.append(entry);
    return entry;
  };

  it('gives no number twice, whoever asks at the same time, and each can be read back', async () => {
    const given = (await Promise.all(Array.from({ length: 30 }, () => store.newNumber()))).sort((a, b) => a - b);
    expect(given).toEqual(given.map((_, i) => numberAt(i + 1)));
    expect(given.map(number => parseNumber(String(number)))).toEqual(given);
    const pages = [await store.numbers(0, 20)];
    pages.push(await store.numbers(pages[0]!.at(-1)!, 20), await store.numbers(numberAt(30), 20));
    expect(pages).toEqual([given.slice(0, 20), given.slice(20), []]);
  });

  it('keeps a chain in its order, with what was said sealed', async () => {
    expect(await store.head(1002)).toEqual(NO_HEAD);
    const all = [
      await act({ case: 1002, at, action: 'report' }),
      await act({ case: 1002, at, data: { text: '电梯\0坏了' } }),
      await act({ case: 1013, at }),
      await act({ case: 1002, at, data: { why: '' } }),
    ].filter(entry => entry.case === 1002);
    expect(await store.head(1002)).toEqual({ seq: 3, hash: all[2]?.hash });
    const kept = await store.entries(1002);
    expect(kept).toEqual(all);
    expect(verify(kept)).toEqual({ ok: true, links: 3, erased: 0 });
    expect(await store.entries(9999)).toEqual([]);
  });

  it('refuses a second link in the same place', async () => {
    const first = linked(NO_HEAD, { case: 1002, by: 'p_1', action: 'report', at }, systemRandom);
    const other = linked(NO_HEAD, { case: 1002, by: 'p_2', action: 'report', at }, systemRandom);
    await store.append(first);
    await expect(store.append(other)).rejects.toThrow();
    expect(await store.entries(1002)).toEqual([first]);
  });

  it('forgets what was said, and the chain still holds', async () => {
    await act({ case: 1002, at, action: 'report' });
    await act({ case: 1002, at, data: { text: '电梯坏了' } });
    await act({ case: 1013, at, data: { text: '漏水' } });
    await store.erasePayloads(1002);
    expect(verify(await store.entries(1002))).toEqual({ ok: true, links: 2, erased: 1 });
    expect(verify(await store.entries(1013))).toEqual({ ok: true, links: 1, erased: 0 });
  });

  it('knows the last link of each case within a day of Asia/Shanghai, and the first day of all', async () => {
    expect(await store.firstDay()).toBeUndefined();
    expect(await store.headsOf('2026-11-30' as Day)).toEqual([]);
    const late = new Date('2026-11-29T15:59:59.999Z');
    const midnight = new Date('2026-11-29T16:00:00.000Z');
    const evening = new Date('2026-11-30T15:59:59.999Z');
    const other = await act({ case: 1024, at: evening });
    await act({ case: 1002, at: late });
    await act({ case: 1002, at: midnight });
    const last = await act({ case: 1002, at: evening });
    await act({ case: 1002, at: new Date('2026-11-30T16:00:00.000Z') });
    await act({ case: 1013, at: late });
    expect(await store.headsOf('2026-11-30' as Day)).toEqual([
      { case: 1002, seq: 3, hash: last.hash },
      { case: 1024, seq: 1, hash: other.hash },
    ]);
    expect((await store.headsOf('2026-11-29' as Day)).map(head => head.case)).toEqual([1002, 1013]);
    expect(await store.firstDay()).toBe('2026-11-29');
  });

  it('keeps one anchor a day, in the order of days', async () => {
    const anchor = (day: string) => ({ day: day as Day, cases: 3, hash: `hash of ${day}`, at });
    await store.anchor(anchor('2026-11-30'));
    await store.anchor(anchor('2026-11-29'));
    await expect(store.anchor(anchor('2026-11-29'))).rejects.toThrow();
    expect(await store.anchors()).toEqual([anchor('2026-11-29'), anchor('2026-11-30')]);
  });
});
