/**
 * What waits for people: administrators, cadres, records that should have gone.
 */
import { type ByKind, endsAt, RETENTION_KINDS } from '../retention.ts';
import { type Check, ok, warning } from './check.ts';
import type { Inspector } from './database.ts';

/** The daily job has had two days to delete them. */
const GRACE_DAYS = 2;

/** @param today as residents count days */
export const workChecks = (database: Inspector, keep: ByKind<number>, now: Date, today: string): readonly Check[] => [
  {
    name: 'admin',
    look: async () => ((await database.counts(today)).admins > 0 ? ok('admin_fine') : warning('admin_none')),
  },
  {
    name: 'questions',
    async look() {
      const { overdue } = await database.counts(today);
      return overdue > 0 ? warning('questions_overdue', { overdue }) : ok('questions_fine');
    },
  },
  {
    name: 'groups',
    async look() {
      const { settlements, unbound } = await database.counts(today);
      return unbound > 0 ? warning('groups_unbound', { settlements, unbound }) : ok('groups_fine', { settlements });
    },
  },
  {
    name: 'inbox',
    async look() {
      const { unfinished } = await database.counts(today);
      return unfinished > 0 ? warning('inbox_unfinished', { unfinished }) : ok('inbox_fine');
    },
  },
  {
    name: 'retention',
    async look() {
      const served = await database.served(endsAt(keep, now, GRACE_DAYS));
      const late = RETENTION_KINDS.filter(kind => served[kind] > 0);
      const days = RETENTION_KINDS.map(kind => `${kind}=${keep[kind]}`).join(' ');
      return late.length > 0 ? warning('retention_late', { kinds: late.join(' '), days }) : ok('retention_fine', { days });
    },
  },
];
