import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Gap, Session, SessionKey, TurnOutcome } from '../../src/conversation/store.ts';
import type { Incoming } from '../../src/message/index.ts';
import type { FactId, RegionId } from '../../src/shared/ids.ts';
import type { Storage } from '../../src/storage/index.ts';
import { databases, type TestDatabase } from '../support/databases.ts';

const key: SessionKey = { channel: 'web', account: 'anjia', chat: 'c1', person: 'p1' };
const at = new Date('2026-11-22T08:00:00Z');
const incoming = (platformId: string, text = '低保怎么办'): Incoming => ({
  channel: key.channel,
  account: key.account,
  chat: { id: key.chat, kind: 'private' },
  person: key.person,
  platformId,
  text,
  mentioned: true,
  at,
});
const later = new Date(at.getTime() + 1);
const said = (text: string): TurnOutcome => ({ session: {}, outgoing: [{ text }] });
const gap = (question: string): Gap => ({ region: 'guizhou' as RegionId, question, key: question, reason: 'no_answer' });

for (const database of databases) {
  describe.skipIf(database.missing)(
    `the conversation store on ${database.name}${database.missing ? ` (${database.missing})` : ''}`,
    () => {
      let opened: Awaited<ReturnType<TestDatabase['open']>>;
      let storage: Storage;
      beforeEach(async () => {
        opened = await database.open();
        storage = opened.storage;
      });
      afterEach(async () => {
        await storage.close();
        await opened.drop();
      });

      it('takes a message once, however often the platform delivers it', async () => {
        const first = await storage.conversation.receive(incoming('m1'));
        const second = await storage.conversation.receive(incoming('m1'));
        expect(first.fresh).toBe(true);
        expect(second).toMatchObject({ id: first.id, fresh: false, outgoing: undefined });
      });

      it('takes a message once when many deliveries arrive side by side', async () => {
        const all = await Promise.all(Array.from({ length: 20 }, () => storage.conversation.receive(incoming('m1'))));
        expect(all.filter(({ fresh }) => fresh)).toHaveLength(1);
        expect(new Set(all.map(({ id }) => id)).size).toBe(1);
      });

      it('keeps the same platform id of two accounts apart', async () => {
        await storage.conversation.receive(incoming('m1'));
        expect((await storage.conversation.receive({ ...incoming('m1'), account: 'other' })).fresh).toBe(true);
      });

      it('hands out what was said before when a finished message is delivered again', async () => {
        const { id } = await storage.conversation.receive(incoming('m1'));
        await storage.conversation.complete(id, key, said('答复'), at);
        expect((await storage.conversation.receive(incoming('m1'))).outgoing).toEqual([{ text: '答复' }]);
      });

      it('shows what stood on a button in place of the button', async () => {
        const { id } = await storage.conversation.receive(incoming('m1', 'desk=invite'));
        await storage.conversation.complete(id, key, { ...said('好'), said: '请人进来' }, at);
        expect((await storage.conversation.exchanges(key, 10)).map(({ text }) => text)).toEqual(['请人进来']);
      });

      it('leaves what was said to a form to be read as long as the form is open', async () => {
        const open: Session = { form: { form: 'invite', values: {}, asking: 'name' } };
        for (const [platformId, session] of [
          ['m1', open],
          ['m2', open],
          ['m3', {}],
        ] as const) {
          const { id } = await storage.conversation.receive(incoming(platformId, platformId));
          await storage.conversation.complete(id, key, { session, outgoing: [{ text: '好' }], private: true }, at);
          const texts = (await storage.conversation.exchanges(key, 10)).map(({ text }) => text);
          expect(texts).toEqual({ m1: ['m1'], m2: ['m1', 'm2'], m3: ['m3'] }[platformId]);
        }
      });

      describe('an interview', () => {
        const asking: Session = {
          region: 'guangxi' as RegionId,
          interview: {
            schemes: [],
            screening: false,
            known: [],
            answers: [],
            asking: 'employment' as FactId,
            at: at.toISOString(),
          },
        };
        const told: Session = { ...asking, interview: { ...asking.interview!, asking: undefined } };
        const take = async (platformId: string, text: string, session: Session, isPrivate = true, when = at) => {
          const { id } = await storage.conversation.receive(incoming(platformId, text));
          await storage.conversation.complete(
            id,
            key,
            { session, outgoing: [{ text: `听到${text}` }], private: isPrivate },
            when,
          );
        };
        const texts = async () => (await storage.conversation.exchanges(key, 10)).map(({ text }) => text);

        it('is there to go on with, answers and all, as long as a question is open', async () => {
          await take('m1', '低保怎么办', {}, false);
          await take('m2', '打零工', asking);
          await take('m3', '没房', asking);
          expect(await storage.conversation.session(key)).toEqual(JSON.parse(JSON.stringify(asking)));
          expect(await texts()).toEqual(['低保怎么办', '打零工', '没房']);
        });

        it('leaves no answer behind once the result is told, and no result once the next message is done', async () => {
          await take('m1', '低保怎么办', {}, false);
          await take('m2', '打零工', asking);
          await take('m3', '没房', told);
          expect(await texts()).toEqual(['低保怎么办', '没房']);
          await take('m4', '谢谢', {}, false);
          expect(await texts()).toEqual(['低保怎么办', '谢谢']);
          const again = await storage.conversation.receive(incoming('m2', '打零工'));
          expect(again).toMatchObject({ fresh: false, outgoing: [] });
        });

        it('ends when nobody goes on with it; one that goes on stays', async () => {
          await take('m1', '打零工', asking);
          await storage.conversation.endInterviews(at, at);
          expect(await texts()).toEqual(['打零工']);
          await storage.conversation.endInterviews(later, later);
          expect(await texts()).toEqual([]);
          expect(await storage.conversation.session(key)).toEqual({ region: 'guangxi' });
        });

        it('blanks within the hour what was private though no interview goes on: what was agreed to be kept', async () => {
          await take('m1', '记住', { region: 'guangxi' as RegionId });
          await storage.conversation.endInterviews(later, later);
          expect(await texts()).toEqual([]);
        });

        it('goes earlier once its result was told than while a question is open', async () => {
          await take('m1', '打零工', asking);
          await storage.conversation.endInterviews(at, later);
          expect(await texts()).toEqual(['打零工']);
          await take('m2', '没房', told);
          await storage.conversation.endInterviews(at, later);
          expect(await texts()).toEqual([]);
        });

        it('touches nobody else', async () => {
          const { id } = await storage.conversation.receive({ ...incoming('n1', '我有残疾'), person: 'p2' });
          await storage.conversation.complete(id, { ...key, person: 'p2' }, { session: asking, outgoing: [], private: true }, at);
          await take('m1', '打零工', told);
          await take('m2', '谢谢', {}, false);
          expect(await storage.conversation.exchanges({ ...key, person: 'p2' }, 10)).toHaveLength(1);
        });
      });

      it('still holds unfinished messages, oldest first, after it was closed and opened again', async () => {
        await storage.conversation.receive(incoming('m1', '一'));
        const { id } = await storage.conversation.receive(incoming('m2', '二'));
        await storage.conversation.receive(incoming('m3', '三'));
        await storage.conversation.complete(id, key, said('好'), at);
        await storage.close();
        storage = await opened.again();
        const left = await storage.conversation.unfinished();
        expect(left.map(({ incoming: { text } }) => text)).toEqual(['一', '三']);
        expect(left[0]?.incoming).toEqual(incoming('m1', '一'));
      });

      it('remembers the session of one person and not of another', async () => {
        const { id } = await storage.conversation.receive(incoming('m1'));
        await storage.conversation.complete(
          id,
          key,
          { ...said('好'), session: { region: 'guizhou' as RegionId, choices: ['a', '[1]'] } },
          at,
        );
        expect(await storage.conversation.session(key)).toEqual({ region: 'guizhou', choices: ['a', '[1]'] });
        expect(await storage.conversation.session({ ...key, person: 'p2' })).toBeUndefined();
      });

      it('commits all that a turn changed or nothing', async () => {
        const { id } = await storage.conversation.receive(incoming('m1'));
        const broken = { ...gap('问'), region: null as unknown as RegionId };
        await expect(
          storage.conversation.complete(id, key, { ...said('好'), session: { waiting: 'x' }, gap: broken }, at),
        ).rejects.toThrow();
        expect(await storage.conversation.session(key)).toBeUndefined();
        expect(await storage.conversation.unfinished()).toHaveLength(1);
        expect(await storage.conversation.gaps(10)).toEqual([]);
      });

      it('keeps the first answer to a message that two processes answer side by side, and notes its gap once', async () => {
        const { id } = await storage.conversation.receive(incoming('m1'));
        const answered = (text: string) =>
          storage.conversation.complete(id, key, { session: { waiting: text }, outgoing: [{ text }], gap: gap('问') }, at);
        await answered('一');
        await Promise.all([answered('二'), answered('三')]);
        expect((await storage.conversation.receive(incoming('m1'))).outgoing).toEqual([{ text: '一' }]);
        expect(await storage.conversation.session(key)).toEqual({ waiting: '一' });
        expect((await storage.conversation.gaps(10)).map(({ times }) => times)).toEqual([1]);
      });

      it('groups like gaps, the most frequent first', async () => {
        for (const [n, question] of ['甲', '乙', '乙'].entries()) {
          const { id } = await storage.conversation.receive(incoming(`m${n}`));
          await storage.conversation.complete(id, key, { ...said('没有写'), gap: gap(question) }, at);
        }
        const groups = await storage.conversation.gaps(10);
        expect(groups.map(({ question, times }) => [question, times])).toEqual([
          ['乙', 2],
          ['甲', 1],
        ]);
      });

      it('tells the gaps of some regions alone', async () => {
        for (const [n, region] of ['guizhou', 'guangxi', 'yuncheng'].entries()) {
          const { id } = await storage.conversation.receive(incoming(`m${n}`));
          await storage.conversation.complete(
            id,
            key,
            { ...said('没有写'), gap: { ...gap('问'), region: region as RegionId } },
            at,
          );
        }
        const of = async (...regions: string[]) =>
          (await storage.conversation.gaps(10, regions as RegionId[])).map(({ region }) => region).sort();
        expect(await of('guizhou', 'yuncheng')).toEqual(['guizhou', 'yuncheng']);
        expect(await of()).toEqual([]);
        expect(await storage.conversation.gaps(10)).toHaveLength(3);
      });

      it('forgets finished messages and sessions before an instant, and keeps what is not yet answered', async () => {
        const { id } = await storage.conversation.receive(incoming('m1'));
        await storage.conversation.complete(id, key, said('好'), at);
        await storage.conversation.receive(incoming('m2'));
        await storage.conversation.forget(new Date('2026-12-30T00:00:00Z'));
        expect(await storage.conversation.session(key)).toBeUndefined();
        expect(await storage.conversation.exchanges(key, 10)).toHaveLength(1);
        expect(await storage.conversation.unfinished()).toHaveLength(1);
      });

      it('keeps any text that people send, except what no database can hold', async () => {
        await fc.assert(
          fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), fc.uuid(), async (text, platformId) => {
            const { id } = await storage.conversation.receive(incoming(platformId, text));
            await storage.conversation.complete(id, key, said(text), at);
            const kept = (await storage.conversation.exchanges(key, 1))[0];
            expect(kept?.text).toBe(text.replaceAll('\0', ''));
          }),
          { numRuns: 60 },
        );
      });
    },
  );
}
