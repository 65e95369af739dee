/**
 * Every action of the directory, tried through its services.
 */

import { randomUUID } from 'node:crypto';
import type { Action } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { type Household, placeOf, type Settlement } from '../../src/directory/model.ts';
import { done, type Outcome } from '../../src/directory/outcome.ts';
import type { Rooms } from '../../src/rooms.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { job } from '../contracts/employment-store/sample.ts';
import type { Attempt, Attempts, Verdict } from './attempts.ts';
import { type Subjects, valueIn } from './subjects.ts';

const verdict = (outcome: Outcome<unknown>): Verdict => (outcome.ok ? 'done' : outcome.refusal.code);

/** Whether a list shows something. */
function showing<T>(outcome: Outcome<readonly T[]>, is: (item: T) => boolean): Verdict {
  if (!outcome.ok) return outcome.refusal.code;
  return outcome.value.some(is) ? 'done' : 'hidden';
}

const ALL = { limit: 10_000 };
/** After the instant at which these tests are. */
const TOMORROW = new Date('2026-11-23T08:00:00Z');
const NOTHING_READ = { households: [], rows: [], sheets: [] };
const NO_POSTINGS = { rows: [], sheets: [], tables: [] };

export function byService(
  { directory, inquiries, localKnowledge, bulletins, employment, grievances, caseLedgers, hardships, webhooks }: Rooms,
  make: Subjects,
): Attempts {
  const { queue, callBacks, supervision } = grievances;
  const { work, placements, trainings } = employment;
  const { settlements, households, doubles, imports, groups, robots, mutes, people, tokens, guard } = directory;
  /** What no service does yet is asked of the gate itself. */
  const atTheGate =
    (action: Action): Attempt =>
    async (actor, at) =>
      verdict(await guard.run(actor, { action, place: placeOf(at) }, () => Promise.resolve(done(undefined))));
  const { postings } = employment;
  const ofPlace = ({ id, region }: Settlement) => ({ region, settlement: id });
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
    'bulletin.view': [
      async (actor, at) => verdict(await bulletins.reach(actor, { places: [only(at)] })),
      async (actor, at) => verdict(await bulletins.preview(actor, (await make.draft(at.id)).id)),
      async (actor, at) => verdict(await bulletins.get(actor, (await make.bulletin(at.id)).id)),
      async (actor, at) => verdict(await bulletins.progress(actor, (await make.bulletin(at.id)).id)),
      async (actor, at) => verdict(await bulletins.ledger(actor, (await make.bulletin(at.id)).id, ALL)),
      async (actor, at) => verdict(await bulletins.inSettlement(actor, at.id, ALL)),
      async (actor, at) => {
        const made = await make.bulletin(at.id);
        return showing(await bulletins.list(actor, { limit: 5 }), ({ id }) => id === made.id);
      },
    ],
    'bulletin.write': [
      async (actor, at) => verdict(await bulletins.write(actor, make.announcement(at.id))),
      async (actor, at) => verdict(await bulletins.submit(actor, (await make.draft(at.id)).id, { at: TOMORROW })),
      async (actor, at) => verdict(await bulletins.pause(actor, (await make.bulletin(at.id)).id)),
      async (actor, at) => {
        const { id } = await make.bulletin(at.id);
        await bulletins.pause(OPERATOR, id);
        return verdict(await bulletins.resume(actor, id));
      },
      async (actor, at) => verdict(await bulletins.stop(actor, (await make.bulletin(at.id)).id)),
      async (actor, at) => verdict(await bulletins.recall(actor, (await make.bulletin(at.id)).id)),
      async (actor, at) => verdict(await bulletins.correct(actor, (await make.bulletin(at.id)).id, '招电工。')),
      async (actor, at) => verdict(await bulletins.retry(actor, (await make.bulletin(at.id)).id)),
    ],
    'bulletin.approve': [
      async (actor, at) => {
        const { id, version } = await make.bulletin(at.id, 'notice');
        return verdict(await bulletins.approve(actor, id, version));
      },
      async (actor, at) => verdict(await bulletins.sendBack(actor, (await make.bulletin(at.id, 'notice')).id, '写清楚')),
    ],
    'receipt.view': [async (actor, at) => verdict(await bulletins.receipts(actor, (await make.bulletin(at.id)).id, at.id))],
    'work.view': [
      async (actor, at) => verdict(await work.first(actor, at.id)),
      async (actor, at) => verdict(await work.ledger(actor, at.id)),
      async (actor, at) => verdict(await placements.list(actor, at.id)),
      async (actor, at) => verdict(await placements.toAsk(actor, at.id)),
    ],
    'work.edit': [
      async (actor, at) => {
        const { id } = await make.household(at.id);
        const draft = { household: id, member: 'm1', employer: '厂', title: '缝纫工', work: 'stable' as const };
        return verdict(await placements.hired(actor, draft));
      },
      async (actor, at) => verdict(await placements.record(actor, await make.placement(at.id), 'left', 'far')),
    ],
    'training.edit': [
      async (actor, at) => {
        const draft = { title: '缝纫', place: '社区', time: '周六', skills: [], contact: {}, clauses: [] };
        return verdict(await trainings.offer(actor, at.id, { ...draft, closesOn: '2027-12-31' }));
      },
      async (actor, at) => verdict(await trainings.close(actor, (await make.training(at.id)).id)),
      async (actor, at) => verdict(await trainings.withdraw(actor, (await make.training(at.id)).id)),
      async (actor, at) => verdict(await trainings.signups(actor, (await make.training(at.id)).id)),
      async (actor, at) => {
        const { id, signup } = await make.training(at.id);
        return verdict(await trainings.mark(actor, id, signup, 'passed'));
      },
      async (actor, at) => verdict(await work.trainings(actor, at.id)),
    ],
    'grievance.report': [
      async (actor, { id: settlement, region }) => {
        const draft = { place: { region, settlement }, kind: 'other', text: '灯坏了', isAnonymous: true };
        return verdict(await grievances.intake.reportFor(actor, draft));
      },
    ],
    'grievance.view': [
      async (actor, at) => verdict(await queue.get(actor, await make.grievance(at))),
      async (actor, at) => verdict(await queue.history(actor, await make.grievance(at))),
      async (actor, at) => {
        const wanted = await make.grievance(at);
        return showing(await queue.list(actor, { limit: 5 }), ({ number }) => number === wanted);
      },
    ],
    'grievance.handle': [
      async (actor, at) => verdict(await queue.claim(actor, await make.grievance(at))),
      async (actor, at) => verdict(await queue.note(actor, await make.grievance(at, 'held', actor.id), '看过')),
      async (actor, at) => verdict(await queue.ask(actor, await make.grievance(at, 'held', actor.id), '哪栋？')),
      async (actor, at) => verdict(await queue.answer(actor, await make.grievance(at, 'held', actor.id), { says: '修好了' })),
      async (actor, at) =>
        verdict(await queue.decline(actor, await make.grievance(at, 'held', actor.id), '不归我们', '打 12345')),
      async (actor, at) => verdict(await queue.release(actor, await make.grievance(at, 'held', actor.id), '等配件')),
      async (actor, at) => verdict(await queue.askExtension(actor, await make.grievance(at, 'held', actor.id), '等配件')),
      async (actor, at) => {
        const into = await make.grievance(at);
        return verdict(await queue.merge(actor, await make.grievance(at, 'held', actor.id), into));
      },
    ],
    'grievance.call': [
      async (actor, at) => verdict(await callBacks.inVain(actor, await make.grievance(at, 'answered'))),
      async (actor, at) => verdict(await callBacks.confirmed(actor, await make.grievance(at, 'answered'))),
      async (actor, at) => verdict(await callBacks.denied(actor, await make.grievance(at, 'answered'), '没修')),
    ],
    'grievance.supervise': [
      async (actor, at) => verdict(await supervision.decideExtension(actor, await make.grievance(at, 'extension'), true)),
      async (actor, at) => {
        const number = await make.grievance(at, 'held');
        valueIn(await queue.merge(OPERATOR, number, await make.grievance(at)));
        return verdict(await supervision.unmerge(actor, number));
      },
    ],
    'grievance.identify': [async (actor, at) => verdict(await queue.identity(actor, await make.grievance(at), 'visit'))],
    'grievance.export': [
      async (actor, { id: settlement }) => {
        const period = { from: '2026-11-01' as Day, to: '2026-11-30' as Day };
        return verdict(await caseLedgers.open(actor, { form: 'problem', ...period, settlement }));
      },
    ],
    'hardship.view': [
      async (actor, at) => verdict(await hardships.get(actor, await make.hardship(at.id))),
      async (actor, at) => verdict(await hardships.history(actor, await make.hardship(at.id))),
      async (actor, at) => verdict(await hardships.notice(actor, await make.hardship(at.id, 'proposed'))),
    ],
    'hardship.edit': [
      async (actor, at) => {
        const draft = { settlement: at.id, risk: 'illness', people: 3, text: '病了', name: '罗世珍' };
        return verdict(await hardships.reportFor(actor, { ...draft, consent: 'written', witness: '王大姐' }));
      },
      async (actor, at) => verdict(await hardships.check(actor, await make.hardship(at.id), '看过')),
      async (actor, at) => verdict(await hardships.missing(actor, await make.hardship(at.id), '单子')),
      async (actor, at) =>
        verdict(await hardships.assess(actor, await make.hardship(at.id, 'checking'), { says: '符合', isProposed: true })),
      async (actor, at) => verdict(await hardships.publicise(actor, await make.hardship(at.id, 'proposed'))),
      async (actor, at) => verdict(await hardships.withdrawFor(actor, await make.hardship(at.id), '不报了')),
    ],
    'hardship.decide': [
      async (actor, at) =>
        verdict(await hardships.decide(actor, await make.hardship(at.id, 'opposed'), { isIncluded: false, why: '收入够' })),
      async (actor, at) => verdict(await hardships.recheck(actor, await make.hardship(at.id, 'opposed'), '再看')),
    ],
    'posting.view': [
      async (actor, at) => verdict(await postings.get(actor, (await make.posting(at)).id)),
      async (actor, at) => {
        const { id: wanted } = await make.posting(at);
        return showing(await postings.list(actor, ALL), ({ id }) => id === wanted);
      },
      async (actor, at) => {
        const wanted = await make.postingImport(at);
        return showing(await employment.imports.list(actor, ALL), ({ id }) => id === wanted);
      },
    ],
    'posting.edit': [
      async (actor, at) =>
        verdict(await postings.add(actor, { of: ofPlace(at), job: { ...job, title: `新工种${make.next()}` } })),
      async (actor, at) => {
        const posting = await make.posting(at);
        return verdict(await postings.change(actor, posting.id, { ...posting.job, openings: 7 }, posting.version));
      },
      async (actor, at) => verdict(await postings.release(actor, (await make.posting(at)).id)),
      async (actor, at) => verdict(await postings.refuse(actor, (await make.posting(at)).id)),
      async (actor, at) => verdict(await postings.end(actor, (await make.posting(at)).id, 'filled')),
      async (actor, at) => verdict(await employment.imports.preview(actor, ofPlace(at), NO_POSTINGS)),
      async (actor, at) => verdict(await employment.imports.run(actor, ofPlace(at), NO_POSTINGS)),
      async (actor, at) => verdict(await employment.imports.get(actor, await make.postingImport(at))),
      async (actor, at) => verdict(await employment.imports.undo(actor, await make.postingImport(at))),
    ],
    'webhook.edit': [
      async (actor, { id: settlement }) =>
        verdict(await webhooks.add(actor, { url: 'https://example.com', events: [], scope: { kind: 'settlement', settlement } })),
      async (actor, at) => verdict(await webhooks.remove(actor, await make.webhook(at.id))),
      async (actor, at) => verdict(await webhooks.calls(actor, await make.webhook(at.id), ALL)),
      async (actor, at) => verdict(await webhooks.test(actor, await make.webhook(at.id))),
      async (actor, at) => {
        const { id } = valueIn(await webhooks.test(OPERATOR, await make.webhook(at.id)));
        return verdict(await webhooks.retry(actor, id));
      },
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
