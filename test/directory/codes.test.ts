import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { type Code, codeIn } from '../../src/directory/codes.ts';
import type { Actor } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Sender } from '../../src/directory/visitors.ts';
import { databases } from '../support/databases.ts';
import { inGroup, inPrivate, type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { type Places, settle } from '../support/rights.ts';
import { createSubjects, type Subjects, valueIn } from './subjects.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Nobody's. */
const WRONG = '7KQ2M-X40DR';

describe.each(databases)('a code on $name', ({ missing, ...database }) => {
  let opened: OpenRooms;
  let places: Places;
  let make: Subjects;
  let people = 0;
  /** Somebody new in each test. */
  let somebody: string;
  beforeAll(async () => {
    if (missing) return;
    opened = await openRooms({ missing, ...database });
    places = await settle(opened.rooms.directory);
    make = createSubjects(opened.rooms);
  });
  afterAll(() => opened?.close());
  beforeEach(() => {
    somebody = `somebody ${++people}`;
  });

  const invite = async (actor: Actor = OPERATOR, name = '王小明'): Promise<Code> => {
    const scope = { kind: 'settlement', settlement: places.own.id } as const;
    return valueIn(await opened.rooms.directory.people.invite(actor, { role: 'cadre', scope, name }));
  };
  const redeem = (sender: Sender, letters: string) => opened.rooms.directory.visitors.redeem(sender, letters);
  const actorOf = async (person: string) => (await opened.rooms.directory.visitors.behind(inPrivate(person))).actor;
  /** Somebody with a role, by a code of the operator's. */
  const withRole = async (person: string, role: 'admin' | 'cadre'): Promise<Actor> => {
    const scope = { kind: 'settlement', settlement: places.own.id } as const;
    const { letters } = valueIn(await opened.rooms.directory.people.invite(OPERATOR, { role, scope, name: person }));
    valueIn(await redeem(inPrivate(person), letters));
    return actorOf(person);
  };
  const revokeAll = async (actor: Actor): Promise<void> => {
    const { grants } = opened.storage.directory;
    for (const { id } of await grants.held(actor.person!.id)) valueIn(await opened.rooms.directory.people.revoke(OPERATOR, id));
  };
  const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);

  it.skipIf(missing)('makes somebody what it says, however it is typed', async () => {
    const { letters } = await invite();
    const typed = letters.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(await redeem(inPrivate(somebody), typed)).toMatchObject({ ok: true, value: { kind: 'role', role: 'cadre' } });
    const { person, rights } = await actorOf(somebody);
    expect(person?.name).toBe('王小明');
    expect(rights).toEqual([{ role: 'cadre', scope: { kind: 'settlement', settlement: places.own.id } }]);
  });

  it.skipIf(missing).each([WRONG, '', 'ABC', `${WRONG}X`, '7KQ2M-X40D!', '\u202e7KQ2M', "' or 1=1 --"])(
    'is none: “%s”',
    async letters => {
      expect(codeOf(await redeem(inPrivate(somebody), letters))).toBe('code-unknown');
      expect((await actorOf(somebody)).rights).toEqual([]);
    },
  );

  it.skipIf(missing)('works once, for whoever used it and for others', async () => {
    const { letters } = await invite();
    expect(codeOf(await redeem(inPrivate(somebody), letters))).toBe('done');
    expect(codeOf(await redeem(inPrivate(somebody), letters))).toBe('code-used');
    expect(codeOf(await redeem(inPrivate(`${somebody} again`), letters))).toBe('code-used');
    expect((await actorOf(somebody)).rights).toHaveLength(1);
  });

  it.skipIf(missing)('works for one of two who use it at once', async () => {
    const { letters } = await invite();
    const both = [`${somebody} a`, `${somebody} b`];
    const outcomes = await Promise.all(both.map(person => redeem(inPrivate(person), letters)));
    expect(outcomes.map(codeOf).sort()).toEqual(['code-used', 'done']);
    const rights = await Promise.all(both.map(async person => (await actorOf(person)).rights));
    expect(rights.flat()).toHaveLength(1);
  });

  it.skipIf(missing).each([
    ['a role', 7 * DAY_MS, inPrivate, async () => (await invite()).letters],
    [
      'a group',
      30 * MINUTE_MS,
      (person: string) => inGroup(person, `group of ${person}`),
      async () => {
        await withRole(somebody, 'cadre');
        return valueIn(await opened.rooms.directory.groups.code(OPERATOR, places.own.id)).letters;
      },
    ],
    [
      'a household',
      7 * DAY_MS,
      inPrivate,
      async () => {
        const { id } = await make.household(places.own.id);
        return valueIn(await opened.rooms.directory.households.linkCode(OPERATOR, id, 'm1')).letters;
      },
    ],
  ] as const)('of %s works until its last moment and not at it', async (_, lastsMs, sender, issue) => {
    const [late, early] = [await issue(), await issue()];
    opened.clock.pass(lastsMs - 1);
    expect(codeOf(await redeem(sender(somebody), early))).toBe('done');
    opened.clock.pass(1);
    expect(codeOf(await redeem(sender(somebody), late))).toBe('code-expired');
  });

  it.skipIf(missing)('works on where it was typed in the wrong place', async () => {
    const cadre = await withRole(somebody, 'cadre');
    const role = await invite();
    const group = valueIn(await opened.rooms.directory.groups.code(cadre, places.own.id));
    const there = inGroup(somebody, `group of ${somebody}`);
    expect(codeOf(await redeem(there, role.letters))).toBe('code-elsewhere');
    expect(codeOf(await redeem(inPrivate(somebody), group.letters))).toBe('code-elsewhere');
    expect(codeOf(await redeem(there, group.letters))).toBe('done');
    expect(codeOf(await redeem(inPrivate(somebody), role.letters))).toBe('done');
  });

  it.skipIf(missing)('of a role is void once whoever handed it out may no longer', async () => {
    const admin = await withRole(somebody, 'admin');
    const { letters } = await invite(admin);
    await revokeAll(admin);
    expect(codeOf(await redeem(inPrivate(`${somebody} later`), letters))).toBe('code-expired');
    expect((await actorOf(`${somebody} later`)).rights).toEqual([]);
  });

  it.skipIf(missing)('of a household is void once whoever handed it out may no longer', async () => {
    const cadre = await withRole(somebody, 'cadre');
    const { id } = await make.household(places.own.id);
    const { letters } = valueIn(await opened.rooms.directory.households.linkCode(cadre, id, 'm1'));
    await revokeAll(cadre);
    expect(codeOf(await redeem(inPrivate(`${somebody} later`), letters))).toBe('code-expired');
    expect((await actorOf(`${somebody} later`)).rights).toEqual([]);
  });

  it.skipIf(missing).each(['revoked', 'over'])('of a token that is %s is void', async end => {
    const { tokens } = opened.rooms.directory;
    const scope = { kind: 'settlement', settlement: places.own.id } as const;
    const { id, secret } = valueIn(await tokens.issue(OPERATOR, { label: 'x', role: 'admin', scope, days: 1 }));
    const holder = await tokens.actor(secret, 'api');
    expect(holder?.id).toBe(id);
    const { letters } = await invite(holder);
    if (end === 'revoked') valueIn(await tokens.revoke(OPERATOR, id));
    else opened.clock.pass(DAY_MS);
    expect(codeOf(await redeem(inPrivate(somebody), letters))).toBe('code-expired');
  });

  it.skipIf(missing)(
    'cannot be guessed: after five wrong ones not even the right one is taken, until fifteen minutes have passed',
    async () => {
      const { letters } = await invite();
      for (let wrong = 0; wrong < 5; wrong++) expect(codeOf(await redeem(inPrivate(somebody), WRONG))).toBe('code-unknown');
      expect(await redeem(inPrivate(somebody), letters)).toEqual({
        ok: false,
        refusal: { code: 'too-many-tries', params: { minutes: 15 } },
      });
      // Somebody else is not held up.
      expect(codeOf(await redeem(inPrivate(`${somebody} beside`), (await invite()).letters))).toBe('done');
      opened.clock.pass(15 * MINUTE_MS + 1);
      expect(codeOf(await redeem(inPrivate(somebody), letters))).toBe('done');
    },
  );

  it.skipIf(missing)('is recorded with what came of it, and without its letters', async () => {
    const { letters } = await invite();
    const { id } = await actorOf(somebody);
    await redeem(inPrivate(somebody), WRONG);
    await redeem(inPrivate(somebody), letters);
    const entries = await opened.storage.directory.audit.list({ actor: id, scopes: [{ kind: 'all' }], limit: 9 });
    expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['code.redeem', 'done'],
      ['code.redeem', 'code-unknown'],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${letters}|${WRONG}|${somebody}`));
  });
});

describe('a code in a message', () => {
  it.each([
    ['7KQ2M-X40DR', '7KQ2M-X40DR'],
    [' 7kq2mx40dr ', '7kq2mx40dr'],
    ['绑定 7KQ2M—X40DR', '7KQ2M-X40DR'],
    ['7KQ2M X40DR', '7KQ2M X40DR'],
  ])('is found in “%s”', (text, code) => {
    expect(codeIn(text)).toBe(code);
  });

  it.each(['低保怎么申请', '1380013800', 'ABCDEFGHIJ', '13800138000', '52242619900101123X', '我家的编号是 7KQ2M-X40DR 你看看'])(
    'is not taken for one in “%s”',
    text => {
      expect(codeIn(text)).toBeUndefined();
    },
  );
});
