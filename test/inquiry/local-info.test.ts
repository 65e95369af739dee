import { beforeEach, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { valueIn } from '../directory/subjects.ts';
import { onEachDatabase } from '../support/databases.ts';
import { roomsOn, type TestRooms } from './rooms.ts';

const fee = { topic: '物业费', says: '每平方米0.8元。', source: '物业公司' };

onEachDatabase('local knowledge', opened => {
  let rooms: TestRooms;
  beforeEach(async () => {
    rooms = await roomsOn(opened().storage, '2026-11-27T02:00:00Z');
  });

  const says = async () => (await rooms.localKnowledge.list(rooms.here.id)).map(one => one.says);

  it('is kept with its day and who recorded it, and is replaced by what is newer about the same topic', async () => {
    const { localKnowledge, cadre, here, there } = rooms;
    expect(valueIn(await localKnowledge.add(cadre, here.id, { ...fee, topic: ' 物业费 ' }))).toMatchObject({
      topic: '物业费',
      recordedBy: cadre.id,
      recordedOn: '2026-11-27',
    });
    valueIn(await localKnowledge.add(cadre, here.id, { ...fee, says: '每平方米1元。' }));
    valueIn(await localKnowledge.add(cadre, here.id, { ...fee, topic: '停车费', says: '60元。' }));
    expect(await says()).toEqual(['每平方米1元。', '60元。']);
    expect(await localKnowledge.list(there.id)).toEqual([]);
  });

  it('is ended once, and what is not there cannot be', async () => {
    const { localKnowledge, cadre, here } = rooms;
    const { id } = valueIn(await localKnowledge.add(cadre, here.id, fee));
    expect((await localKnowledge.end(cadre, id)).ok).toBe(true);
    expect((await localKnowledge.end(cadre, id)).ok).toBe(false);
    expect((await localKnowledge.end(OPERATOR, 'i_nothing')).ok).toBe(false);
    expect(await says()).toEqual([]);
  });

  it.each([
    ['topic', { ...fee, topic: '' }],
    ['topic', { ...fee, topic: '费'.repeat(31) }],
    ['says', { ...fee, says: ' \n ' }],
    ['says', { ...fee, says: '元'.repeat(501) }],
    ['source', { ...fee, source: '' }],
    ['source', { ...fee, source: '处'.repeat(61) }],
  ])('is not taken with a %s that is empty or too long', async (field, draft) => {
    expect(await rooms.localKnowledge.add(rooms.cadre, rooms.here.id, draft)).toMatchObject({
      refusal: { code: 'invalid', params: { field } },
    });
    expect(await says()).toEqual([]);
  });

  it('is kept by the settlement’s cadres alone', async () => {
    const { localKnowledge, cadre, here, there, appoint, within } = rooms;
    const { id } = valueIn(await localKnowledge.add(cadre, here.id, fee));
    const elsewhere = await appoint('li', within(there));
    const admin = await appoint('gu', { kind: 'all' }, 'admin');
    for (const [actor, code] of [
      [elsewhere, 'out-of-scope'],
      [admin, 'not-allowed'],
    ] as const) {
      expect(await localKnowledge.add(actor, here.id, fee)).toMatchObject({ refusal: { code } });
      expect(await localKnowledge.end(actor, id)).toMatchObject({ refusal: { code } });
    }
    expect(await says()).toEqual([fee.says]);
  });
});
