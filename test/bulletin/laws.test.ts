import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Bulletin } from '../../src/bulletin/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import { valueIn } from '../directory/subjects.ts';
import { type BulletinTown, bulletinTown } from '../support/bulletins.ts';
import { databases, type OpenedDatabase } from '../support/databases.ts';

const GROUPS = 4;

/** What may happen to a bulletin that is under way. */
const step = fc.oneof(
  fc.constantFrom('pause', 'resume', 'stop', 'recall', 'retry', 'look', 'restart').map(what => ({ what }) as const),
  fc.record({ what: fc.constant('send' as const), count: fc.integer({ min: 1, max: 3 }), fails: fc.boolean() }),
  fc.record({ what: fc.constant('correct' as const), text: fc.constantFrom('二', '三', '四') }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let opened: OpenedDatabase;
let town: BulletinTown;
/** What stands in each chat. */
let shown: Map<string, Map<string, string>>;
/** Whether the platform words messages anew and takes them away. */
let canChange: boolean;
beforeEach(async () => {
  opened = await databases[0]!.open();
  town = await bulletinTown(opened.storage, '2026-11-30T02:00:00Z');
  for (let i = 0; i < GROUPS; i++) await town.group(town.here);
  let messages = 0;
  const chat = (id: string) => shown.get(id) ?? shown.set(id, new Map()).get(id)!;
  town.channel.answer = (to, part) => {
    const id = `m${++messages}`;
    chat(to.chat).set(id, part.text);
    return { kind: 'sent', id };
  };
  town.channel.edit = async (to, id, part) => {
    if (!canChange || !chat(to).has(id)) return { kind: 'refused', reason: 'unable', closes: false };
    chat(to).set(id, part.text);
    return { kind: 'sent', id };
  };
  town.channel.remove = async (to, id) => {
    if (!canChange) return { kind: 'refused', reason: 'unable', closes: false };
    chat(to).delete(id);
    return { kind: 'sent' };
  };
});
afterEach(async () => {
  await opened.storage.close();
  await opened.drop();
});

async function take({ id }: Bulletin, one: Step): Promise<Outcome<unknown> | undefined> {
  const { bulletins } = town.rooms;
  switch (one.what) {
    case 'pause':
    case 'resume':
    case 'stop':
    case 'recall':
    case 'retry':
      return bulletins[one.what](town.cadre, id);
    case 'correct':
      return bulletins.correct(town.cadre, id, one.text);
    case 'look':
      await bulletins.tellWatchers();
      return undefined;
    case 'restart':
      await town.again(opened.storage).bulletins.tellWatchers();
      return undefined;
    case 'send':
      await town.send(one.count, () => (one.fails ? { kind: 'refused', reason: 'restricted', closes: false } : undefined));
      return undefined;
  }
}

/** Everything that is still to be done is done. */
async function end({ id }: Bulletin): Promise<Bulletin> {
  const { bulletins } = town.rooms;
  await bulletins.resume(town.cadre, id);
  for (let i = 0; i < 3; i++) {
    await bulletins.tellWatchers();
    await town.send();
    await bulletins.retry(town.cadre, id);
  }
  await bulletins.tellWatchers();
  return valueIn(await bulletins.get(town.cadre, id));
}

it('whatever is done with a bulletin, no group reads it twice, nor wrong, nor after it was taken back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 9 }), fc.boolean(), async (steps, changes) => {
      shown = new Map();
      canChange = changes;
      const bulletin = await town.sent({ content: { title: '招工', text: '一' } });
      for (const one of steps) await take(bulletin, one);
      const { state, content, unsettled } = await end(bulletin);
      const chats = [...shown.values()].map(messages => [...messages.values()]);
      const text = (message: string) => message.split('\n\n')[1];
      expect(unsettled).toBe(false);
      const last = chats.map(messages => messages.at(-1) ?? '');
      if (state === 'recalled' && canChange) expect(chats.flat()).toEqual([]);
      if (state === 'recalled') for (const message of last) expect(message).toMatch(/^$|^【作废】/);
      if (state === 'done') {
        expect(chats).toHaveLength(GROUPS);
        expect(new Set(last.map(text))).toEqual(new Set([content.text]));
      }
      // The same is never said twice; what cannot change is followed by what is right.
      for (const messages of chats) expect(canChange ? messages.length : 1).toBeLessThanOrEqual(1);
      for (const messages of chats)
        expect(messages.filter(message => message.startsWith('【招工信息】')).length).toBeLessThanOrEqual(1);
      expect(['recalled', 'done', 'stopped']).toContain(state);
      // Nothing of this one goes out any more.
      expect(await town.send()).toBe(0);
    }),
    { numRuns: 60 },
  );
});
