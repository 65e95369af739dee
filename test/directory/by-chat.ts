/**
 * Every action that the chat has, tried in conversation in each way that the desk has for it.
 */
import { randomUUID } from 'node:crypto';
import { doorWords } from '../../src/conversation/desk/households/file-words.ts';
import { settlementName } from '../../src/conversation/desk/words.ts';
import type { Action } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Group, Household, Settlement } from '../../src/directory/model.ts';
import { isRobot } from '../../src/directory/robots.ts';
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
  'gap.view',
  'audit.view',
];

export function byChat(office: Office, make: Subjects, { opens, fills, lastOf, verdictOf, chatterOf }: Keeper): Attempts {
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

  const bound = new Map<SettlementId, Group>();
  /** A group of the settlement. */
  async function groupIn(at: SettlementId): Promise<Group> {
    const group = bound.get(at) ?? (await make.group(at));
    bound.set(at, group);
    return group;
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
