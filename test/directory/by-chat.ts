/**
 * Every action that the chat has, tried in conversation in each way that the desk has for it.
 */
import { randomUUID } from 'node:crypto';
import type { BulletinKind } from '../../src/bulletin/model.ts';
import { doorWords } from '../../src/conversation/desk/households/file-words.ts';
import { settlementName } from '../../src/conversation/desk/words.ts';
import type { Action } from '../../src/directory/access.ts';
import { nobody, OPERATOR } from '../../src/directory/actors.ts';
import { type Group, type Household, placeOf, type Settlement } from '../../src/directory/model.ts';
import { isRobot } from '../../src/directory/robots.ts';
import type { Job, PostingState } from '../../src/employment/model.ts';
import type { SettlementId } from '../../src/shared/ids.ts';
import { agreed, asItIs, filed, LUO } from '../support/households.ts';
import { allowed, type Heard, type Office } from '../support/office.ts';
import type { Attempt, Attempts } from './attempts.ts';
import type { Keeper, Step } from './keeper.ts';
import type { Subjects } from './subjects.ts';

/** What the chat does not have: the command line and the API do. */
export const NOT_IN_CHAT: readonly Action[] = [
  // A mistake of the thumb would be too dear.
  'settlement.remove',
  // Whoever needs these sits at a computer: a list of people, a program's key, the record.
  'role.view',
  'role.revoke',
  'token.view',
  'token.issue',
  'token.revoke',
  'webhook.edit',
  'gap.view',
  'audit.view',
];

