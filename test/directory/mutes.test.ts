import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Group } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import { ANONYMOUS } from '../../src/message/index.ts';
import { databases } from '../support/databases.ts';
import { inGroup, inPrivate, type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { type Places, scopeOf, settle } from '../support/rights.ts';
import { valueIn } from './subjects.ts';

const DAY = 24 * 3600_000;
const page = { limit: 10 };

describe.each(databases)('somebody who is muted, on $name', ({ missing, ...database }) => {
  let opened: OpenRooms;
  let places: Places;
  let group: Group;
  beforeEach(async () => {
    if (missing) return;
    opened = await openRooms({ missing, ...database });
    places = await settle(opened.rooms.directory);
    group = await bound('g', 'own');
  });
  afterEach(() => opened?.close());

  const bound = async (chat: string, at: keyof Places): Promise<Group> => {
    const where = { channel: 'web', account: 'anjia', chat };
    return valueIn(await opened.rooms.directory.groups.bind(OPERATOR, { kind: 'group', settlement: places[at].id }, where)).group;
  };
  const who = (person: string) => ({ channel: 'web', account: 'anjia', person });
  const mute = (person: string) => opened.rooms.directory.mutes.mute(OPERATOR, group, who(person));
  const isMuted = async (sender: ReturnType<typeof inPrivate>) =>
    (await opened.rooms.directory.visitors.behind(sender)).muted === true;
  const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);

  it.skipIf(missing)('is so in the groups of the settlement and in private, for a week', async () => {
    await bound('next door', 'same-county');
    valueIn(await mute('troll'));
    const here = [inGroup('troll', 'g'), inPrivate('troll')];
    const elsewhere = [
      inGroup('troll', 'next door'),
      inGroup('troll', 'unbound'),
      inGroup('somebody', 'g'),
      inPrivate('somebody'),
    ];
    for (const sender of here) expect(await isMuted(sender)).toBe(true);
    for (const sender of elsewhere) expect(await isMuted(sender)).toBe(false);
    opened.clock.pass(7 * DAY - 1);
    expect(await isMuted(inPrivate('troll'))).toBe(true);
    opened.clock.pass(1);
    for (const sender of here) expect(await isMuted(sender)).toBe(false);
  });

  it.skipIf(missing)('is so for good once that is said, until it is lifted', async () => {
    const { id } = valueIn(await mute('troll'));
    const { mutes } = opened.rooms.directory;
    valueIn(await mutes.keep(OPERATOR, id));
    opened.clock.pass(1000 * DAY);
    expect(await isMuted(inPrivate('troll'))).toBe(true);
    await mutes.forget();
    expect(valueIn(await mutes.list(OPERATOR, places.own.id, page))).toMatchObject([{ id, until: undefined }]);
    valueIn(await mutes.lift(OPERATOR, id));
    expect(await isMuted(inPrivate('troll'))).toBe(false);
    for (const outcome of [await mutes.lift(OPERATOR, id), await mutes.keep(OPERATOR, id), await mutes.lift(OPERATOR, '\u0000')])
      expect(codeOf(outcome)).toBe('unknown');
  });

  it.skipIf(missing)('may be listened to again by whom it is', async () => {
    valueIn(await mute('troll'));
    const { mutes } = opened.rooms.directory;
    expect(codeOf(await mutes.unmute(OPERATOR, places['same-county'].id, who('troll')))).toBe('unknown');
    valueIn(await mutes.unmute(OPERATOR, places.own.id, who('troll')));
    expect(await isMuted(inGroup('troll', 'g'))).toBe(false);
    expect(codeOf(await mutes.unmute(OPERATOR, places.own.id, who('troll')))).toBe('unknown');
  });

  it.skipIf(missing)('is nobody with a role, also of elsewhere or given later, and nobody in particular', async () => {
    const { people, visitors } = opened.rooms.directory;
    const { letters } = valueIn(
      await people.invite(OPERATOR, { role: 'handler', scope: scopeOf('settlement', places['other-region']), name: '王' }),
    );
    valueIn(await mute('王'));
    expect(await isMuted(inPrivate('王'))).toBe(true);
    valueIn(await visitors.redeem(inPrivate('王'), letters));
    expect(await isMuted(inPrivate('王'))).toBe(false);
    expect(codeOf(await mute('王'))).toBe('is-staff');
    expect(codeOf(await mute(ANONYMOUS))).toBe('unknown');
  });

  it.skipIf(missing)(
    'stays so when all else that is known of them is erased, of which nothing but a digest is kept',
    async () => {
      const { people, mutes } = opened.rooms.directory;
      await people.ensure(who('troll'), '罗');
      valueIn(await mute('troll'));
      const { actor } = await opened.rooms.directory.visitors.behind(inPrivate('troll'));
      valueIn(await people.leave(actor, inPrivate('troll')));
      expect(await isMuted(inPrivate('troll'))).toBe(true);
      expect(JSON.stringify(valueIn(await mutes.list(OPERATOR, places.own.id, page)))).not.toContain('troll');
    },
  );
});
