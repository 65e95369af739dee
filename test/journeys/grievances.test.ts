import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import { asPlainText } from '../../src/message/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { gather, type People } from '../support/people.ts';
import { telephonePhoto } from '../support/photos.ts';
import { postOffice } from '../support/post-office.ts';

describe('residents and what they report', () => {
  let people: People;
  let here: Settlement;
  let handler: Actor;
  beforeAll(async () => {
    people = await gather('2026-11-27T02:00:00Z');
    here = await people.settle('黔西市', '惠民社区');
    await people.appoint('zhang', here, '张干部');
    const scope = { kind: 'settlement', settlement: here.id } as const;
    const code = valueIn(await people.core.rooms.directory.people.invite(OPERATOR, { role: 'handler', scope, name: '李办理' }));
    await people.say('li', code.letters);
    const sender = { channel: 'terminal', account: 'terminal', chat: { id: 'li', kind: 'private' as const }, person: 'li' };
    handler = (await people.core.rooms.directory.visitors.behind(sender)).actor;
  });
  afterAll(() => people.end());

  const talk = async (person: string, ...texts: readonly string[]): Promise<string> => {
    let heard = '';
    for (const text of texts) heard = await people.say(person, text);
    return heard;
  };
  /** The number that was told. */
  const numberIn = (heard: string): number => Number(/编号：([\d ]+)。/.exec(heard)?.[1]?.replace(/ /g, ''));

  it('report by three taps, over a restart, hear of it, object, confirm, and see it by its number alone', async () => {
    await talk('a', '贵州', '3栋2单元电梯又坏了三天没人修');
    expect(await talk('a', '1')).toMatch(/哪一类事[\s\S]*电梯楼道/);
    await people.restart();
    const read = await talk('a', '电梯楼道');
    for (const words of ['“3栋2单元电梯又坏了三天没人修”', '惠民社区，3栋2单元', '谁看', '最晚', '不是信访部门', '12345'])
      expect(read).toContain(words);
    const reported = await talk('a', '匿名报');
    const number = numberIn(reported);
    expect(number).toBeGreaterThan(999);
    expect(await talk('b', String(number))).not.toContain('电梯又坏了');
    const { queue } = people.core.rooms.grievances;
    valueIn(await queue.claim(handler, number));
    valueIn(await queue.answer(handler, number, { says: '今天修好。' }));
    expect((await people.arrivals('a')).join('\n')).toMatch(/有人在办了[\s\S]*今天修好。[\s\S]*没解决，再办/);
    await talk('a', `desk=grievance_object=${number}`);
    expect(await talk('a', '还是坏的')).toMatch(/记下了，没解决[\s\S]*重新办理/);
    valueIn(await queue.claim(handler, number));
    valueIn(await queue.answer(handler, number, { says: '换了新的。' }));
    const heard = await talk('a', '我的诉求', String(number));
    expect(heard).toMatch(/答复：换了新的。/);
    for (const stale of [`desk=grievance_withdraw=9`, `desk=grievance_confirm=1`])
      expect(await talk('a', stale)).toContain('没有这个编号');
  });

  it('say that they have it too, and are told nothing of whose it is', async () => {
    await talk('b', '贵州', '3栋电梯坏了没人管', '1');
    const alike = await talk('b', '电梯楼道');
    expect(alike).toMatch(/已经有人报过[\s\S]*1\. 我家也是[\s\S]*2\. 不是，另报一件/);
    expect(alike).not.toContain('三天没人修');
    expect(await talk('b', '1')).toContain('您家也是');
    expect(await talk('b', '我的诉求')).toContain('我家也是的');
  });

  it('send photos before, and after; both are kept with the case and go with it', async () => {
    const post = postOffice(people.core, () => people.clock.now());
    await post.send('c', [await telephonePhoto()], { kind: 'photo' });
    await talk('c', '贵州', '楼道里的垃圾堆了半个月没人收', '1', '1');
    let heard = await people.say('c', '报上去（留名）');
    if (!heard.includes('编号')) heard = await talk('c', '另报一件', '报上去（留名）');
    const number = numberIn(heard);
    expect(number).toBeGreaterThan(999);
    const later = await post.send('c', [await telephonePhoto()], { kind: 'photo' });
    expect(later.map(asPlainText).join('\n')).toContain('加到您的');
    expect(await talk('c', String(number))).toContain('照片：2张');
    const { grievances } = people.core.rooms;
    const owner = { channel: 'terminal', account: 'terminal', person: 'c' };
    expect(await people.core.storage.attachments.list(owner, 10)).toHaveLength(2);
    await grievances.erase(owner);
    expect(await people.core.storage.attachments.list(owner, 10)).toEqual([]);
  });

  it('in danger, are told whom to call, and those on the spot are told once', async () => {
    await people.arrivals('zhang');
    expect(await talk('b', '我家着火了快来人')).toMatch(/119[\s\S]*我已经告诉社区的人了/);
    await talk('b', '着火了快来人');
    expect(await people.arrivals('zhang')).toEqual([expect.stringMatching(/有人可能有危险[\s\S]*我家着火了快来人/)]);
  });

  it('in another danger, or in a report that says more than was told, have those on the spot told again', async () => {
    expect(numberIn(await talk('b', '停', 'report_said', '治安安全', '报上去（留名）'))).toBeGreaterThan(999);
    expect(await people.arrivals('zhang')).toEqual([]);
    const more = await talk('b', 'report_said', '就在5栋2单元', '治安安全', '报上去（留名）');
    expect(numberIn(more)).toBeGreaterThan(999);
    expect(await people.arrivals('zhang')).toEqual([expect.stringMatching(/我家着火了快来人\s*就在5栋2单元[\s\S]*5栋2单元/)]);
    await talk('b', '我老汉喝了农药');
    expect(await people.arrivals('zhang')).toEqual([expect.stringContaining('我老汉喝了农药')]);
  });

  it('are led out of a group with not a word of the matter', async () => {
    await people.say('d', '贵州', 'g');
    const heard = await people.say('d', '电梯坏了三天没人修', 'g');
    expect(heard).toContain('私下说');
    expect(heard).not.toContain('电梯');
  });

  it('take nonsense at every step, and report nothing by it', async () => {
    const nonsense = ['', '\0', '99', '0', '-1', 'form=act=nothing', 'form=kind=nothing', '👍', '<b>', '问'.repeat(5000)];
    for (const step of ['贵州', '路灯坏了没人修', '1', '1']) {
      await people.say('e', step);
      for (const word of nonsense) expect(await people.say('e', word), `${step}, then ${word.slice(0, 20)}`).not.toBe('');
    }
    await talk('e', '停');
    expect(await talk('e', '我的诉求')).toContain('还没有报过');
  });
});