export function byChat(
  office: Office,
  make: Subjects,
  { opens, presses, fills, lastOf, verdictOf, chatterOf }: Keeper,
): Attempts {
  const { core } = office;
  const { directory } = core.rooms;
  const t = core.assistant.wordbook.in('zh-CN');

  /** Shows that the first line of these words was said. */
  const says =
    (key: string, params: Readonly<Record<string, string | number>> = {}): Step['shows'] =>
    ({ text }) =>
      text.includes(t(key, { code: '', until: '', prefix: '', ...params }).split('\n')[0]!);

  const lasting = new Map<SettlementId, Household>();
  /** A household of the settlement, as it is now. */
  async function householdIn(at: SettlementId): Promise<Household> {
    const known = lasting.get(at);
    const now = known && (await asItIs(office, known));
    if (now) return now;
    const household = await agreed(office, await filed(office, at, { ...LUO, code: `H-${make.next()}` }));
    lasting.set(at, household);
    return household;
  }
  /** Looks for a household, up to why its file is opened. */
  async function finds(at: Settlement): Promise<Household> {
    const household = await householdIn(at.id);
    await opens('find_household', `form=settlement=${at.id}`, household.code!, `form=household=${household.id}`);
    return household;
  }
  /** Opens a file and one of the forms below it. @param values all but the last step */
  const ofFile = (form: string, last: string, shows: Step['shows'], ...values: readonly string[]): Attempt =>
    lastOf(async at => {
      const { id, version } = await finds(at);
      const more = new Map<string, string | number>([
        ['household_check', at.id],
        ['household_work', version],
        ['household_marks', version],
      ]).get(form);
      const button = ['desk', form, id, ...(more === undefined ? [] : [more])].join('=');
      await fills('form=reason=visit', button, ...values);
      return { last, shows };
    });

  /** Opens a settlement's record and a form that changes it. */
  const ofRecord = (form: string, last: string, ...values: readonly string[]): Attempt =>
    lastOf(async at => {
      const { version } = allowed(await directory.settlements.get(OPERATOR, at.id));
      await opens('settlement_record', `form=settlement=${at.id}`);
      await fills(`desk=settlement_change=${at.id}=${version}`, `form=what=settlement_${form}`, ...values);
      return { last, shows: says('desk:saved') };
    });

  /** A button of a bulletin that was let go in the settlement. */
  const ofBulletin = (deed: string, shows: Step['shows'], kind?: BulletinKind): Attempt =>
    lastOf(async at => ({ last: `desk=${deed}=${(await make.bulletin(at.id, kind)).id}`, shows }));
  /** The last step of a form about such a bulletin. */
  const withBulletin = (deed: string, last: string, shows: Step['shows'], ...values: readonly string[]): Attempt =>
    lastOf(async at => {
      await presses('form=stop');
      await presses(`desk=${deed}=${(await make.bulletin(at.id)).id}`);
      await fills(...values);
      return { last, shows };
    });

  /** The last step of what is done to a posting of the settlement. */
  const ofPosting = (list: string, what: string, state: PostingState, over: Partial<Job> = {}): Attempt =>
    lastOf(async at => {
      const { id } = await make.posting(at, over);
      await opens('postings', `form=which=${list}`, `form=posting=${id}`);
      return { last: `form=what=${what}`, shows: ({ text }) => text.includes(`：${t(`posting:state.${state}`)}。`) };
    });

  /** The last step of what is done with a report of hardship, up to the words. */
  const ofHardship = (act: string, from: Parameters<Subjects['hardship']>[1], ...values: readonly string[]): Attempt =>
    lastOf(async at => {
      const number = await make.hardship(at.id, from);
      await presses('form=stop');
      await presses(`desk=hardship_show=${number}`);
      await fills(`desk=hardship_step=${number}=${act}`, ...values);
      return { last: '看过了', shows: says(`hardship:done.${act}`, { number, until: '' }) };
    });

  const bound = new Map<SettlementId, Group>();
  /** A group of the settlement. */
  async function groupIn(at: SettlementId): Promise<Group> {
    const group = bound.get(at) ?? (await make.group(at));
    bound.set(at, group);
    return group;
  }
  const { grievances } = core.rooms;
  /** A case of the settlement, which waits. */
  async function waits({ id: settlement, ...at }: Settlement): Promise<number> {
    const by = `reporter ${make.next()}`;
    const to = { channel: 'web', account: 'a', chat: by, person: by };
    const place = { ...placeOf({ id: settlement, ...at }), settlement, region: at.region };
    const draft = { place, kind: 'school', text: '孩子没学上', name: '罗世珍', phone: '13800138000' };
    return allowed(await grievances.intake.report({ at: to, visitor: { actor: nobody(to) } }, draft)).number;
  }
  /** One that somebody else has in hand, and has done something with. */
  async function workedOn(at: Settlement, work: (queue: typeof grievances.queue, number: number) => Promise<unknown>) {
    const number = await waits(at);
    allowed(await grievances.queue.claim(OPERATOR, number));
    await work(grievances.queue, number);
    return number;
  }
  const asked = new Map<SettlementId, number>();
  /** A question that waits in the settlement. */
  async function questionIn(at: Settlement): Promise<number> {
    const waiting = allowed(await core.rooms.inquiries.waiting(OPERATOR, 100));
    const before = waiting.find(({ number }) => number === asked.get(at.id));
    const number = before?.number ?? (await make.inquiry(at));
    asked.set(at.id, number);
    return number;
  }
  /** Answers a question of a settlement, up to sending the answer off. */
  async function answers(at: Settlement): Promise<void> {
    await opens('inquiries', `form=number=${await questionIn(at)}`, '每月五毛');
  }

  /** Says something in a group of the settlement, about somebody else. */
  const inGroup =
    (text: string, shows: string): Attempt =>
    async (actor, at) => {
      const chat = `called ${make.next()}`;
      const where = { channel: 'terminal', account: 'terminal' };
      const { group } = allowed(await directory.groups.bind(OPERATOR, { kind: 'group', settlement: at.id }, { ...where, chat }));
      const outgoing = await core.conversation.handle({
        ...where,
        chat: { id: chat, kind: 'group' },
        person: chatterOf(actor).name,
        platformId: chat,
        text,
        mentioned: true,
        about: [`stranger ${make.next()}`],
        at: office.clock.now(),
      });
      allowed(await directory.groups.unbind(OPERATOR, group.id));
      const heard: Heard = { text: outgoing.map(one => one.text).join('\n'), labels: [], ids: [] };
      return says(shows)(heard) ? 'done' : verdictOf(heard);
    };

  return {
    'settlement.view': [
      lastOf(async at => {
        await opens('settlement_record');
        return { last: `form=settlement=${at.id}`, shows: ({ text }) => text.includes(at.name) };
      }),
      lastOf(async at => {
        await opens('settlement_screen');
        return { last: `form=settlement=${at.id}`, shows: ({ text }) => text.includes(at.name) };
      }),
    ],
    'settlement.add': [
      async (actor, at) => {
        const name = `新建${make.next()}`;
        const verdict = await lastOf(async ({ region, county }) => {
          await opens('settlement_add', `form=region=${region}`, county);
          return { last: name, shows: says('desk:form.settlement_add.done') };
        })(actor, at);
        const added = await core.storage.directory.settlements.named(at.region, at.county, name);
        if (added) allowed(await directory.settlements.remove(OPERATOR, added.id));
        return verdict;
      },
    ],
    'settlement.edit': [
      ofRecord('people', 'form=poorPopulation=', '1200'),
      ofRecord('kind', 'form=kind=rural'),
      ofRecord('office', 'form=hours=', '1栋101'),
      ofRecord('contact', '13800138000', '值班室'),
      ofRecord('building', 'form=entrances=', '9栋'),
      ofRecord('desk', 'form=hours=', '人力', '1', '王小明', '13800138000'),
      ofRecord('tags', '县城'),
    ],
    'household.list': [
      lastOf(async at => {
        const { id, code = '' } = await householdIn(at.id);
        await opens('find_household', `form=settlement=${at.id}`);
        return { last: code, shows: ({ ids }) => ids.includes(`form=household=${id}`) };
      }),
    ],
    'household.open': [
      lastOf(async at => {
        await finds(at);
        return { last: 'form=reason=visit', shows: showsFile };
      }),
      lastOf(async at => {
        const { id } = await finds(at);
        await fills('form=reason=visit', `desk=household_link=${id}`, 'form=member=m1', `desk=open_household=${id}`);
        return { last: 'form=reason=visit', shows: showsFile };
      }),
      lastOf(async at => {
        const { id } = await finds(at);
        await fills('form=reason=visit');
        return { last: `desk=full_household=${id}=visit`, shows: showsFile };
      }),
    ],
    'household.edit': [
      ofFile(
        'household_consent',
        'form=how=spoken',
        says('desk:form.household_consent.done'),
        'form=purpose=file',
        'form=member=m1',
      ),
      ofFile('household_work', 'form=value=none', says('desk:form.household_work.done'), 'form=member=m1', 'form=aspect=work'),
      ofFile('household_marks', 'form=mark=dibao', says('desk:form.household_marks.done')),
    ],
    'household.erase': [ofFile('household_erase', 'form=really=yes', says('desk:form.household_erase.done'), 'form=sure=yes')],
    'household.link': [ofFile('household_link', 'form=member=m1', says('desk:form.household_link.done'))],
    // A table is looked at and taken in beside the conversation, by the service that is tried by itself.
    'household.import': [
      lastOf(async at => ({ last: `desk=import_now=${at.id}`, shows: says('desk:form.import_now.nothing') })),
      lastOf(async at => {
        const { id } = allowed(
          await directory.imports.run(OPERATOR, at.id, { households: [], rows: [], sheets: [] }, { purpose: 'x' }),
        );
        return { last: `desk=import_undo=${id}`, shows: says('desk:form.import_undo.sure') };
      }),
    ],
    'household.check': [
      ofFile(
        'household_check',
        'form=scheme=screening',
        says('eligibility:begin.for', { door: doorWords(LUO), name: HEAD.name }),
        'form=member=m1',
      ),
    ],
    'group.view': [
      lastOf(async at => {
        const { id } = await groupIn(at.id);
        await opens('bind_group');
        return { last: `form=settlement=${at.id}`, shows: ({ ids }) => ids.includes(`form=group=${id}`) };
      }),
    ],
    'group.bind': [
      lastOf(async at => {
        await opens('robot', `form=settlement=${at.id}`, 'form=building=whole', '机器人群');
        return { last: randomUUID(), shows: says('desk:form.robot.done', { group: '机器人群' }) };
      }),
      lastOf(async at => {
        await opens('robot', `form=settlement=${at.id}`, 'form=building=whole', '机器人群', randomUUID());
        const robot = allowed(await directory.groups.list(OPERATOR, at.id, { limit: 10_000 })).findLast(isRobot);
        return { last: `desk=robot_test=${robot?.id}`, shows: says('desk:form.robot_test.done', { group: '机器人群' }) };
      }),
      lastOf(async at => {
        await opens('bind_group', `form=settlement=${at.id}`, 'form=group=new');
        return { last: 'form=building=whole', shows: says('desk:form.bind_group.done') };
      }),
      lastOf(async at => {
        const { id } = await groupIn(at.id);
        await opens('bind_group', `form=settlement=${at.id}`);
        return { last: `form=group=${id}`, shows: says('desk:form.bind_group.done') };
      }),
      async (actor, at) => {
        const { letters } = allowed(await directory.groups.code(OPERATOR, at.id));
        const heard = await chatterOf(actor).posts(`group ${make.next()}`, letters);
        return says('desk:code.group', { settlement: settlementName(at, t) })(heard) ? 'done' : verdictOf(heard);
      },
    ],
    'group.edit': [
      inGroup('有问就答', 'desk:manner_set.questions'),
      lastOf(async at => {
        const { id } = await groupIn(at.id);
        await opens('group_manner', `form=settlement=${at.id}`, `form=group=${id}`, 'form=manner=questions');
        return { last: 'form=quiet=', shows: ({ text }) => text.includes('好了。这个群：有问就答') };
      }),
    ],
    'person.mute': [
      inGroup('禁言', 'desk:mute.done'),
      lastOf(async at => {
        const { id } = await make.mute(at.id);
        await opens('mutes', `form=settlement=${at.id}`, `form=mute=${id}`);
        return { last: 'form=what=lift', shows: says('desk:form.mutes.lifted') };
      }),
      lastOf(async at => {
        const { id } = await make.mute(at.id);
        await opens('mutes', `form=settlement=${at.id}`, `form=mute=${id}`);
        return { last: 'form=what=keep', shows: says('desk:form.mutes.kept') };
      }),
    ],
    'role.grant': [
      lastOf(async at => {
        await opens('invite', 'form=role=cadre', `form=scope=settlement:${at.id}`);
        return { last: '王小明', shows: says('desk:form.invite.done', { name: '王小明', role: t('directory:role.cadre') }) };
      }),
    ],
    'inquiry.view': [
      async (actor, at) => {
        const number = await questionIn(at);
        const heard = await chatterOf(actor).says('form=stop', 'desk=inquiries');
        if (heard.ids.includes(`form=number=${number}`)) return 'done';
        return says('desk:form.inquiries.number')(heard) ? 'hidden' : verdictOf(heard);
      },
      async (actor, at) => {
        // The list names so many: what was there before is gone.
        for (const { inquiry } of await core.storage.inquiry.unreached('all', 100))
          await core.storage.inquiry.erase(inquiry.asker);
        const number = await make.unreached(at);
        const heard = await chatterOf(actor).says('form=stop', 'desk=unreached');
        if (heard.text.includes(`第${number}号`)) return 'done';
        return says('desk:form.unreached.nothing')(heard) ? 'hidden' : verdictOf(heard);
      },
    ],
    'inquiry.answer': [
      lastOf(async at => {
        await answers(at);
        return { last: 'form=sure=yes', shows: says('desk:form.inquiries.done', { times: 1 }) };
      }),
    ],
    'bulletin.view': [
      async (actor, at) => {
        const { id } = await make.bulletin(at.id);
        const heard = await chatterOf(actor).says('form=stop', 'desk=bulletins');
        if (heard.ids.includes(`form=bulletin=${id}`)) return 'done';
        return says('desk:form.bulletins.bulletin')(heard) || says('desk:form.bulletins.nothing')(heard)
          ? 'hidden'
          : verdictOf(heard);
      },
      ofBulletin('bulletin_progress', ({ text }) => text.includes('已发0个群')),
      ofBulletin('bulletin_ledger', ({ text }) => text.includes('已发0个群')),
      withBulletin('bulletin_ledger', 'form=what=file', says('desk:form.bulletin_ledger.here')),
      lastOf(async at => ({
        last: `desk=bulletin_look=${(await make.draft(at.id)).id}`,
        shows: ({ text }) => text.includes('招缝纫工。'),
      })),
    ],
    'bulletin.write': [
      lastOf(async at => {
        await opens('bulletin_write', 'form=kind=jobs', `form=place=settlement:${at.id}`, 'form=step=enough', 'x', 'x');
        await fills('form=receipts=no');
        return { last: 'form=when=now', shows: ({ ids }) => ids.some(id => id.startsWith('form=what=send-')) };
      }),
      lastOf(async at => {
        await make.audience(at.id);
        const { id } = await make.draft(at.id);
        await opens('bulletins', `form=bulletin=${id}`, `desk=bulletin_look=${id}`);
        const { digest } = allowed(await core.rooms.bulletins.preview(OPERATOR, id));
        return { last: `form=what=send-${digest}`, shows: says('desk:form.bulletin_look.sending') };
      }),
      ofBulletin('bulletin_pause', says('desk:form.bulletin_pause.done')),
      lastOf(async at => {
        const { id } = await make.bulletin(at.id);
        allowed(await core.rooms.bulletins.pause(OPERATOR, id));
        return { last: `desk=bulletin_resume=${id}`, shows: says('desk:form.bulletin_resume.done') };
      }),
      ofBulletin('bulletin_retry', says('desk:form.bulletin_ledger.none')),
      withBulletin('bulletin_stop', 'form=sure=yes', says('desk:form.bulletin_stop.done')),
      withBulletin('bulletin_recall', 'form=sure=yes', says('desk:form.bulletin_recall.done')),
      withBulletin('bulletin_correct', 'form=sure=yes', says('desk:form.bulletin_correct.done'), '招电工。'),
    ],
    'bulletin.approve': [
      lastOf(async at => {
        const { id, version } = await make.bulletin(at.id, 'notice');
        await presses('form=stop');
        await presses(`desk=bulletin_approve=${id}`);
        return { last: `form=what=yes-${version}`, shows: says('desk:form.bulletin_approve.approved') };
      }),
      lastOf(async at => {
        const { id } = await make.bulletin(at.id, 'notice');
        await presses('form=stop');
        await presses(`desk=bulletin_approve=${id}`);
        await fills('form=what=back');
        return { last: '写清楚', shows: says('desk:form.bulletin_approve.sent_back') };
      }),
    ],
    'receipt.view': [
      lastOf(async at => {
        await presses(`desk=bulletin_receipts=${(await make.bulletin(at.id)).id}`);
        return { last: `form=settlement=${at.id}`, shows: says('bulletin-desk:receipts.confirmed', { total: 0 }) };
      }),
    ],
    'work.view': [
      lastOf(async at => {
        await opens('work_first');
        return { last: `form=settlement=${at.id}`, shows: ({ text }) => /没有零就业的户|户要先帮/.test(text) };
      }),
      lastOf(async at => {
        await opens('work_ledger');
        return { last: `form=settlement=${at.id}`, shows: ({ text }) => text.startsWith('就业台账：') };
      }),
      lastOf(async at => {
        await opens('work_calls');
        return { last: `form=settlement=${at.id}`, shows: says('desk:form.work_calls.nothing') };
      }),
    ],
    'work.edit': [
      lastOf(async at => {
        const { id, code } = await householdIn(at.id);
        await opens('wish_for', `form=settlement=${at.id}`, code!, `form=household=${id}`, 'form=member=m1', '会缝纫，要离家近');
        return { last: 'form=sure=yes', shows: says('jobs:registered') };
      }),
      lastOf(async at => {
        const { id, code } = await householdIn(at.id);
        await opens('work_hire', `form=settlement=${at.id}`, code!, `form=household=${id}`, 'form=member=m1', '制衣厂', '缝纫工');
        return { last: 'form=work=stable', shows: says('work:hired', { name: '罗世珍', employer: '制衣厂', title: '缝纫工' }) };
      }),
      lastOf(async at => {
        const id = await make.placement(at.id);
        await opens('work_placements', `form=settlement=${at.id}`, `form=placement=${id}`);
        return { last: 'form=answer=staying', shows: ({ text }) => text.includes('记下了：还在干') };
      }),
    ],
    'training.edit': [
      lastOf(async at => {
        await opens(
          'training_offer',
          `form=settlement=${at.id}`,
          '缝纫班',
          '社区',
          '周六上午',
          '2027-12-31',
          'form=seats=',
          'form=phone=',
        );
        return { last: 'form=clause=none', shows: ({ text }) => text.startsWith('办好了') };
      }),
      lastOf(async at => {
        const { id, signup } = await make.training(at.id);
        await opens('training_marks', `form=training=${id}`, `form=signup=${signup}`);
        return { last: 'form=mark=passed', shows: ({ text }) => text.startsWith('记下了：') };
      }),
      lastOf(async at => {
        await opens('training_ledger');
        return { last: `form=settlement=${at.id}`, shows: ({ text }) => text.startsWith('培训台账：') };
      }),
    ],
    'hardship.view': [
      lastOf(async at => {
        const number = await make.hardship(at.id);
        return { last: `desk=hardship_show=${number}`, shows: ({ text }) => text.includes('罗世珍') };
      }),
    ],
    'hardship.edit': [
      lastOf(async at => {
        await opens('hardship_for', `form=settlement=${at.id}`, `没有这户${make.next()}`, 'form=household=none');
        await fills('罗世珍', '3栋', '3', '病了', 'form=risk=illness', 'form=consent=spoken', '王大姐');
        return { last: 'form=sure=yes', shows: ({ text }) => text.startsWith('报上去了') };
      }),
      ofHardship('check', 'reported'),
      ofHardship('missing', 'reported'),
      ofHardship('assess', 'checking', 'form=proposed=yes'),
      ofHardship('withdrawFor', 'reported'),
      lastOf(async at => {
        const number = await make.hardship(at.id, 'proposed');
        await presses('form=stop');
        await presses(`desk=hardship_show=${number}`);
        await fills(`desk=hardship_step=${number}=publicise`);
        return { last: 'form=on=2026-11-22', shows: says('hardship:done.publicise', { number, until: '2026-11-27' }) };
      }),
    ],
    'hardship.decide': [ofHardship('notInclude', 'opposed'), ofHardship('recheck', 'opposed')],
    'posting.view': [
      async (actor, at) => {
        // The list shows the first ones: what was there before is gone.
        const { postings } = core.storage.employment;
        await postings.remove((await postings.list({ limit: 10_000 })).map(({ id }) => id));
        const { id } = await make.posting(at);
        const heard = await chatterOf(actor).says('form=stop', 'desk=postings=open');
        if (heard.ids.includes(`form=posting=${id}`)) return 'done';
        return says('desk:form.postings.nothing')(heard) ? 'hidden' : verdictOf(heard);
      },
    ],
    'posting.edit': [
      ofPosting('open', 'filled', 'filled'),
      ofPosting('open', 'withdrawn', 'withdrawn'),
      ofPosting('open', 'refuse', 'refused'),
      ofPosting('held', 'release', 'open', { more: '入职交押金500元' }),
      lastOf(async at => {
        const title = `新工种${make.next()}`;
        await opens('posting_new', `form=settlement=${at.id}`, '兴旺制衣厂', title, '面议');
        await fills('form=place=', '13800138000', 'form=valid_until=');
        return { last: 'form=sure=yes', shows: says('desk:form.posting_rest.new') };
      }),
    ],
    'grievance.report': [
      lastOf(async at => {
        await opens('report_for', `form=settlement=${at.id}`, `没有这户${make.next()}`);
        await fills('form=phone=', 'form=consent=spoken', '电梯坏了三天没人修', 'form=kind=lift-and-building');
        return { last: 'form=sure=yes', shows: ({ text }) => text.startsWith('报上去了') };
      }),
    ],
    'grievance.view': [
      async (actor, at) => {
        const number = await waits(at);
        const heard = await chatterOf(actor).says('form=stop', `desk=case_look=${number}`);
        return heard.text.includes(`${number}号 · `) ? 'done' : verdictOf(heard);
      },
    ],
    'grievance.handle': [
      async (actor, at) => {
        const heard = await chatterOf(actor).says('form=stop', `desk=case_claim=${await waits(at)}`);
        return says('queue:next.taken')(heard) ? 'done' : verdictOf(heard);
      },
    ],
    'grievance.call': [
      lastOf(async at => {
        const number = await workedOn(at, async (queue, one) => allowed(await queue.answer(OPERATOR, one, { says: '办好了' })));
        await presses('form=stop');
        await presses(`desk=case_calls=${number}`);
        return { last: 'form=result=nobody', shows: says('queue:call.nobody_done', { number, calls: 1 }) };
      }),
    ],
    'grievance.export': [
      lastOf(async at => {
        await opens('case_ledger', 'form=form=problem', `form=settlement=${at.id}`);
        return {
          last: 'form=period=month',
          shows: ({ text }) => text.includes(t('queue:ledger.here', { rows: '' }).split('，')[0]!),
        };
      }),
    ],
    'grievance.supervise': [
      lastOf(async at => {
        const number = await waits(at);
        await presses('form=stop');
        await presses(`desk=case_assign=${number}`);
        await fills('form=to=unit', `form=unit=${at.region}.county-governments`);
        return { last: '归县里', shows: ({ text }) => text.startsWith(`${number}号交给`) };
      }),
      lastOf(async at => {
        const number = await workedOn(at, async (queue, one) => allowed(await queue.askExtension(OPERATOR, one, '等配件')));
        await presses('form=stop');
        await presses(`desk=case_decide=${number}`);
        return { last: 'form=granted=no', shows: says('queue:decide.refused', { number }) };
      }),
    ],
    'grievance.identify': [
      lastOf(async at => {
        const number = await waits(at);
        await presses('form=stop');
        await presses(`desk=case_identity=${number}`);
        return { last: 'form=reason=visit', shows: says('queue:identity.title', { number }) };
      }),
    ],
    'info.edit': [
      lastOf(async at => {
        await opens('info', `form=settlement=${at.id}`, 'form=entry=new', '物业费', '每月五毛', '社区');
        return { last: 'form=sure=save', shows: says('desk:form.info.done', { topic: '物业费' }) };
      }),
      lastOf(async at => {
        const id = await make.info(at.id);
        await opens('info', `form=settlement=${at.id}`, `form=entry=${id}`);
        return { last: 'form=sure=end', shows: ({ text }) => text.includes('停用了') };
      }),
      lastOf(async at => {
        await answers(at);
        await fills('form=sure=yes', '电梯');
        return { last: 'form=sure=yes', shows: says('desk:form.keep_answer.done', { topic: '电梯' }) };
      }),
    ],
  };
}

/** Of whom the files are opened. */
const HEAD = LUO.members[0]!;

const showsFile = ({ text }: Heard): boolean => text.includes(HEAD.name);
