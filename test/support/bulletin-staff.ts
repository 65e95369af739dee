/**
 * A settlement with its staff for whole journeys of a bulletin, on a running app; and a clock that goes on as life does, but may be set.
 */
import { type Core, openCore } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Group, Settlement } from '../../src/directory/model.ts';
import type { Posting } from '../../src/employment/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { allowed } from './office.ts';

/** A clock that runs. */
export interface RunningClock extends Clock {
  /** It is then, from now on. */
  set(instant: string): void;
}

export function clockFrom(instant: string): RunningClock {
  let offset = 0;
  const set = (to: string): void => {
    offset = Date.parse(to) - performance.now();
  };
  set(instant);
  return { now: () => new Date(offset + performance.now()), set };
}

/** The staff's side of the database of a running app. */
export interface Staff {
  readonly core: Core;
  readonly settlement: Settlement;
  /** A code that makes whoever types it a member of staff. */
  code(name: string, role: 'cadre' | 'handler' | 'supervisor'): Promise<string>;
  /** Binds a chat. @param quiet its quiet hours; those of all groups where nothing is said */
  group(account: Pick<Group, 'channel' | 'account'>, chat: string, name: string, quiet?: string): Promise<Group>;
  /** A job that is open until the end of a day. */
  posting(title: string, validUntil: string): Promise<Posting>;
  end(): Promise<void>;
}

export async function openStaff(config: Config, clock: Clock): Promise<Staff> {
  const core = await openCore(config, { resume: false, clock });
  const { directory } = core.rooms;
  const buildings = ['1栋', '2栋', '3栋'].map(name => ({ name }));
  const draft = { region: 'guizhou' as RegionId, county: '黔西市', name: '锦绣社区', buildings, desks: [], tags: [] };
  const settlement = allowed(await directory.settlements.add(OPERATOR, draft));
  const scope = { kind: 'settlement', settlement: settlement.id } as const;
  return {
    core,
    settlement,
    code: async (name, role) => allowed(await directory.people.invite(OPERATOR, { role, scope, name })).letters,
    async group(account, chat, name, quiet) {
      const place = { kind: 'group', settlement: settlement.id, building: name } as const;
      const { group } = allowed(await directory.groups.bind(OPERATOR, place, { ...account, chat, name }));
      return quiet === undefined ? group : allowed(await directory.groups.edit(OPERATOR, group.id, { quiet }));
    },
    async posting(title, validUntil) {
      const { region, county, id } = settlement;
      const contact = { phone: '13800138000' };
      const job = { employer: '兴旺制衣厂', title, place: county, skills: [], suits: [], contact, validUntil: validUntil as Day };
      const brought = await core.rooms.employment.postings.add(OPERATOR, { of: { region, county, settlement: id }, job });
      return allowed(brought).posting;
    },
    end: () => core.stop(),
  };
}
