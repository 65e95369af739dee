/**
 * Accounts on platforms: who works them, and how they are.
 */
import type { AccountKey, AccountStanding, DeliveryStore } from '../delivery/store.ts';
import type { AccountState } from '../message/channel.ts';
import type { Database } from './database.ts';
import { sealedDocument } from './sealing/sealed-column.ts';

/** @param database closing it is the caller's business */
export function accountStore(database: Database): Pick<DeliveryStore, 'lease' | 'release' | 'noteAccount' | 'accounts'> {
  const state = sealedDocument<AccountState>(database.sealer, 'channel_account.state');

  return {
    lease: ({ channel, account }, holder, until, now, isDead) =>
      database.transact(async () => {
        const { db } = database;
        const key = keyText({ channel, account });
        const ours = { holder, lease_until: until.toISOString() };
        const made = await db
          .insertInto('channel_account')
          .values({ key, channel, account, ...ours })
          .onConflict(conflict => conflict.column('key').doNothing())
          .executeTakeFirst();
        if ((made.numInsertedOrUpdatedRows ?? 0n) > 0n) return { isOurs: true, isNew: true };
        const row = await db
          .selectFrom('channel_account')
          .select(['holder', 'lease_until'])
          .where('key', '=', key)
          .$if(database.kind === 'postgres', query => query.forUpdate())
          .executeTakeFirstOrThrow();
        const isFree =
          row.holder === null || row.lease_until === null || row.lease_until <= now.toISOString() || isDead(row.holder);
        if (row.holder !== holder && !isFree) return { isOurs: false, isNew: false };
        await db.updateTable('channel_account').set(ours).where('key', '=', key).execute();
        return { isOurs: true, isNew: row.holder !== holder };
      }),

    async release(account, holder) {
      await database.db
        .updateTable('channel_account')
        .set({ holder: null, lease_until: null })
        .where('key', '=', keyText(account))
        .where('holder', '=', holder)
        .execute();
    },

    async noteAccount({ channel, account, since, state: standing }) {
      const noted = { state: state.seal(standing), since: since.toISOString() };
      await database.db
        .insertInto('channel_account')
        .values({ key: keyText({ channel, account }), channel, account, ...noted })
        .onConflict(conflict => conflict.column('key').doUpdateSet(noted))
        .execute();
    },

    async accounts() {
      const rows = await database.db.selectFrom('channel_account').selectAll().orderBy('key').execute();
      return rows.flatMap(({ channel, account, state: sealed, since }): AccountStanding[] =>
        sealed === null || since === null ? [] : [{ channel, account, state: opened(sealed), since: new Date(since) }],
      );
    },
  };

  /** JSON keeps instants as text. */
  function opened(sealed: string): AccountState {
    const standing = state.open(sealed);
    return standing.kind === 'limited' ? { ...standing, until: new Date(standing.until) } : standing;
  }
}

/** Keeps every account from noting what it sends until the transaction is over. SQLite does one thing at a time anyway. */
export async function standStill({ db, kind }: Database): Promise<void> {
  if (kind === 'postgres') await db.selectFrom('channel_account').select('key').orderBy('key').forUpdate().execute();
}

/** What names an account in its table. */
export const keyText = ({ channel, account }: AccountKey): string => JSON.stringify([channel, account]);
