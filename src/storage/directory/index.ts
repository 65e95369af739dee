/**
 * Keeps the directory on both databases, a file for each part of it. What a method means is said by the port in `directory/store.ts`; who may
 * call it is the directory's business.
 */
import type { DirectoryStore } from '../../directory/store.ts';
import type { Database } from '../database.ts';
import { auditStore } from './audit.ts';
import { codeStore } from './codes.ts';
import { grantStore } from './grants.ts';
import { groupStore } from './groups.ts';
import { householdStore } from './households.ts';
import { importStore } from './imports.ts';
import { muteStore } from './mutes.ts';
import { onceStore } from './once.ts';
import { personStore } from './people.ts';
import { robotStore } from './robots.ts';
import { settlementStore } from './settlements.ts';
import { tokenStore } from './tokens.ts';

/** @param database closing it is the caller's business */
export const createDirectoryStore = (database: Database): DirectoryStore => ({
  transact: database.transact,
  settlements: settlementStore(database),
  households: householdStore(database),
  imports: importStore(database),
  people: personStore(database),
  grants: grantStore(database),
  groups: groupStore(database),
  robots: robotStore(database),
  mutes: muteStore(database),
  codes: codeStore(database),
  tokens: tokenStore(database),
  audit: auditStore(database),
  once: onceStore(database),
});
