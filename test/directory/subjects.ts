/**
 * What may be acted on in a settlement, made anew by the operator, so that no attempt lives on what another one left.
 */

import { randomUUID } from 'node:crypto';
import type { Bulletin, BulletinDraft, BulletinKind } from '../../src/bulletin/model.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Group, Household, Identity, Mute, Settlement } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Job, Posting } from '../../src/employment/model.ts';
import type { Rooms } from '../../src/rooms.ts';
import type { SettlementId } from '../../src/shared/ids.ts';
import { job } from '../contracts/employment-store/sample.ts';

/** One group of a settlement hears what is announced: of all those that are made each new one would make each announcement longer. */
const ANNOUNCED_IN = '2栋';

/** The value of what cannot have been refused. */
export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/** Makes what is acted on. */
export type Subjects = ReturnType<typeof createSubjects>;

export function createSubjects(rooms: Rooms) {
  const { directory, inquiries, localKnowledge, deliveries, bulletins, employment, grievances, hardships, webhooks } = rooms;
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
  const group = async (at: SettlementId, building?: string): Promise<Group> => {
    const chat = { channel: 'wechat', account: 'a', chat: `group ${next()}` };
    return valueIn(await groups.bind(OPERATOR, { kind: 'group', settlement: at, building }, chat)).group;
  };
  /** Something to announce in a settlement. */
  const announcement = (at: SettlementId, kind: BulletinKind = 'jobs'): BulletinDraft => ({
    kind,
    content: { title: `title ${next()}`, text: '招缝纫工。', receipts: true },
    audience: { places: [{ kind: 'settlement', settlement: at }], buildings: [ANNOUNCED_IN] },
  });
  const draft = async (at: SettlementId, kind?: BulletinKind): Promise<Bulletin> =>
    valueIn(await bulletins.write(OPERATOR, announcement(at, kind)));
  const heard = new Map<SettlementId, Group>();
  /** The group that hears what is announced in a settlement. */
  const audience = async (at: SettlementId): Promise<Group> => {
    const one = heard.get(at) ?? (await group(at, ANNOUNCED_IN));
    heard.set(at, one);
    return one;
  };
  /** One that was let go; a notice waits for a second person. */
  const bulletin = async (at: SettlementId, kind?: BulletinKind): Promise<Bulletin> => {
    await audience(at);
    return valueIn(await bulletins.submit(OPERATOR, (await draft(at, kind)).id));
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
    audience,
    announcement,
    draft,
    bulletin,
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
    /** Somebody of the household was hired. */
    placement: async (at: SettlementId): Promise<string> => {
      const { id } = await household(at);
      const draft = { household: id, member: 'm1', employer: `厂${next()}`, title: '缝纫工', work: 'stable' as const };
      return valueIn(await employment.placements.hired(OPERATOR, draft)).id;
    },
    /** A grievance as far as a step; `held` by whoever is named. */
    grievance: async (
      { id: settlement, region }: Settlement,
      upTo: 'received' | 'held' | 'answered' | 'extension' = 'received',
      holder: string = OPERATOR.id,
    ): Promise<number> => {
      const place = { region, settlement };
      const whose = { name: '罗世珍', onBehalf: { name: '罗世珍', consent: 'spoken' as const } };
      const draft = { place, kind: 'lift-and-building', text: '电梯坏了', ...whose };
      const { number } = valueIn(await grievances.intake.reportFor(OPERATOR, draft));
      const { queue } = grievances;
      const handler = { ...OPERATOR, id: holder };
      if (upTo !== 'received') valueIn(await queue.claim(handler, number));
      if (upTo === 'answered') valueIn(await queue.answer(handler, number, { says: '修好了' }));
      if (upTo === 'extension') valueIn(await queue.askExtension(handler, number, '等配件'));
      return number;
    },
    /** A report of hardship as far as a step; one that was assessed is not proposed to be included. */
    hardship: async (at: SettlementId, upTo: 'reported' | 'checking' | 'proposed' | 'opposed' = 'reported'): Promise<number> => {
      const draft = { settlement: at, risk: 'illness', people: 3, text: '我男人得了癌', name: '罗世珍', building: '1栋' };
      const { number } = valueIn(await hardships.reportFor(OPERATOR, { ...draft, consent: 'spoken', witness: '王大姐' }));
      if (upTo !== 'reported') valueIn(await hardships.check(OPERATOR, number, '看过'));
      if (upTo === 'proposed' || upTo === 'opposed')
        valueIn(await hardships.assess(OPERATOR, number, { says: '评过', isProposed: upTo === 'proposed' }));
      return number;
    },
    /** A training with somebody who signed up. */
    training: async (at: SettlementId): Promise<{ readonly id: string; readonly signup: number }> => {
      const draft = { title: `缝纫${next()}`, place: '社区', time: '周六', skills: [], contact: {}, clauses: [] };
      const { id } = valueIn(await employment.trainings.offer(OPERATOR, at, { ...draft, closesOn: '2027-12-31' }));
      const to = { channel: 'web', account: 'a', chat: 'c', person: `trainee ${next()}` };
      await employment.trainings.signUp(id, { to, settlement: at, record: { name: '罗世珍' } });
      const { signups } = valueIn(await employment.trainings.signups(OPERATOR, id));
      return { id, signup: signups[0]!.number };
    },
    /** A job posting that nobody had brought. */
    posting: async ({ id, region }: Settlement, over: Partial<Job> = {}): Promise<Posting> =>
      valueIn(
        await employment.postings.add(OPERATOR, {
          of: { region, settlement: id },
          job: { ...job, title: `工种${next()}`, ...over },
        }),
      ).posting,
    /** An import of postings. */
    postingImport: async ({ id, region }: Settlement): Promise<string> =>
      valueIn(await employment.imports.run(OPERATOR, { region, settlement: id }, { rows: [], sheets: [], tables: [] })).id ?? '',
    webhook: async (settlement: SettlementId): Promise<string> =>
      valueIn(await webhooks.add(OPERATOR, { url: 'https://example.com', events: [], scope: { kind: 'settlement', settlement } }))
        .id,
    info: async (at: SettlementId): Promise<string> =>
      valueIn(await localKnowledge.add(OPERATOR, at, { topic: `topic ${next()}`, says: '每月五毛', source: '社区' })).id,
  };
}
