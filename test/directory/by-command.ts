/**
 * Every action that the command line has, tried through it.
 */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Settlement } from '../../src/directory/model.ts';
import type { Rooms } from '../../src/rooms.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { bulletinsCommand, directoryCommand, postingsCommand } from '../support/directory-command.ts';
import type { Attempt, Attempts } from './attempts.ts';
import { type Subjects, valueIn } from './subjects.ts';

/** The words of a command, made for a settlement. */
type Words = (at: Settlement) => Promise<readonly string[]> | readonly string[];

export function byCommand(rooms: Rooms, make: Subjects, clock: Clock): Attempts {
  const command =
    (words: Words, input: () => string = () => ''): Attempt =>
    async (actor, at) => {
      const { status, code, error } = await directoryCommand({ actor, rooms, clock }, [...(await words(at)), '--json'], {
        input: input(),
      });
      if (status === 2) throw new Error(error);
      return status === 0 ? 'done' : String(code);
    };
  /** The same with `anjia bulletins`. */
  const announcing =
    (words: Words): Attempt =>
    async (actor, at) => {
      const { status, code, error } = await bulletinsCommand({ actor, rooms, clock }, [...(await words(at)), '--json']);
      if (status === 2) throw new Error(error);
      return status === 0 ? 'done' : String(code);
    };
  const ofBulletin =
    (verb: string, ...options: readonly string[]): Attempt =>
    async (actor, at) =>
      announcing(async () => [verb, (await make.bulletin(at.id)).id, ...options])(actor, at);
  /** A list in which something is looked for. */
  const listing =
    (words: readonly string[], subject: (at: Settlement) => Promise<string | number>): Attempt =>
    async (actor, at) => {
      const wanted = JSON.stringify(await subject(at));
      const { status, out, code } = await directoryCommand({ actor, rooms, clock }, [...words, '--json']);
      if (status !== 0) return String(code);
      return new RegExp(`"(id|number|subject)":${wanted}[,}]`).test(out) ? 'done' : 'hidden';
    };
  const postings =
    (words: Words, wanted?: (at: Settlement) => Promise<string>): Attempt =>
    async (actor, at) => {
      const subject = await wanted?.(at);
      const { status, code, error, out } = await postingsCommand({ actor, rooms, clock }, [...(await words(at)), '--json']);
      if (status === 2) throw new Error(error);
      if (status !== 0) return String(code);
      return subject === undefined || out.includes(`"id":"${subject}"`) ? 'done' : 'hidden';
    };
  const posting =
    (verb: string, ...options: readonly string[]): Words =>
    async at => [verb, (await make.posting(at)).id, ...options];
  const household =
    (verb: string, ...options: readonly string[]): Words =>
    async at => ['households', verb, (await make.lastingHousehold(at.id)).id, ...options];

  const onCase =
    (verb: string, ...options: readonly string[]): Words =>
    async at => ['queue', verb, String(await make.grievance(at)), ...options];

  return {
    'settlement.view': [
      command(({ id }) => ['settlements', 'show', id]),
      command(({ id }) => ['settlements', 'entitlements', id]),
      listing(['settlements', 'list'], async ({ id }) => id),
    ],
    'settlement.add': [
      command(({ region, county }) => {
        const fields = ['--region', region, '--county', county, '--name', `新建${make.next()}`];
        return ['settlements', 'add', ...fields];
      }),
    ],
    'settlement.remove': [command(({ id }) => ['settlements', 'remove', id, '--yes'])],
    'settlement.edit': [command(({ id }) => ['settlements', 'change', id, '--population', make.next()])],
    'household.list': [
      command(({ id }) => ['households', 'list', id]),
      command(({ id }) => ['households', 'find', id, '罗世珍', '--kind', 'name']),
    ],
    'household.open': [command(household('show', '--reason', 'visit'))],
    'household.edit': [
      command(household('consent', '--purpose', 'file', '--how', 'written')),
      command(async ({ id }) => {
        const [into, from] = [await make.household(id), await make.household(id)];
        return ['households', 'merge', into.id, from.id, '--yes'];
      }),
    ],
    'household.import': [command(({ id }) => ['households', 'imports', id])],
    'household.erase': [command(async at => ['households', 'erase', (await make.household(at.id)).id, '--yes'])],
    'household.link': [command(household('link-code', '--member', 'm1'))],
    'group.view': [command(({ id }) => ['groups', 'list', id]), command(({ id }) => ['mutes', 'list', id])],
    'group.bind': [
      command(({ id }) => ['groups', 'code', id, '--building', '1栋']),
      command(async ({ id }) => ['groups', 'code', '--again', (await make.group(id)).id]),
      command(async ({ id }) => ['groups', 'unbind', (await make.group(id)).id, '--yes']),
      command(({ id }) => ['groups', 'robot', id, '--name', '机器人群'], randomUUID),
      command(async ({ id }) => ['groups', 'test', (await make.robot(id)).id]),
    ],
    'group.edit': [
      command(async ({ id }) => ['groups', 'set', (await make.group(id)).id, '--manner', 'questions', '--quiet', '21:00-08:00']),
    ],
    'person.mute': [
      command(async ({ id }) => ['mutes', 'lift', (await make.mute(id)).id]),
      command(async ({ id }) => ['mutes', 'keep', (await make.mute(id)).id]),
    ],
    'role.view': [listing(['people', 'list'], ({ id }) => make.grant(id))],
    'role.grant': [command(({ id }) => ['people', 'invite', '--role', 'cadre', '--scope', `settlement:${id}`, '--name', '王'])],
    'role.revoke': [command(async ({ id }) => ['people', 'revoke', await make.grant(id), '--yes'])],
    'token.view': [listing(['tokens', 'list'], ({ id }) => make.token(id))],
    'token.issue': [
      command(({ id }) => {
        const fields = ['--role', 'cadre', '--scope', `settlement:${id}`, '--label', 'x', '--days', '1'];
        return ['tokens', 'issue', ...fields];
      }),
    ],
    'token.revoke': [command(async ({ id }) => ['tokens', 'revoke', await make.token(id), '--yes'])],
    'inquiry.view': [
      listing(['inquiries', 'list', '--limit', '10000'], at => make.inquiry(at)),
      listing(['inquiries', 'unreached', '--limit', '10000'], at => make.unreached(at)),
    ],
    'inquiry.answer': [command(async at => ['inquiries', 'answer', String(await make.inquiry(at)), '五毛', '--name', '王'])],
    'info.edit': [
      command(({ id }) => ['info', 'add', id, '--topic', `topic ${make.next()}`, '--says', '五毛', '--source', '社区']),
      command(async ({ id }) => ['info', 'end', await make.info(id)]),
    ],
    'bulletin.view': [
      announcing(async ({ id }) => ['preview', (await make.draft(id)).id]),
      ofBulletin('show'),
      ofBulletin('ledger'),
      async (actor, { id }) => {
        const made = await make.bulletin(id);
        const { status, out, code } = await bulletinsCommand({ actor, rooms, clock }, ['list', '--limit', '5', '--json']);
        if (status !== 0) return String(code);
        return out.includes(made.id) ? 'done' : 'hidden';
      },
    ],
    'bulletin.write': [
      announcing(({ id }) => ['write', '--kind', 'jobs', '--title', 'x', '--text', 'x', '--to', `settlement:${id}`]),
      announcing(async ({ id }) => ['submit', (await make.draft(id)).id]),
      ofBulletin('pause'),
      announcing(async at => {
        const { id } = await make.bulletin(at.id);
        await rooms.bulletins.pause(OPERATOR, id);
        return ['resume', id];
      }),
      ofBulletin('stop'),
      ofBulletin('recall', '--yes'),
      ofBulletin('correct', '招电工。'),
      ofBulletin('retry'),
    ],
    'bulletin.approve': [
      announcing(async ({ id }) => ['send-back', (await make.bulletin(id, 'notice')).id, '--why', '写清楚']),
      announcing(async at => {
        const { id, version } = await make.bulletin(at.id, 'notice');
        return ['approve', id, '--seen', String(version)];
      }),
    ],
    'receipt.view': [announcing(async ({ id }) => ['receipts', (await make.bulletin(id)).id, id])],
    'work.view': [
      command(({ id }) => ['work', 'first', id]),
      command(({ id }) => ['work', 'ledger', id]),
      command(({ id }) => ['work', 'placements', id]),
      command(({ id }) => ['work', 'calls', id]),
    ],
    'work.edit': [
      command(async ({ id }) => {
        const household = await make.household(id);
        return ['work', 'hire', household.id, '--member', 'm1', '--employer', '厂', '--title', '缝纫工'];
      }),
      command(async ({ id }) => ['work', 'heard', await make.placement(id), '--answer', 'left', '--why', 'far']),
    ],
    'training.edit': [
      command(({ id }) => {
        const said = ['--title', '缝纫', '--place', '社区', '--time', '周六', '--closes', '2027-12-31'];
        return ['trainings', 'offer', id, ...said];
      }),
      command(async ({ id }) => ['trainings', 'close', (await make.training(id)).id]),
      command(async ({ id }) => ['trainings', 'withdraw', (await make.training(id)).id]),
      command(async ({ id }) => ['trainings', 'signups', (await make.training(id)).id]),
      command(async at => {
        const { id, signup } = await make.training(at.id);
        return ['trainings', 'mark', id, String(signup), '--as', 'passed'];
      }),
      command(({ id }) => ['trainings', 'ledger', id]),
    ],
    'grievance.report': [command(({ id }) => ['queue', 'report', id, '灯坏了', '--kind', 'other', '--anonymous'])],
    'grievance.view': [
      command(onCase('show')),
      command(onCase('history')),
      async (actor, at) => {
        const wanted = await make.grievance(at);
        const { status, out, code } = await directoryCommand({ actor, rooms, clock }, [
          'queue',
          'list',
          '--limit',
          '5',
          '--json',
        ]);
        if (status !== 0) return String(code);
        return out.includes(`"number":${wanted},`) ? 'done' : 'hidden';
      },
    ],
    'grievance.handle': [
      command(onCase('claim')),
      ...[
        ['note', '看过'],
        ['ask', '哪栋？'],
        ['answer', '修好了'],
        ['decline', '--why', '不归我们', '--instead', '打 12345'],
        ['release', '--why', '等配件'],
        ['extend', '--why', '等配件'],
      ].map(
        ([verb = '', ...said]): Attempt =>
          async (actor, at) => {
            const number = await make.grievance(at, 'held', actor.id);
            return command(() => ['queue', verb, String(number), ...said])(actor, at);
          },
      ),
    ],
    'grievance.call': [
      command(async at => ['queue', 'call', 'in-vain', String(await make.grievance(at, 'answered'))]),
      command(async at => ['queue', 'call', 'confirmed', String(await make.grievance(at, 'answered'))]),
      command(async at => ['queue', 'call', 'denied', String(await make.grievance(at, 'answered')), '--why', '没修']),
    ],
    'grievance.supervise': [
      command(async at => ['queue', 'grant', String(await make.grievance(at, 'extension'))]),
      command(async at => ['queue', 'refuse', String(await make.grievance(at, 'extension'))]),
      command(async at => {
        const number = await make.grievance(at, 'held');
        valueIn(await rooms.grievances.queue.merge(OPERATOR, number, await make.grievance(at)));
        return ['queue', 'unmerge', String(number)];
      }),
    ],
    'grievance.identify': [command(onCase('identity', '--reason', 'visit'))],
    'grievance.export': [
      async (actor, at) => {
        const folder = mkdtempSync(join(tmpdir(), 'anjia-ledger-'));
        try {
          const words = ['queue', 'ledger', join(folder, 'x.xlsx'), '--form', 'problem', '--settlement', at.id];
          return await command(() => words)(actor, at);
        } finally {
          rmSync(folder, { recursive: true });
        }
      },
    ],
    'hardship.view': [
      command(async ({ id }) => ['hardship', 'show', String(await make.hardship(id))]),
      command(async ({ id }) => ['hardship', 'history', String(await make.hardship(id))]),
      command(async ({ id }) => ['hardship', 'publicity', String(await make.hardship(id, 'proposed'))]),
    ],
    'hardship.edit': [
      command(({ id }) => {
        const who = ['--name', '罗世珍', '--people', '3', '--risk', 'illness'];
        return ['hardship', 'report', id, '病了', ...who, '--consent', 'spoken', '--witness', '王大姐'];
      }),
      command(async ({ id }) => ['hardship', 'check', String(await make.hardship(id)), '看过']),
      command(async ({ id }) => ['hardship', 'missing', String(await make.hardship(id)), '单子']),
      command(async ({ id }) => ['hardship', 'assess', String(await make.hardship(id, 'checking')), '不符合', '--against']),
      command(async ({ id }) => ['hardship', 'publicise', String(await make.hardship(id, 'proposed'))]),
      command(async ({ id }) => ['hardship', 'withdraw', String(await make.hardship(id)), '不报了', '--yes']),
    ],
    'hardship.decide': [
      command(async ({ id }) => ['hardship', 'decide', String(await make.hardship(id, 'opposed')), '收入够', '--against']),
      command(async ({ id }) => ['hardship', 'recheck', String(await make.hardship(id, 'opposed')), '再看']),
    ],
    'posting.view': [
      postings(posting('show')),
      postings(
        () => ['list'],
        async at => (await make.posting(at)).id,
      ),
      postings(
        () => ['imports'],
        at => make.postingImport(at),
      ),
    ],
    'posting.edit': [
      postings(({ id }) => ['add', id, '--title', `新工种${make.next()}`, '--employer', '制衣厂']),
      postings(posting('release')),
      postings(posting('refuse')),
      postings(posting('end', '--as', 'filled')),
      postings(async at => ['report', await make.postingImport(at)]),
      postings(async at => ['undo', await make.postingImport(at), '--yes']),
    ],
    'webhook.edit': [
      command(({ id }) => ['webhooks', 'add', 'https://example.com', '--scope', `settlement:${id}`]),
      command(async ({ id }) => ['webhooks', 'remove', await make.webhook(id), '--yes']),
      command(async ({ id }) => ['webhooks', 'calls', await make.webhook(id)]),
      command(async ({ id }) => ['webhooks', 'test', await make.webhook(id)]),
      command(async ({ id }) => {
        const call = valueIn(await rooms.webhooks.test(OPERATOR, await make.webhook(id)));
        return ['webhooks', 'retry', String(call.id)];
      }),
    ],
    'audit.view': [listing(['audit', '--limit', '100'], ({ id }) => make.info(id))],
  };
}
