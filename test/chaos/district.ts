/**
 * The places and people that the storm goes over: settlements with their groups and cadres, as the directory knows them, and a copy of what it
 * holds to compare with afterwards.
 */
import { sql } from 'kysely';
import { openCore } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { BotApi, Room } from '../support/bot-api/index.ts';
import { allowed } from '../support/office.ts';

const GROUPS_EACH = 4;

/** Puts settlements, their groups and a cadre each into the directory. */
export async function settleDistrict(settings: Config, api: BotApi, groups: readonly Room[]): Promise<void> {
  const core = await openCore(settings);
  const { directory } = core.rooms;
  const telegram = { channel: 'telegram', account: api.token.split(':')[0]! };
  for (let n = 0; n * GROUPS_EACH < Math.max(1, groups.length); n++) {
    const { id: settlement } = allowed(
      await directory.settlements.add(OPERATOR, {
        region: 'guizhou' as RegionId,
        county: '黔西市',
        name: `锦绣社区${n}`,
        buildings: [{ name: '3栋', entrances: ['1单元'] }],
        desks: [],
        tags: [],
      }),
    );
    for (const { chat } of groups.slice(n * GROUPS_EACH, (n + 1) * GROUPS_EACH))
      allowed(
        await directory.groups.bind(
          OPERATOR,
          { kind: 'group', settlement },
          { ...telegram, chat: String(chat.id), name: chat.title },
        ),
      );
    const cadre = api.person(`干部${n}`);
    const invitation = { role: 'cadre', scope: { kind: 'settlement', settlement }, name: `干部${n}` } as const;
    const { letters } = allowed(await directory.people.invite(OPERATOR, invitation));
    const id = String(cadre.user.id);
    allowed(await directory.visitors.redeem({ ...telegram, chat: { id, kind: 'private' }, person: id }, letters));
  }
  await core.stop();
}

/** Where a delivery stands, as the record tells it. */
export interface Recorded {
  readonly chat: string;
  readonly replyTo: string | null;
  readonly state: string;
  readonly isDoubtful: boolean;
  readonly parts: number;
}

/** What the database holds. */
export interface Inspection {
  /** All that the directory knows, table by table. */
  readonly directory: ReadonlyMap<string, string>;
  readonly deliveries: readonly Recorded[];
  /** Messages that were taken and not answered. */
  readonly unanswered: number;
  /** `ok`, as SQLite says it. */
  readonly health: string;
}

const DIRECTORY = [
  'settlement',
  'chat_group',
  'person',
  'identity',
  'role_grant',
  'household',
  'household_person',
  'code',
] as const;

/** Reads the database; nobody may be at work on it. */
export async function inspect(settings: Config): Promise<Inspection> {
  const database = await openDatabase(settings);
  const { db } = database;
  const tables = new Map<string, string>();
  for (const table of DIRECTORY) {
    const rows = await db.selectFrom(table).selectAll().execute();
    // Answers in groups give passes out: those are new.
    const lasting = rows.filter(row => !('kind' in row && row.kind === 'pass')).map(row => JSON.stringify(row));
    tables.set(table, lasting.toSorted().join('\n'));
  }
  const deliveries = await db.selectFrom('delivery').selectAll().where('channel', '=', 'telegram').orderBy('id').execute();
  const left = await db.selectFrom('message').select('id').where('done_at', 'is', null).execute();
  const health = database.kind === 'sqlite' ? await quickCheck(database) : 'ok';
  await database.close();
  return {
    directory: tables,
    deliveries: deliveries.map(({ chat, reply_to, state, doubtful, parts }) => ({
      chat,
      replyTo: reply_to,
      state,
      isDoubtful: doubtful === 1,
      parts,
    })),
    unanswered: left.length,
    health,
  };
}

async function quickCheck({ db }: Awaited<ReturnType<typeof openDatabase>>): Promise<string> {
  const { rows } = await sql<{ quick_check: string }>`PRAGMA quick_check`.execute(db);
  return rows.map(({ quick_check }) => quick_check).join('\n');
}
