import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMS } from '../../src/conversation/desk/forms/index.ts';
import { ACTIONS, GRANTED_ROLES, type Role } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor } from '../../src/directory/model.ts';
import { asItIs, filed, LUO } from '../support/households.ts';
import { allowed, type Chatter, type Office, openOffice } from '../support/office.ts';
import { EXPECTED, PLACES, type Places, REACHES, type Reach, scopeOf, settle } from '../support/rights.ts';
import type { Attempts } from './attempts.ts';
import { byChat, NOT_IN_CHAT } from './by-chat.ts';
import { cellsOf } from './cells.ts';
import { createKeeper } from './keeper.ts';
import { createSubjects } from './subjects.ts';

/** Somebody who took a role by a code. */
interface Member {
  readonly role: Role;
  readonly reach: Reach;
  readonly chatter: Chatter;
  readonly actor: Actor;
}

describe('the table of rights in chat', () => {
  let office: Office;
  let places: Places;
  let attempts: Attempts;
  let members: readonly Member[];

  beforeAll(async () => {
    office = await openOffice();
    const { rooms } = office.core;
    places = await settle(rooms.directory);
    const known = async (role: Role, reach: Reach, chatter: Chatter): Promise<Member> => {
      const { name } = chatter;
      const sender = { channel: 'terminal', account: 'terminal', chat: { id: name, kind: 'private' as const }, person: name };
      return { role, reach, chatter, actor: (await rooms.directory.visitors.behind(sender)).actor };
    };
    const made: Member[] = [];
    for (const role of GRANTED_ROLES)
      for (const reach of REACHES)
        made.push(await known(role, reach, await office.staff(`${role} ${reach}`, role, scopeOf(reach, places.own))));
    // Whoever lives somewhere is its resident, and of no more.
    const home = await filed(office, places.own.id);
    const resident = office.person('resident');
    await resident.says(allowed(await rooms.directory.households.linkCode(OPERATOR, home.id, 'm1')).letters);
    made.push(await known('resident', 'settlement', resident));
    members = made;

    const keeper = await office.staff('keeper', 'cadre', { kind: 'all' });
    for (const role of ['admin', 'handler', 'callback-officer', 'supervisor'] as const) {
      const invitation = { role, scope: { kind: 'all' }, name: 'keeper' } as const;
      await keeper.says(allowed(await rooms.directory.people.invite(OPERATOR, invitation)).letters);
    }
    const chatterOf = ({ id }: Actor): Chatter => members.find(({ actor }) => actor.id === id)!.chatter;
    const make = createSubjects(rooms);
    attempts = byChat(office, make, createKeeper(office, make, keeper, chatterOf));
    // Of the codes that were taken nothing is asked.
    for (const { actor } of members) await recorded(actor);
  });
  afterAll(() => office.close());

  const seen = new Map<string, number>();
  /** What was recorded of somebody since this was last asked, newest first. */
  async function recorded({ id: actor }: Actor): Promise<readonly string[]> {
    const entries = await office.core.storage.directory.audit.list({ actor, scopes: [{ kind: 'all' }], limit: 20 });
    const before = seen.get(actor) ?? 0;
    seen.set(actor, entries[0]?.id ?? before);
    return entries.filter(({ id }) => id > before).map(({ action, outcome }) => `${action} ${outcome}`);
  }

  it('is tried for every action but those that the chat does not have', () => {
    expect([...Object.keys(attempts), ...NOT_IN_CHAT].toSorted()).toEqual(ACTIONS.toSorted());
    expect([...FORMS.values()].filter(({ action }) => action && NOT_IN_CHAT.includes(action))).toEqual([]);
  });

  it('is tried by everybody as whom they took a code for', () => {
    expect(members.map(({ actor }) => actor.rights)).toEqual(
      members.map(({ role, reach }) => [{ role, scope: scopeOf(reach, places.own) }]),
    );
  });

  it.each(ACTIONS.filter(action => !NOT_IN_CHAT.includes(action)))(
    'lets do %s whoever may, refuses others, and records it',
    async action => {
      const wrong: string[] = [];
      for (const { role, reach, place, expected } of cellsOf(action)) {
        if (role === 'resident' && reach !== 'settlement') continue;
        const { actor } = members.find(one => one.role === role && one.reach === reach)!;
        for (const [way, attempt] of attempts[action]!.entries()) {
          const verdict = await attempt(actor, places[place]);
          // On the way other things are looked at, which other cells try.
          const rows = (await recorded(actor)).filter(row => row.startsWith(`${action} `));
          const came = `${verdict}, recorded: ${rows.join()}`;
          if (!expected.includes(came)) wrong.push(`${role} of a ${reach} at ${place}, way ${way + 1}: ${came}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it('offers the settlements where somebody may do it, and no others, pressed or typed', async () => {
    const words = office.core.assistant.wordbook.in('zh-CN');
    const menu = {
      settlement_record: 'settlement.view',
      find_household: 'household.list',
      bind_group: 'group.bind',
      robot: 'group.bind',
      info: 'info.edit',
    };
    for (const [form, action] of Object.entries(menu)) {
      const cells = EXPECTED.filter(row => row.action === action);
      for (const { role, reach, chatter, actor } of members) {
        const mine = cells.find(row => row.reach === reach)?.allowed[role] ?? [];
        const { ids, text } = await chatter.says('form=stop', `desk=${form}`);
        const offered = PLACES.filter(place => ids.includes(`form=settlement=${places[place].id}`));
        // One alone is taken at once.
        expect(offered, `${form} ${role} ${reach}`).toEqual(mine.length > 1 ? mine : []);
        expect(text.includes(words('directory:refused.not-allowed'))).toBe(mine.length === 0);
        if (offered.length === 0) continue;
        await recorded(actor);
        for (const place of PLACES.filter(one => !mine.includes(one))) {
          const { text } = await chatter.says(`form=settlement=${places[place].id}`);
          expect(text, `${form} ${role} ${reach} ${place}`).toContain('没有这个选项');
        }
        expect(await recorded(actor)).toEqual([]);
      }
    }
  });

  it('takes no button that was not offered, whoever types it', async () => {
    const household = await filed(office, places['other-region'].id, { ...LUO, code: 'X-1' });
    const values = { settlement: household.settlement, household: household.id, version: '1', reason: 'visit', file: 'f_1_0' };
    // Buttons that last are held against the table of rights themselves, whoever presses them.
    const forged = [...FORMS.values()].flatMap(({ id, given = [], lasts }) =>
      given.length > 0 && !lasts ? [['desk', id, ...given.map(name => values[name as keyof typeof values])].join('=')] : [],
    );
    expect(forged).toContain(`desk=household_erase=${household.id}`);
    for (const { chatter, actor } of members) {
      await chatter.says('form=stop', '我的身份');
      await recorded(actor);
      for (const button of forged) expect((await chatter.says(button)).text, button).toContain('没有这个选项');
      expect(await recorded(actor)).toEqual([]);
    }
    expect(await asItIs(office, household)).toEqual(household);
  });
});
