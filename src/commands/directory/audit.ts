/** `anjia directory audit`: what was done, looked at and refused. */
import type { Open } from './bench.ts';
import { numberNamed } from './named.ts';
import { list } from './show.ts';
import { verb } from './verb.ts';

export const audit = (open: Open) =>
  verb(open, {
    name: 'audit',
    description: 'Lists what was done, looked at and refused, the newest first',
    args: {
      actor: { type: 'string', description: 'Only what somebody did: p_…, t_…, operator' },
      subject: { type: 'string', description: 'Only what was done to something: its id' },
      action: { type: 'string', description: 'Only one action: household.open, …' },
      limit: { type: 'string', default: '50', description: 'How many to list' },
    },
    run: ({ rooms, actor: who, t }, { actor, subject, action, limit }) =>
      rooms.directory.audit(who, { actor, subject, action, limit: numberNamed(limit, t) ?? 0 }),
    say: (entries, { t }) =>
      list(
        entries,
        ({ at, actor, via, action, outcome, subject, place, reason }) => [
          at,
          actor,
          via,
          action,
          outcome,
          subject,
          place,
          reason,
        ],
        t,
      ),
  });
