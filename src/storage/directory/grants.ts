/**
 * Roles that people were given; a role that was taken from somebody stays on record.
 */
import type { Selectable } from 'kysely';
import type { Role } from '../../directory/access.ts';
import type { Grant } from '../../directory/model.ts';
import { formatScope } from '../../directory/scope.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { scopeOf, startOf } from './listing.ts';

export const grantStore = (database: Database): DirectoryStore['grants'] => ({
  async add(grant) {
    await database.db
      .insertInto('role_grant')
      .values({
        id: grant.id,
        person: grant.person,
        role: grant.role,
        scope: storable(formatScope(grant.scope)),
        granted_by: grant.grantedBy,
        granted_at: grant.grantedAt,
        revoked_by: grant.revokedBy ?? null,
        revoked_at: grant.revokedAt ?? null,
      })
      .execute();
  },

  async get(id) {
    const row = await database.db.selectFrom('role_grant').selectAll().where('id', '=', storable(id)).executeTakeFirst();
    return row && grantOf(row);
  },

  async held(person) {
    const rows = await database.db
      .selectFrom('role_grant')
      .selectAll()
      .where('person', '=', person)
      .where('revoked_at', 'is', null)
      .orderBy('id')
      .execute();
    return rows.map(grantOf);
  },

  async list(page) {
    const rows = await database.db
      .selectFrom('role_grant')
      .selectAll()
      .$if(page.revoked === true, query => query.where('revoked_at', 'is not', null))
      .$if(page.revoked === false, query => query.where('revoked_at', 'is', null))
      .where('id', '>', startOf(page))
      .orderBy('id')
      .limit(page.limit)
      .execute();
    return rows.map(grantOf);
  },

  // A row that is written is held on both databases; what others did to it meanwhile is looked at anew.
  async hold(role, scope) {
    const { numUpdatedRows } = await database.db
      .updateTable('role_grant')
      .set({ role })
      .where('role', '=', role)
      .where('scope', '=', storable(formatScope(scope)))
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },

  async revoke(id, by, at) {
    const { numUpdatedRows } = await database.db
      .updateTable('role_grant')
      .set({ revoked_by: by, revoked_at: at.toISOString() })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});

const grantOf = (row: Selectable<Tables['role_grant']>): Grant => ({
  id: row.id,
  person: row.person as PersonId,
  role: row.role as Role,
  scope: scopeOf(row.scope),
  grantedBy: row.granted_by,
  grantedAt: row.granted_at,
  revokedBy: row.revoked_by ?? undefined,
  revokedAt: row.revoked_at ?? undefined,
});
