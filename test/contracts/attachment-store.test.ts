import { describe, expect, it } from 'vitest';
import type { KeptFile } from '../../src/attachments/store.ts';
import { endsAt, RETENTION } from '../../src/operations/retention.ts';
import { onEachDatabase } from '../support/databases.ts';
import { openedText, readableText } from '../support/opened.ts';

const at = new Date('2026-11-22T08:00:00Z');
const later = new Date(at.getTime() + 1000);
const owner = { channel: 'telegram', account: '1', person: 'u1' };
const file = (id: string, more: Partial<KeptFile> = {}): KeptFile => ({
  ...owner,
  id,
  name: '三栋户表.xlsx',
  type: 'image/jpeg',
  at,
  ...more,
});
const bytes = new Uint8Array([0, 1, 2, 253, 254, 255]);

describe('the store of what people sent', () => {
  onEachDatabase('keeps files', opened => {
    const store = () => opened().storage.attachments;

    it('as they are, once, and finds them by their id', async () => {
      await store().add(file('f_1_0'), bytes);
      await store().add(file('f_1_0', { name: 'other' }), new Uint8Array([9]));
      expect(await store().find('f_1_0')).toEqual(file('f_1_0'));
      expect(await store().bytes('f_1_0')).toEqual(bytes);
      expect(await store().find("f_1_1' or 1=1 --\0")).toBeUndefined();
      expect(await store().bytes('f_9_9')).toBeUndefined();
      await store().add(file('f_1_1', { name: undefined }), new Uint8Array());
      expect(await store().find('f_1_1')).toEqual(file('f_1_1', { name: undefined }));
    });

    it('lists somebody’s own, the newest first, and erases them alone', async () => {
      await store().add(file('f_1_0'), bytes);
      await store().add(file('f_2_0', { at: later, type: 'x' }), bytes);
      await store().add(file('f_3_0', { person: 'u2' }), bytes);
      const ids = async (type?: string) => (await store().list(owner, 10, type)).map(({ id }) => id);
      expect(await ids()).toEqual(['f_2_0', 'f_1_0']);
      expect(await ids('x')).toEqual(['f_2_0']);
      expect((await store().list(owner, 1)).length).toBe(1);
      await store().remove('f_2_0');
      expect(await ids()).toEqual(['f_1_0']);
      await store().erase(owner);
      expect(await ids()).toEqual([]);
      expect(await store().find('f_3_0')).toBeDefined();
    });

    it('knows what is being worked on, also after a restart, and leaves it alone', async () => {
      await store().add(file('f_1_0', { type: 'x' }), bytes);
      await store().add(file('f_2_0', { type: 'x' }), bytes);
      await store().begin('f_1_0', 'c1', 'm_1');
      const again = await opened().again();
      expect(await again.attachments.begun()).toEqual([{ ...file('f_1_0', { type: 'x' }), chat: 'c1', work: 'm_1' }]);
      await again.close();
      await store().removeAll('x');
      expect((await store().list(owner, 10)).map(({ id }) => id)).toEqual(['f_1_0']);
    });

    it('for thirty days, and no word of them in clear', async () => {
      await store().add(file('f_1_0'), new Uint8Array(Buffer.from('罗世珍,3栋,502')));
      const { options } = opened();
      expect(await openedText(options)).toContain('三栋户表');
      expect(await readableText(options)).not.toMatch(/三栋户表|罗世珍|572X5LiW54/);
      const { retention } = opened().storage;
      const days = (more: number) => endsAt(RETENTION, new Date(at.getTime() + more * 24 * 3600 * 1000 + 1));
      expect(await retention.forget(days(29))).toMatchObject({ attachments: 0 });
      expect(await store().find('f_1_0')).toBeDefined();
      expect(await retention.forget(days(30))).toMatchObject({ attachments: 1 });
      expect(await store().find('f_1_0')).toBeUndefined();
    });

    it('as long as the case that somebody’s own belong to, the first one', async () => {
      for (const one of [file('f_1_0'), file('f_2_0', { person: 'u2' })]) await store().add(one, bytes);
      await store().keepFor(owner, [], 1003);
      await store().keepFor(owner, ['f_1_0', 'f_2_0', 'f_9_9', "' or 1=1 --\0"], 1003);
      await store().keepFor(owner, ['f_1_0'], 1011);
      const { retention } = opened().storage;
      const farOff = endsAt(RETENTION, new Date(at.getTime() + 900 * 24 * 3600 * 1000));
      expect(await retention.forget(farOff)).toMatchObject({ attachments: 1 });
      expect(await store().find('f_1_0')).toBeDefined();
      expect(await store().find('f_2_0')).toBeUndefined();
      await store().erase(owner);
      expect(await store().find('f_1_0')).toBeUndefined();
    });
  });
});
