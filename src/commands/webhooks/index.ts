/**
 * `anjia webhooks`: other programs that are told of what becomes of grievances. They are called by the server that runs on the same database.
 */
import { defineCommand } from 'citty';
import { formatScope } from '../../directory/scope.ts';
import type { Translate } from '../../language/i18n.ts';
import { dayAt } from '../../shared/calendar.ts';
import { CALL_STATES, callState, type WebhookCall } from '../../webhook/model.ts';
import { type Open, openBench } from '../directory/bench.ts';
import { all, idNamed, inScope, numberNamed, partsOf } from '../directory/named.ts';
import { list, table } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';

const webhook = { type: 'positional', required: true, description: 'Its id in the list: y_…' } as const;

const webhookNamed = (text: string, t: Translate): string =>
  idNamed(text, typed => (/^y_[0-9a-hjkmnp-tv-z]{20}$/.test(typed) ? typed : undefined), 'webhook', t);

/** A call in a line: its number, what it tells, how far it is. */
const callLine = (call: WebhookCall, t: Translate): readonly (string | number | undefined)[] => [
  call.id,
  call.event,
  call.at.toISOString(),
  t(`commands:webhooks.state.${callState(call)}`),
  call.attempts,
  call.fault === undefined ? '' : t(`commands:webhooks.fault.${call.fault}`, { status: call.status ?? '' }),
];

/** The commands on a bench. */
export const webhooksOn = (open: Open) =>
  defineCommand({
    meta: { name: 'webhooks', description: 'Other programs that are told of what becomes of grievances' },
    subCommands: {
      add: verb(open, {
        name: 'add',
        description: 'Adds one; the secret that its calls are signed with is printed this once, alone on the last line',
        args: {
          url: {
            type: 'positional',
            required: false,
            description:
              'Its address (https); without it, standard input: what holds a password is not to stand in a command line',
          },
          scope: { type: 'string', required: true, description: 'What it hears of: all, region:…, county:…/…, settlement:…' },
          events: { type: 'string', description: 'Only these, parted by commas: grievance.report, grievance.answer, …' },
        },
        run(bench, { url, scope, events }) {
          const { rooms, actor, terminal, t } = bench;
          const wanted = events === undefined ? [] : partsOf(events);
          const strange = wanted.find(event => !rooms.webhooks.events.includes(event));
          if (strange !== undefined || (events !== undefined && wanted.length === 0)) {
            const allowed = rooms.webhooks.events.join(' ');
            throw new UsageError(t('commands:bulletins.word_unknown', { word: strange ?? '', allowed }));
          }
          return inScope(scope, bench, async within =>
            rooms.webhooks.add(actor, {
              url: url ?? (await terminal.ask(t('commands:webhooks.url_ask'))),
              scope: within,
              events: wanted,
            }),
          );
        },
        say: ({ id, url, secret }, { t }) => `${t('commands:webhooks.added', { id, host: new URL(url).host })}\n${secret}`,
        data: ({ secret, ...added }) => [added, { secret }],
      }),
      list: verb(open, {
        name: 'list',
        description: 'Lists them, those that were removed too',
        args: {},
        run: ({ rooms, actor }) => all(page => rooms.webhooks.list(actor, page)),
        say: (found, { t }) =>
          list(
            found,
            ({ id, url, scope, events, at, endedAt }) => [
              id,
              new URL(url).host,
              formatScope(scope),
              events.join(' '),
              dayAt(at),
              endedAt ? t('commands:webhooks.removed') : '',
            ],
            t,
          ),
      }),
      remove: verb(open, {
        name: 'remove',
        description: 'Removes one, at once; what was not sent yet is given up',
        args: { webhook },
        sure: 'revoke',
        run: ({ rooms, actor, t }, { webhook }) => rooms.webhooks.remove(actor, webhookNamed(webhook, t)),
        say: ({ id }, { t }) => t('commands:directory.revoked', { what: id }),
      }),
      calls: verb(open, {
        name: 'calls',
        description: 'Lists its calls and what became of them, newest first',
        args: {
          webhook,
          state: { type: 'string', description: `Only those that stand so: ${CALL_STATES.join(', ')}` },
          limit: { type: 'string', default: '50', description: 'How many to list' },
          after: { type: 'string', description: 'Only those that are older than this one' },
        },
        run({ rooms, actor, t }, { webhook, state, limit, after }) {
          const wanted = CALL_STATES.find(one => one === state);
          if (state !== undefined && !wanted)
            throw new UsageError(t('commands:bulletins.word_unknown', { word: state, allowed: CALL_STATES.join(' ') }));
          const page = { limit: numberNamed(limit, t) ?? 0, after: numberNamed(after, t)?.toString(), state: wanted };
          return rooms.webhooks.calls(actor, webhookNamed(webhook, t), page);
        },
        say: (found, { t }) => list(found, call => callLine(call, t), t),
      }),
      retry: verb(open, {
        name: 'retry',
        description: 'Sends a call that is not done again, now; once more where it was given up',
        args: { call: { type: 'positional', required: true, description: 'Its number in the list of calls' } },
        run: ({ rooms, actor, t }, { call }) => rooms.webhooks.retry(actor, numberNamed(call, t) ?? 0),
        say: (call, { t }) => table([callLine(call, t)]),
      }),
      test: verb(open, {
        name: 'test',
        description: 'Sends a call that tells of nothing, to see whether it comes',
        args: { webhook },
        run: ({ rooms, actor, t }, { webhook }) => rooms.webhooks.test(actor, webhookNamed(webhook, t)),
        say: ({ id, webhook: of }, { t }) => t('commands:webhooks.tested', { id, of }),
      }),
    },
  });

/** The command `webhooks`. */
export const webhooks = webhooksOn(openBench);
