/**
 * Tokens of the API. A token is long and random, so that a plain SHA-256 says nothing of it and stays the same whatever key seals.
 */
import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Role } from '../../directory/access.ts';
import type { Token } from '../../directory/model.ts';
import { formatScope } from '../../directory/scope.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { Database } from '../database.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { scopeOf, startOf } from './listing.ts';

export function tokenStore(database: Database): DirectoryStore['tokens'] {
  const label = sealedText(database.sealer, 'token.label');
  const tokenOf = (row: Selectable<Tables['token']>): Token => ({
    id: row.id,
    label: label.open(row.label),
    role: row.role as Role,
    scope: scopeOf(row.scope),
    issuedBy: row.issued_by,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
    usedAt: row.used_at ?? undefined,
  });
  return {
    async add(token, secret) {
      await database.db
        .insertInto('token')
        .values({
          id: token.id,
          digest: digestOf(secret),
          label: label.seal(token.label),
          role: token.role,
          scope: storable(formatScope(token.scope)),
          issued_by: token.issuedBy,
          issued_at: token.issuedAt,
          expires_at: token.expiresAt,
          revoked_at: token.revokedAt ?? null,
          used_at: token.usedAt ?? null,
        })
        .execute();
    },

    async find(secret) {
      const row = await database.db.selectFrom('token').selectAll().where('digest', '=', digestOf(secret)).executeTakeFirst();
      return row && tokenOf(row);
    },

    async get(id) {
      const row = await database.db.selectFrom('token').selectAll().where('id', '=', storable(id)).executeTakeFirst();
      return row && tokenOf(row);
    },

    async list(page) {
      const rows = await database.db
        .selectFrom('token')
        .selectAll()
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(tokenOf);
    },

    async used(id, at) {
      await database.db.updateTable('token').set({ used_at: at.toISOString() }).where('id', '=', id).execute();
    },

    async revoke(id, at) {
      const { numUpdatedRows } = await database.db
        .updateTable('token')
        .set({ revoked_at: at.toISOString() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
