/**
 * What may be acted on in a settlement, made anew by the operator, so that no attempt lives on what another one left.
 */

import { randomUUID } from 'node:crypto';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Group, Household, Identity, Mute, Settlement } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Rooms } from '../../src/rooms.ts';
import type { SettlementId } from '../../src/shared/ids.ts';

/** The value of what cannot have been refused. */
export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/** Makes what is acted on. */
export type Subjects = ReturnType<typeof createSubjects>;

export function createSubjects({ directory, inquiries, localKnowledge, deliveries }: Rooms) {
  const { households, groups, robots, mutes, people, tokens } = directory;
  let made = 0;
  const next = (): string => String(++made);
  const household = async (at: SettlementId): Promise<Household> => {
    const member = { id: 'm1', name: '罗世珍', relation: 'head' } as const;
    const draft = { building: '1栋', members: [member], marks: [], purpose: '一户一档' };
    const { id } = valueIn(await households.add(OPERATOR, at, draft));
    return valueIn(await households.consent(OPERATOR, id, { purpose: 'eligibility', how: 'spoken' }));
  };
  const inquiry = async ({ id, region }: Settlement): Promise<number> => {
    const asker = { channel: 'web', account: 'a', chat: 'c', person: `asker ${next()}` };
    const question = { settlement: id, region, topic: `topic ${next()}`, question: '物业费多少' };
    return (await inquiries.ask(asker, question)).number;
  };
  const lasting = new Map<SettlementId, Household>();
  const group = async (at: SettlementId): Promise<Group> => {
    const chat = { channel: 'wechat', account: 'a', chat: `group ${next()}` };
    return valueIn(await groups.bind(OPERATOR, { kind: 'group', settlement: at }, chat)).group;
  };
  /** Nobody knows them. */
  const stranger = (): Identity => ({ channel: 'wechat', account: 'a', person: `stranger ${next()}` });
  return {
    next,
    stranger,
    household,
    /** The same each time, as it is now. */
    lastingHousehold: async (at: SettlementId): Promise<Household> => {
      const { id } = lasting.get(at) ?? (await household(at));
      const now = valueIn(await households.open(OPERATOR, id, 'check'));
      lasting.set(at, now);
      return now;
    },
    group,
    robot: async (at: SettlementId): Promise<Group> =>
      valueIn(await robots.add(OPERATOR, at, { webhook: randomUUID(), name: '机器人群' })),
    mute: async (at: SettlementId, who = stranger()): Promise<Mute> => valueIn(await mutes.mute(OPERATOR, await group(at), who)),
    grant: async (at: SettlementId): Promise<string> => {
      const { id } = await people.ensure({ channel: 'web', account: 'a', person: `person ${next()}` }, '王小明');
      return (await people.grant(id, 'handler', { kind: 'settlement', settlement: at }, 'operator')).id;
    },
    token: async (at: SettlementId): Promise<string> => {
      const scope = { kind: 'settlement', settlement: at } as const;
      return valueIn(await tokens.issue(OPERATOR, { label: 'x', role: 'handler', scope, days: 1 })).id;
    },
    inquiry,
    /** A question whose answer could not be sent. */
    unreached: async (at: Settlement): Promise<number> => {
      const number = await inquiry(at);
      valueIn(await inquiries.answer(OPERATOR, { number, says: '五毛', name: '王' }));
      await deliveries.note({ channel: 'web', account: 'a' }, { kind: 'closed', chat: 'c', reason: 'blocked' });
      return number;
    },
    info: async (at: SettlementId): Promise<string> =>
      valueIn(await localKnowledge.add(OPERATOR, at, { topic: `topic ${next()}`, says: '每月五毛', source: '社区' })).id,
  };
}
