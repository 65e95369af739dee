/** The rooms of employment on a database, with somebody in a settlement who looks for work, and jobs for them. */
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Settlement } from '../../src/directory/model.ts';
import type { Job, Posting, Wants, Wish } from '../../src/employment/model.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms, type Rooms } from '../../src/rooms.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import type { Storage } from '../../src/storage/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { clockAt, type TestClock } from '../support/clock.ts';

const wordbook = loadWordbook(folders.locales);

/** Where somebody is told. */
export const address = (person: string) => ({ channel: 'web', account: 'anjia', chat: person, person });

export interface Working {
  readonly rooms: Rooms;
  readonly storage: Storage;
  readonly clock: TestClock;
  /** The same on other connections, as another process has it. */
  beside(storage: Storage): Rooms;
  settle(name: string, county?: string): Promise<Settlement>;
  wish(person: string, settlement: Settlement, wants?: Partial<Wants>): Promise<Wish>;
  post(settlement: Settlement, job?: Partial<Job>): Promise<Posting>;
  /** What was posted to somebody so far, oldest first. */
  heard(person: string): Promise<readonly string[]>;
}

export const DAY_MS = 24 * 3600 * 1000;

export function working(storage: Storage): Working {
  const clock = clockAt('2026-11-22T02:00:00Z');
  const rooms = createRooms(storage, wordbook, clock);
  let count = 0;
  return {
    rooms,
    storage,
    clock,
    beside: other => createRooms(other, wordbook, clock),
    settle: async (name, county = '黔西市') =>
      valueIn(
        await rooms.directory.settlements.add(OPERATOR, {
          region: 'guizhou' as RegionId,
          county,
          name,
          buildings: [],
          desks: [],
          tags: [],
        }),
      ),
    wish: (person, { id, region, county }, wants = {}) =>
      rooms.employment.wishes.register({
        of: { region, county, settlement: id },
        to: address(person),
        wants: { skills: ['sewing'], places: [], kinds: [], limits: [], ...wants },
        how: 'chat',
        language: 'zh-CN',
      }),
    async post({ id, region, county }, job = {}) {
      count++;
      const brought = valueIn(
        await rooms.employment.postings.add(OPERATOR, {
          of: { region, county, settlement: id },
          job: {
            employer: `兴旺制衣厂${count}`,
            title: '缝纫工',
            place: county,
            county,
            skills: ['sewing'],
            suits: [],
            contact: { name: '王经理', phone: '13800138000' },
            validUntil: '2027-12-31' as Day,
            ...job,
          },
        }),
      );
      return brought.posting;
    },
    heard: async person => (await rooms.deliveries.list(address(person), 50)).map(({ outgoing }) => outgoing.text),
  };
}
