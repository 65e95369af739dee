/**
 * `npm run bench:queue`: claims a second beside pg-boss, and how long the next case, lists and searches take with 1,000,000 cases on PostgreSQL and
 * 100,000 on SQLite. A word after it runs one part alone: `claims`, `postgres`, `sqlite`.
 */
import { benchClaims } from './queue-claims.ts';
import { benchPages } from './queue-pages.ts';

const parts = {
  claims: benchClaims,
  sqlite: () => benchPages('SQLite', 100_000),
  postgres: () => benchPages('PostgreSQL', 1_000_000),
} as const;

const asked = process.argv[2];
for (const [name, part] of Object.entries(parts)) if (asked === undefined || asked === name) await part();
