import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Settlement } from '../../src/directory/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { postings } from '../employment/search/eval-set.ts';
import type { Journey } from '../support/journeys.ts';
import { gather, type People } from '../support/people.ts';

const folder = new URL('jobs/', import.meta.url);
const journeys = readdirSync(folder).map(
  name =>
    [name.replace('.yaml', ''), parse(readFileSync(new URL(name, folder), 'utf8')) as Journey & { lives?: boolean }] as const,
);

describe('looking for work', () => {
  let people: People;
  let here: Settlement;
  beforeAll(async () => {
    people = await gather('2026-11-22T08:00:00Z');
    here = await people.settle('黔西市', '锦绣社区');
    await people.settle('大方县', '奢香社区');
    const contact = { name: '王经理', phone: '13800138000' };
    // The last one first, so that the first is the newest.
    for (const { of, job } of postings.toReversed()) {
      const draft = { of: { ...of, settlement: of.settlement && here.id }, job: { ...job, contact } };
      expect(valueIn(await people.core.rooms.employment.postings.add(OPERATOR, draft)).posting.state).toBe('open');
      people.clock.pass(1000);
    }
  });
  afterAll(() => people.end());

  /** Links somebody to a household of the settlement. */
  async function moveIn(person: string): Promise<void> {
    const { households } = people.core.rooms.directory;
    const members = [{ id: 'm1', name: '罗世珍', relation: 'head' as const }];
    const { id } = valueIn(
      await households.add(OPERATOR, here.id, { building: '3栋', room: person, members, marks: [], purpose: 'file' }),
    );
    await people.say(person, valueIn(await households.linkCode(OPERATOR, id, 'm1')).letters);
  }

  it('shows a few in a group, and whom to call in private alone', async () => {
    const heard = await people.say('d', '贵州', 'g1').then(() => people.say('d', '有没有保洁的活', 'g1'));
    expect(heard).toMatch(/找到\d+个岗位/);
    expect(heard.match(/^· /gm)).toHaveLength(3);
    expect(heard).toContain('“有没有保洁的活”');
    expect(heard).not.toMatch(/\d{11}/);
    for (const said of ['1', 'job=j_1', 'jobs_fits=0', 'jobs_register', '登记找活', '我的求职', '别发了'])
      expect(await people.say('d', said, 'g1'), said).not.toMatch(/\d{11}|我听到的是|您登记/);
    expect(await people.say('d', '我会电焊，给我登个记，有活叫我', 'g1')).toMatch(/私下/);
  });

  it('takes a button of any age, and none that is made up', async () => {
    await people.say('e', '贵州');
    expect(await people.say('e', 'job=j_0000000000000000000000000')).toContain('没有了');
    for (const odd of ['job=', 'job=;drop', 'jobs_fits=-1', 'jobs_fits=99999999', 'jobs_others=abc'])
      expect(await people.say('e', odd), odd).not.toContain('岗位');
    expect(await people.say('e', 'jobs_fits=7')).toContain('个岗位');
  });

  it('lets a cadre register somebody who cannot write, see what fits, and erase it when they ask', async () => {
    await people.appoint('wang', here, '王干部');
    const { households } = people.core.rooms.directory;
    const members = [{ id: 'm1', name: '杨阿婆', relation: 'head' as const }];
    valueIn(await households.add(OPERATOR, here.id, { building: '9栋', room: '101', members, marks: [], purpose: 'file' }));
    const talk = async (...texts: string[]) => {
      let heard = '';
      for (const text of texts) heard = await people.say('wang', text);
      return heard;
    };
    expect(await talk('替人登记找活', '杨阿婆', '1', '1')).toMatch(/这个人会什么|替谁登记/);
    const asked = await talk('会绣花，要在家做');
    expect(asked).toMatch(/登记的是：刺绣[\s\S]*当面念给本人听[\s\S]*本人同意/);
    expect(await talk('1')).toMatch(/登记好了[\s\S]*绣娘/);
    expect(await talk('1')).toContain('13800138000');
    expect(asked).not.toContain('删掉以前登记的');
    expect(await talk('替人登记找活', '杨阿婆', '1', '1', '会绣花')).toContain('3. 删掉以前登记的');
    expect(await talk('3')).toContain('删掉了');
  });

  it('keeps the wish of each to themselves', async () => {
    for (const person of ['f', 'g']) await people.say(person, '贵州');
    await people.say('f', '登记：会挖机，有活叫我');
    await people.say('f', '1');
    expect(await people.say('g', '我的求职')).toContain('还没有登记过');
    expect(await people.say('f', '我的求职')).toContain('挖掘机');
  });

  it.each(journeys)('%s', async (name, { turns, lives }) => {
    if (lives) await moveIn(name);
    for (const { say, hear, not = [], restart } of turns) {
      if (restart) await people.restart();
      const heard = await people.say(name, say);
      for (const words of hear) expect(heard, `after “${say}”`).toContain(words);
      for (const words of not) expect(heard, `after “${say}”`).not.toContain(words);
    }
  });
});
