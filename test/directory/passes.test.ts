import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nobody, OPERATOR } from '../../src/directory/actors.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Passed } from '../../src/directory/passes.ts';
import type { Sender } from '../../src/directory/visitors.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { databases } from '../support/databases.ts';
import { inPrivate, type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { openedText, readableText } from '../support/opened.ts';
import { type Places, settle } from '../support/rights.ts';
import { valueIn } from './subjects.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Nobody's. */
const WRONG = '0123456789ABCDEFGHJKMNPQRS';
const region = 'guangxi' as RegionId;
const topic = 'check=guangxi.temporary-dibao';

describe.each(databases)('a pass on $name', ({ missing, ...database }) => {
  let opened: OpenRooms;
  let places: Places;
  let people = 0;
  /** Somebody new in each test, on a platform. */
  let somebody: Sender;
  let browser: Sender;
  beforeAll(async () => {
    if (missing) return;
    opened = await openRooms({ missing, ...database });
    places = await settle(opened.rooms.directory);
  });
  afterAll(() => opened?.close());
  beforeEach(() => {
    people++;
    somebody = onPlatform(`somebody ${people}`);
    browser = inPrivate(`browser ${people}`);
  });

  const onPlatform = (person: string): Sender => ({
    channel: 'telegram',
    account: 'bot',
    chat: { id: person, kind: 'private' },
    person,
  });
  const inTheGroup = (sender: Sender): Sender => ({ ...sender, chat: { id: 'g1', kind: 'group' } });
  const room = () => opened.rooms.directory;
  const issue = async (sender: Sender, words = topic): Promise<string> =>
    (await room().passes.issue(sender, { topic: words, region, settlement: places.own.id })).letters;
  const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const personOf = async (sender: Sender) => (await room().visitors.behind(sender)).actor.person;
  const rightsOf = async (sender: Sender) => (await room().visitors.behind(sender)).actor.rights;
  const appoint = async (sender: Sender): Promise<void> => {
    const scope = { kind: 'settlement', settlement: places.own.id } as const;
    valueIn(
      await room().visitors.redeem(
        sender,
        valueIn(await room().people.invite(OPERATOR, { role: 'cadre', scope, name: '王芳' })).letters,
      ),
    );
  };
  const recorded = async (actor: string) =>
    (await opened.storage.directory.audit.list({ actor, scopes: [{ kind: 'all' }], limit: 50 })).map(
      ({ action, outcome, reason, place, subject }) => ({ action, outcome, reason, place, subject }),
    );

  it.skipIf(missing)('leads to what it was made for, once, and to whom it was made for', async () => {
    const letters = await issue(inTheGroup(somebody));
    const passed: Passed = { topic, region, settlement: places.own.id, joined: false };
    expect(await room().passes.take(somebody, letters)).toEqual({ ok: true, value: passed });
    expect(codeOf(await room().passes.take(somebody, letters))).toBe('code-used');
  });

  it.skipIf(missing)('fits a link of any platform and cannot be guessed', async () => {
    const all = new Set<string>();
    for (let i = 0; i < 50; i++) all.add(await issue(somebody));
    expect(all.size).toBe(50);
    for (const letters of all) expect(letters).toMatch(/^[0-9A-Z]{26}$/);
  });

  it.skipIf(missing)('works for one of two who open it at once', async () => {
    const letters = await issue(inTheGroup(somebody));
    const outcomes = await Promise.all([
      room().passes.take(somebody, letters),
      room().passes.take(onPlatform(`other ${people}`), letters),
    ]);
    expect(outcomes.map(codeOf).sort()).toEqual(['code-used', 'done']);
  });

  it.skipIf(missing)('works until its last moment and not at it', async () => {
    const [late, early] = [await issue(somebody), await issue(somebody)];
    opened.clock.pass(30 * MINUTE_MS - 1);
    expect(codeOf(await room().passes.take(somebody, early))).toBe('done');
    opened.clock.pass(1);
    expect(codeOf(await room().passes.take(somebody, late))).toBe('code-expired');
  });

  it.skipIf(missing)('is recorded with what came of it, replays and wrong ones too, and without its letters', async () => {
    const { id } = nobody(somebody);
    const [letters, late] = [await issue(inTheGroup(somebody)), await issue(inTheGroup(somebody))];
    await room().passes.take(somebody, letters);
    await room().passes.take(somebody, letters);
    await room().passes.take(somebody, WRONG);
    opened.clock.pass(31 * MINUTE_MS);
    await room().passes.take(somebody, late);
    const entry = { action: 'code.redeem', reason: 'pass' };
    const place = `settlement:${places.own.id}`;
    expect(await recorded(id)).toEqual([
      { ...entry, outcome: 'code-expired' },
      { ...entry, outcome: 'code-unknown' },
      { ...entry, outcome: 'code-used' },
      { ...entry, outcome: 'done', place },
    ]);
    expect(JSON.stringify(await recorded(id))).not.toMatch(new RegExp(`${letters}|${late}|${WRONG}`));
  });

  it.skipIf(missing).each(['', WRONG, 'x'.repeat(5000), '../..', '\u0000', "' or 1=1 --", '\u202e', '😀'.repeat(40)])(
    'is none: %j',
    async letters => {
      expect(codeOf(await room().passes.take(browser, letters))).toBe('code-unknown');
      expect(await personOf(browser)).toBeUndefined();
    },
  );

  it.skipIf(missing)('is not guessed at: after five wrong ones the right one waits for a quarter of an hour', async () => {
    const letters = await issue(somebody);
    for (let wrong = 0; wrong < 5; wrong++) expect(codeOf(await room().passes.take(browser, WRONG))).toBe('code-unknown');
    expect(await room().passes.take(browser, letters)).toMatchObject({
      refusal: { code: 'too-many-tries', params: { minutes: 15 } },
    });
    opened.clock.pass(15 * MINUTE_MS + 1);
    expect(codeOf(await room().passes.take(browser, letters))).toBe('done');
  });

  it.skipIf(missing)('is no code of another kind, and such a code is no pass: each works on where it belongs', async () => {
    const pass = await issue(somebody);
    expect(codeOf(await room().visitors.redeem(browser, pass))).toBe('code-elsewhere');
    const scope = { kind: 'settlement', settlement: places.own.id } as const;
    const { letters } = valueIn(await room().people.invite(OPERATOR, { role: 'cadre', scope, name: '王芳' }));
    expect(codeOf(await room().passes.take(browser, letters))).toBe('code-elsewhere');
    expect(await rightsOf(browser)).toEqual([]);
    expect(codeOf(await room().visitors.redeem(browser, letters))).toBe('done');
    expect(codeOf(await room().passes.take(browser, pass))).toBe('done');
  });

  it.skipIf(missing)('from a group makes nobody anything, whoever opens it', async () => {
    await appoint(somebody);
    const letters = await issue(inTheGroup(somebody));
    expect(await room().passes.take(browser, letters)).toMatchObject({ ok: true, value: { topic, joined: false } });
    expect(await personOf(browser)).toBeUndefined();
    const stranger = onPlatform(`stranger ${people}`);
    expect(codeOf(await room().passes.take(stranger, await issue(inTheGroup(somebody))))).toBe('done');
    expect(await personOf(stranger)).toBeUndefined();
  });

  it.skipIf(missing)('from private makes a browser the person’s, with the roles that they have and no more', async () => {
    await appoint(somebody);
    const person = await personOf(somebody);
    const letters = await issue(somebody, 'desk');
    expect(await room().passes.take(browser, letters)).toMatchObject({ ok: true, value: { topic: 'desk', joined: true } });
    expect(await personOf(browser)).toEqual(person);
    expect(await rightsOf(browser)).toEqual(await rightsOf(somebody));
    expect(codeOf(await room().passes.take(browser, await issue(somebody)))).toBe('done');
    expect(await opened.storage.directory.grants.held(person!.id)).toHaveLength(1);
    const { id } = nobody(browser);
    expect(await recorded(id)).toMatchObject([{ action: 'code.redeem', outcome: 'done', subject: person?.id }]);
    expect(await recorded(person!.id)).toContainEqual(
      expect.objectContaining({ action: 'pass.issue', outcome: 'done', subject: person?.id }),
    );
  });

  it.skipIf(missing)('from private makes nobody on a platform somebody else', async () => {
    await appoint(somebody);
    const stranger = onPlatform(`stranger ${people}`);
    expect(await room().passes.take(stranger, await issue(somebody))).toMatchObject({ ok: true, value: { joined: false } });
    expect(await personOf(stranger)).toBeUndefined();
  });

  it.skipIf(missing)('does not take a browser from somebody else, and works once that one has left', async () => {
    await appoint(somebody);
    await appoint(browser);
    const [theirs, letters] = [await personOf(browser), await issue(somebody)];
    expect(codeOf(await room().passes.take(browser, letters))).toBe('exists');
    expect(await personOf(browser)).toEqual(theirs);
    valueIn(await room().people.signOut((await room().visitors.behind(browser)).actor, browser));
    expect(codeOf(await room().passes.take(browser, letters))).toBe('done');
    expect(await personOf(browser)).toEqual(await personOf(somebody));
  });

  it.skipIf(missing)('gives roles that lapse where the browser lies idle, and come back with another link', async () => {
    await appoint(somebody);
    await room().passes.take(browser, await issue(somebody));
    opened.clock.pass(31 * DAY_MS);
    expect(await rightsOf(browser)).toEqual([]);
    expect(await rightsOf(somebody)).toHaveLength(1);
    await room().passes.take(browser, await issue(somebody));
    expect(await rightsOf(browser)).toHaveLength(1);
  });

  it.skipIf(missing)('of a browser whose roles have lapsed gives them to no other browser', async () => {
    await appoint(browser);
    opened.clock.pass(31 * DAY_MS);
    const other = inPrivate(`other browser ${people}`);
    expect(await room().passes.take(other, await issue(browser))).toMatchObject({ ok: true, value: { joined: false } });
    expect(await rightsOf(other)).toEqual([]);
    expect(await rightsOf(browser)).toEqual([]);
  });

  it.skipIf(missing)('of a settlement that is no more leads on without it', async () => {
    const { settlements } = room();
    const gone = valueIn(
      await settlements.add(OPERATOR, { region, county: '隆安县', name: `旧点${people}`, buildings: [], desks: [], tags: [] }),
    );
    const { letters } = await room().passes.issue(inTheGroup(somebody), { topic, region, settlement: gone.id });
    valueIn(await settlements.remove(OPERATOR, gone.id));
    expect(await room().passes.take(somebody, letters)).toEqual({ ok: true, value: { topic, region, joined: false } });
  });

  it.skipIf(missing)('goes with whoever has all of theirs erased, and nobody else’s does', async () => {
    const [mine, other] = [await issue(inTheGroup(somebody), '我家三口人能不能吃低保'), await issue(browser)];
    await room().passes.erase(somebody);
    expect(codeOf(await room().passes.take(onPlatform(`later ${people}`), mine))).toBe('code-unknown');
    expect(codeOf(await room().passes.take(somebody, other))).toBe('done');
  });

  it.skipIf(missing)('is kept without its letters, and what it leads to is sealed', async () => {
    const letters = await issue(inTheGroup(somebody), '我家三口人能不能吃低保');
    const readable = await readableText(opened.options);
    expect(readable).toContain('"kind":"pass"');
    expect(readable).not.toContain(letters);
    expect(readable).not.toContain('我家三口人');
    expect(await openedText(opened.options)).toContain('我家三口人能不能吃低保');
  });

  it.skipIf(missing)('carries no more words than a message of the web page', async () => {
    const letters = await issue(inTheGroup(somebody), '长'.repeat(5000));
    const passed = valueIn(await room().passes.take(somebody, letters));
    expect(passed.topic).toBe('长'.repeat(500));
  });
});
