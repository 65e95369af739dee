/**
 * Every action of the directory, tried through its services.
 */

import { randomUUID } from 'node:crypto';
import type { Action } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { type Household, placeOf, type Settlement } from '../../src/directory/model.ts';
import { done, type Outcome } from '../../src/directory/outcome.ts';
import type { Rooms } from '../../src/rooms.ts';
import type { Attempt, Attempts, Verdict } from './attempts.ts';
import { type Subjects, valueIn } from './subjects.ts';

const verdict = (outcome: Outcome<unknown>): Verdict => (outcome.ok ? 'done' : outcome.refusal.code);

/** Whether a list shows something. */
function showing<T>(outcome: Outcome<readonly T[]>, is: (item: T) => boolean): Verdict {
  if (!outcome.ok) return outcome.refusal.code;
  return outcome.value.some(is) ? 'done' : 'hidden';
}

const ALL = { limit: 10_000 };
const NOTHING_READ = { households: [], rows: [], sheets: [] };

export function byService({ directory, inquiries, localKnowledge }: Rooms, make: Subjects): Attempts {
  const { settlements, households, doubles, imports, groups, robots, mutes, people, tokens, guard } = directory;
  /** What no service does yet is asked of the gate itself. */
  const atTheGate =
    (action: Action): Attempt =>
    async (actor, at) =>
      verdict(await guard.run(actor, { action, place: placeOf(at) }, () => Promise.resolve(done(undefined))));
  const only = ({ id }: Settlement) => ({ kind: 'settlement', settlement: id }) as const;
  const draftOf = ({ building, members, marks, purpose }: Household) => ({ building, members, marks, purpose });

  return {
    'settlement.view': [
      async (actor, at) => verdict(await settlements.get(actor, at.id)),
      async (actor, at) => showing(await settlements.list(actor, ALL), ({ id }) => id === at.id),
    ],
    'settlement.add': [async (actor, at) => verdict(await settlements.add(actor, { ...at, name: `新建${make.next()}` }))],
    'settlement.remove': [async (actor, at) => verdict(await settlements.remove(actor, at.id))],
    'settlement.edit': [
      async (actor, at) => {
        const { version } = valueIn(await settlements.get(OPERATOR, at.id));
        return verdict(await settlements.change(actor, at.id, version, { ...at, population: version }));
      },
    ],
    'household.list': [
      async (actor, at) => verdict(await households.list(actor, at.id, ALL)),
      async (actor, at) => verdict(await households.find(actor, at.id, { kind: 'code', value: '1' })),
    ],
    'household.open': [
      async (actor, at) => verdict(await households.open(actor, (await make.lastingHousehold(at.id)).id, 'visit')),
    ],
    'household.edit': [
      async (actor, at) => verdict(await households.add(actor, at.id, draftOf(await make.lastingHousehold(at.id)))),
      async (actor, at) => {
        const household = await make.lastingHousehold(at.id);
        const draft = { ...draftOf(household), room: make.next() };
        return verdict(await households.change(actor, household.id, household.version, draft));
      },
      async (actor, at) =>
        verdict(await households.consent(actor, (await make.lastingHousehold(at.id)).id, { purpose: 'file', how: 'written' })),
      async (actor, at) =>
        verdict(await doubles.merge(actor, (await make.lastingHousehold(at.id)).id, (await make.household(at.id)).id)),
    ],
    'household.import': [
      async (actor, at) => verdict(await imports.preview(actor, at.id, NOTHING_READ, { purpose: '一户一档' })),
      async (actor, at) => verdict(await imports.list(actor, at.id, ALL)),
    ],
    'household.erase': [async (actor, at) => verdict(await households.erase(actor, (await make.household(at.id)).id))],
    'household.link': [
      async (actor, at) => verdict(await households.linkCode(actor, (await make.lastingHousehold(at.id)).id, 'm1')),
    ],
    'household.check': [async (actor, at) => verdict(await households.check(actor, (await make.lastingHousehold(at.id)).id))],
    'group.view': [
      async (actor, at) => verdict(await groups.list(actor, at.id, ALL)),
      async (actor, at) => verdict(await mutes.list(actor, at.id, ALL)),
    ],
    'group.bind': [
      async (actor, at) => verdict(await groups.code(actor, at.id, '1栋')),
      async (actor, at) => verdict(await groups.codeAgain(actor, (await make.group(at.id)).id)),
      async (actor, at) => {
        const chat = { channel: 'wechat', account: 'a', chat: `new ${make.next()}` };
        return verdict(await groups.bind(actor, { kind: 'group', settlement: at.id }, chat));
      },
      async (actor, at) => verdict(await groups.unbind(actor, (await make.group(at.id)).id)),
      async (actor, at) => verdict(await robots.add(actor, at.id, { webhook: randomUUID(), name: '机器人群' })),
      async (actor, at) => verdict(await robots.test(actor, (await make.robot(at.id)).id)),
    ],
    'group.edit': [
      async (actor, at) => verdict(await groups.edit(actor, (await make.group(at.id)).id, { manner: 'off', quiet: 'none' })),
    ],
    'person.mute': [
      async (actor, at) => verdict(await mutes.mute(actor, await make.group(at.id), make.stranger())),
      async (actor, at) => {
        const who = make.stranger();
        await make.mute(at.id, who);
        return verdict(await mutes.unmute(actor, at.id, who));
      },
      async (actor, at) => verdict(await mutes.lift(actor, (await make.mute(at.id)).id)),
      async (actor, at) => verdict(await mutes.keep(actor, (await make.mute(at.id)).id)),
    ],
    'role.view': [
      async (actor, at) => {
        const grant = await make.grant(at.id);
        return showing(await people.roles(actor, ALL), ({ id }) => id === grant);
      },
    ],
    'role.grant': [async (actor, at) => verdict(await people.invite(actor, { role: 'cadre', scope: only(at), name: '王' }))],
    'role.revoke': [async (actor, at) => verdict(await people.revoke(actor, await make.grant(at.id)))],
    'token.view': [
      async (actor, at) => {
        const token = await make.token(at.id);
        return showing(await tokens.list(actor, ALL), ({ id }) => id === token);
      },
    ],
    'token.issue': [
      async (actor, at) => verdict(await tokens.issue(actor, { label: 'x', role: 'cadre', scope: only(at), days: 1 })),
    ],
    'token.revoke': [async (actor, at) => verdict(await tokens.revoke(actor, await make.token(at.id)))],
    'inquiry.view': [
      async (actor, at) => {
        const asked = await make.inquiry(at);
        return showing(await inquiries.waiting(actor, ALL.limit), ({ number }) => number === asked);
      },
      async (actor, at) => {
        const left = await make.unreached(at);
        return showing(await inquiries.unreached(actor, ALL.limit), one => one.kind === 'question' && one.number === left);
      },
    ],
    'inquiry.answer': [
      async (actor, at) => verdict(await inquiries.answer(actor, { number: await make.inquiry(at), says: '五毛', name: '王' })),
    ],
    'info.edit': [
      async (actor, at) =>
        verdict(await localKnowledge.add(actor, at.id, { topic: `topic ${make.next()}`, says: '五毛', source: '社区' })),
      async (actor, at) => verdict(await localKnowledge.end(actor, await make.info(at.id))),
    ],
    'gap.view': [atTheGate('gap.view')],
    'audit.view': [
      async (actor, at) => {
        const subject = await make.info(at.id);
        return showing(await directory.audit(actor, { ...ALL, subject }), entry => entry.subject === subject);
      },
    ],
  };
}
