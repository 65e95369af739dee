/**
 * Every action that the command line has, tried through it.
 */

import { randomUUID } from 'node:crypto';
import type { Settlement } from '../../src/directory/model.ts';
import type { Rooms } from '../../src/rooms.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { directoryCommand } from '../support/directory-command.ts';
import type { Attempt, Attempts } from './attempts.ts';
import type { Subjects } from './subjects.ts';

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
  /** A list in which something is looked for. */
  const listing =
    (words: readonly string[], subject: (at: Settlement) => Promise<string | number>): Attempt =>
    async (actor, at) => {
      const wanted = JSON.stringify(await subject(at));
      const { status, out, code } = await directoryCommand({ actor, rooms, clock }, [...words, '--json']);
      if (status !== 0) return String(code);
      return new RegExp(`"(id|number|subject)":${wanted}[,}]`).test(out) ? 'done' : 'hidden';
    };
  const household =
    (verb: string, ...options: readonly string[]): Words =>
    async at => ['households', verb, (await make.lastingHousehold(at.id)).id, ...options];

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
    'audit.view': [listing(['audit', '--limit', '100'], ({ id }) => make.info(id))],
  };
}
