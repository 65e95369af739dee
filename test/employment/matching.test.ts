import { beforeEach, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Settlement } from '../../src/directory/model.ts';
import { onEachDatabase } from '../support/databases.ts';
import { address, DAY_MS, type Working, working } from './work-rooms.ts';

onEachDatabase('matching', opened => {
  let world: Working;
  let home: Settlement;
  beforeEach(async () => {
    world = working(opened().storage);
    home = await world.settle('锦绣社区');
  });
  const tell = () => world.rooms.employment.matching.tell();

  it('tells somebody in private of a new posting, with reasons and buttons that name it', async () => {
    await world.wish('luo', home);
    const posting = await world.post(home);
    await tell();
    const [sent] = await world.rooms.deliveries.list(address('luo'), 9);
    expect(sent).toMatchObject({ urgency: 'case', kind: 'private' });
    expect(sent?.outgoing.text).toContain('缝纫工（兴旺制衣厂1）');
    expect(sent?.outgoing.text).toContain('为什么推给您：技能对得上（缝纫（平车））、你们安置点发布的、同县');
    expect(sent?.outgoing.choices?.map(({ id }) => id)).toEqual([
      `desk=want_job=${posting.id}`,
      `desk=not_job=${posting.id}`,
      'desk=rest_jobs',
    ]);
  });

  it('finds postings for a new wish at once, the best first, and does not tell them again', async () => {
    const far = await world.settle('远处', '织金县');
    await world.post(far);
    const near = await world.post(home);
    const wish = await world.wish('luo', home);
    const shown = await world.rooms.employment.matching.wishChanged(wish, 1);
    expect(shown.map(({ posting }) => posting)).toEqual([near.id]);
    world.clock.pass(2 * DAY_MS);
    await tell();
    expect(await world.heard('luo')).toHaveLength(1);
    expect((await world.heard('luo'))[0]).toContain('织金县');
    world.clock.pass(2 * DAY_MS);
    await tell();
    expect(await world.heard('luo')).toHaveLength(1);
  });

  it('finds anew where a wish is changed', async () => {
    await world.post(home, { title: '焊工', skills: ['welding'] });
    await world.wish('luo', home);
    await tell();
    expect(await world.heard('luo')).toEqual([]);
    await world.rooms.employment.matching.wishChanged(await world.wish('luo', home, { skills: ['welding'] }), 0);
    await tell();
    expect((await world.heard('luo'))[0]).toContain('焊工');
  });

  it('tells at most three postings in a message, one message a day, three a week', async () => {
    await world.wish('luo', home);
    for (let i = 0; i < 15; i++) await world.post(home);
    const counts: number[] = [];
    for (let day = 0; day < 8; day++) {
      await tell();
      await tell();
      counts.push((await world.heard('luo')).length);
      world.clock.pass(DAY_MS);
    }
    expect(counts).toEqual([1, 2, 3, 3, 3, 3, 3, 4]);
    expect((await world.heard('luo')).map(text => text.match(/缝纫工/g)?.length)).toEqual([3, 3, 3, 3]);
  });

  it('tells the same thing once where two processes tell at the same time', async () => {
    const other = await opened().again();
    const beside = world.beside(other);
    for (const person of ['luo', 'wei', 'chen']) await world.wish(person, home);
    for (let i = 0; i < 4; i++) await world.post(home);
    await Promise.all([tell(), beside.employment.matching.tell(), tell(), beside.employment.matching.tell()]);
    for (const person of ['luo', 'wei', 'chen']) expect(await world.heard(person)).toHaveLength(1);
    await other.close();
  });

  it('tells once where a process is killed between finding and telling, and nothing twice where after', async () => {
    await world.wish('luo', home);
    await world.post(home);
    const { matches } = world.storage.employment;
    const killed = { ...matches, told: () => Promise.reject(new Error('killed')) };
    const broken = working({ ...world.storage, employment: { ...world.storage.employment, matches: killed } });
    await expect(broken.rooms.employment.matching.tell()).rejects.toThrow('killed');
    expect(await world.heard('luo')).toEqual([]);
    await tell();
    await tell();
    expect(await world.heard('luo')).toHaveLength(1);
  });

  it('waits with somebody whose chat is closed, and tells them once it is open', async () => {
    await world.wish('luo', home);
    await world.post(home);
    const account = { channel: 'web', account: 'anjia' };
    await world.rooms.deliveries.note(account, { kind: 'open', chat: { id: 'luo', kind: 'private' }, joined: false });
    await world.rooms.deliveries.note(account, { kind: 'closed', chat: 'luo', reason: 'blocked' });
    await tell();
    expect(await world.heard('luo')).toEqual([]);
    await world.rooms.deliveries.heardFrom(account, ['luo']);
    await tell();
    expect(await world.heard('luo')).toHaveLength(1);
  });

  it('tells nobody at night, and everything in the morning', async () => {
    await world.wish('luo', home);
    await world.post(home);
    world.clock.pass(12 * 3600 * 1000);
    await tell();
    expect(await world.heard('luo')).toEqual([]);
    world.clock.pass(9 * 3600 * 1000);
    await tell();
    expect(await world.heard('luo')).toHaveLength(1);
  });

  it('never tells in a group', async () => {
    await world.wish('luo', home);
    await world.post(home);
    const account = { channel: 'web', account: 'anjia' };
    await world.rooms.deliveries.note(account, { kind: 'open', chat: { id: 'luo', kind: 'group' }, joined: true });
    await tell();
    expect(await world.heard('luo')).toEqual([]);
  });

  it('tells nothing to whoever rests, nothing of what is over, and nothing that does not suit', async () => {
    await world.wish('luo', home);
    await world.wish('wei', home);
    await world.wish('chen', home, { limits: ['childcare'] });
    const posting = await world.post(home);
    await world.rooms.employment.wishes.rest(address('luo'), true);
    await world.rooms.employment.matching.tell();
    expect(await world.heard('luo')).toEqual([]);
    expect(await world.heard('chen')).toEqual([]);
    expect(await world.heard('wei')).toHaveLength(1);
    await world.rooms.employment.wishes.rest(address('luo'), false);
    await world.rooms.employment.postings.end(OPERATOR, posting.id, 'filled');
    await tell();
    expect(await world.heard('luo')).toEqual([]);
  });

  it('finds for many postings at a time what it finds for each', async () => {
    await world.wish('luo', home);
    await world.wish('wei', home, { skills: ['welding'] });
    for (let i = 0; i < 25; i++) await world.post(home, i % 5 === 0 ? { title: '焊工', skills: ['welding'] } : {});
    await tell();
    const { matches, wishes } = world.storage.employment;
    expect(await matches.of((await wishes.of(address('luo')))!.id, 99)).toHaveLength(20);
    expect(await matches.of((await wishes.of(address('wei')))!.id, 99)).toHaveLength(5);
  });

  it('finds by what people look for now, whatever was kept ready of it before', async () => {
    await world.wish('luo', home);
    await world.wish('wei', home);
    const { matches } = world.storage.employment;
    const found = async () => {
      const { id } = await world.post(home, { title: '焊工', skills: ['welding'] });
      await tell();
      return (await matches.for(id, 9)).length;
    };
    expect(await found()).toBe(0);
    await world.wish('luo', home, { skills: ['welding'] });
    expect(await found()).toBe(1);
    await world.wish('wei', home, { skills: ['welding'] });
    expect(await found()).toBe(2);
    await world.rooms.employment.wishes.erase(address('luo'));
    expect(await found()).toBe(1);
    await world.rooms.employment.wishes.rest(address('wei'), true);
    expect(await found()).toBe(0);
  });

  it('does not tell again of what somebody does not want; whoever wants one is brought to it once', async () => {
    const wish = await world.wish('luo', home);
    const [one, two] = [await world.post(home), await world.post(home)];
    await tell();
    const { matching, placements } = world.rooms.employment;
    await matching.answer(wish, one.id, 'not-wanted');
    await matching.answer(wish, two.id, 'wanted');
    await matching.answer(wish, two.id, 'wanted');
    await matching.answer(wish, 'nothing', 'wanted');
    expect(await placements.of(address('luo'))).toMatchObject([
      { posting: two.id, state: 'interested', begunOn: '2026-11-22', nextOn: '2026-11-29', record: { title: '缝纫工' } },
    ]);
    world.clock.pass(3 * DAY_MS);
    await tell();
    expect(await world.heard('luo')).toHaveLength(1);
  });

  it('brings somebody to a job once where they press the button in two places at once', async () => {
    const other = await opened().again();
    const beside = world.beside(other).employment.matching;
    const wish = await world.wish('luo', home);
    const { id } = await world.post(home);
    const { matching, placements } = world.rooms.employment;
    await Promise.all([matching, beside, matching, beside].map(one => one.answer(wish, id, 'wanted')));
    expect(await placements.of(address('luo'))).toHaveLength(1);
    await other.close();
  });

  it('erases wish, matches, placements and signups with whoever they are about', async () => {
    const wish = await world.wish('luo', home);
    const posting = await world.post(home);
    await tell();
    await world.rooms.employment.matching.answer(wish, posting.id, 'wanted');
    await world.rooms.employment.erase(address('luo'));
    expect(await world.rooms.employment.wishes.own(address('luo'))).toBeUndefined();
    expect(await world.storage.employment.matches.for(posting.id, 9)).toEqual([]);
    expect(await world.rooms.employment.placements.of(address('luo'))).toEqual([]);
    await tell();
    expect(await world.heard('luo')).toHaveLength(1);
  });
});
