import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Settlement } from '../../src/directory/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { valueIn } from '../directory/subjects.ts';
import { gather, type People } from '../support/people.ts';

const HOUR_MS = 3600 * 1000;

describe('residents and their cadres', () => {
  let people: People;
  let here: Settlement;
  let count = 0;
  beforeAll(async () => {
    people = await gather('2026-11-27T02:00:00Z');
    here = await people.settle('黔西市', '惠民社区');
    await people.settle('黔西市', '锦绣社区', {
      office: { address: '锦绣路1号', contacts: [{ name: '王主任', phone: '0857-4230000' }] },
    });
    await people.appoint('zhang', here, '张干部');
    await people.appoint('wang', here, '王干部');
  });
  afterAll(() => people.end());

  /** Somebody nobody has spoken to yet. */
  let [a, b] = ['', ''];
  beforeEach(() => {
    [a, b] = [`a${count}`, `b${count++}`];
  });
  const say = (person: string, text: string, group?: string) => people.say(person, text, group);
  const talk = async (person: string, ...texts: string[]) => {
    let heard = '';
    for (const text of texts) heard = await say(person, text);
    return heard;
  };
  const waiting = async () => valueIn(await people.core.rooms.inquiries.waiting(OPERATOR, 50));
  /** Answers the question and keeps nothing of it. */
  const answerAll = async () => {
    for (const { number } of await waiting()) {
      valueIn(await people.core.rooms.inquiries.answer(OPERATOR, { number, says: '…', name: '…' }));
    }
  };

  it('go from an unanswered question to an answer that everybody who asked hears, over a restart', async () => {
    expect(await talk(a, '贵州', '电梯坏了找谁')).toMatch(/文件没写[\s\S]*1\. 把这件事报上去\n2\. 问干部/);
    expect(await say(a, '2')).toMatch(/您住在哪个安置点[\s\S]*1\. 惠民社区\n2\. 锦绣社区/);
    const consent = await say(a, '1');
    for (const words of [
      '“电梯坏了找谁”',
      '黔西市·惠民社区',
      '不带您的名字',
      '社区干部',
      '2026-12-01',
      '答复发到这里',
      '1. 同意',
      '2. 不问了',
    ])
      expect(consent).toContain(words);
    await people.restart();
    expect(await say(a, '1')).toMatch(/第\d+号。最晚2026-12-01答复/);

    await talk(b, '贵州', '电梯坏了找哪个', '问干部', '惠民社区', '电梯坏了找哪个来修');
    expect(await say(b, '要得')).toContain('发给干部了');
    expect(await say(a, '我的提问')).toMatch(/“电梯坏了找谁”：等答复，最晚2026-12-01/);

    const list = await talk('zhang', '工作台', '待答问题');
    expect(list).toMatch(/1\. 第\d+号“电梯坏了找谁”，2人问，最晚2026-12-01/);
    expect(list).not.toContain(a);
    expect(await say('zhang', '1')).toMatch(/“电梯坏了找谁”\n“电梯坏了找哪个来修”/);
    await people.restart();
    expect(await say('zhang', '打物业电话。')).toMatch(
      /居民会看到：\n打物业电话。\n干部答复：张干部[\s\S]*1\. 发出\n2\. 改\n3\. 不发/,
    );
    expect(await say('zhang', '2')).toContain('请写答复');
    await say('zhang', '打物业电话0857-4221111，24小时有人。');
    expect(await people.arrivals(a)).toEqual([]);
    expect(await say('zhang', '1')).toMatch(/答复发给2个人了[\s\S]*要不要记作本点信息[\s\S]*“电梯坏了找谁”/);
    expect(await say('zhang', '电梯维修')).toContain('“电梯维修”');
    expect(await say('zhang', '1')).toContain('记下了：电梯维修');

    for (const person of [a, b]) {
      const [answer, ...more] = await people.arrivals(person);
      expect(answer).toMatch(/0857-4221111[\s\S]*干部答复：张干部，2026-11-27。这是干部的答复，不是文件条款/);
      expect(more).toEqual([]);
    }
    expect(await talk(a, '我的提问', '1')).toContain('0857-4221111');
    await people.restart();
    const local = await say(b, '电梯坏咯找谁修哦');
    expect(local).toMatch(/0857-4221111[\s\S]*本点信息：干部答复（张干部），2026-11-27。[\s\S]*不是文件条款/);
    expect(local).not.toContain('依据');
  });

  it('choose their settlement once, and are told where to go where nobody would read the question', async () => {
    expect(await talk(a, '贵州', '垃圾几点来收', '问干部', '2')).toMatch(
      /还没有干部在这里答复[\s\S]*锦绣路1号；王主任 0857-4230000/,
    );
    expect(await say(a, '问干部')).toContain('锦绣社区还没有干部');
    expect(await talk(a, '换地区', '贵州', '垃圾几点来收', '问干部')).toContain('您住在哪个安置点');
    expect(await talk(b, '广西', '垃圾几点来收', '问干部')).toContain('还没有登记安置点');
  });

  it('need say nothing where their household or group is known, and a group is told how to do it', async () => {
    const { directory, localKnowledge } = people.core.rooms;
    const code = valueIn(await directory.groups.code(OPERATOR, here.id));
    await say('zhang', code.letters, 'g');
    valueIn(await localKnowledge.add(OPERATOR, here.id, { topic: '停车收费', says: '停车每月60元。', source: '物业公司' }));
    expect(await say(a, '停车一个月多少钱', 'g')).toMatch(/停车每月60元。[\s\S]*本点信息：物业公司/);
    expect(await say(a, '快递在哪里拿', 'g')).toContain('私下可以办：“问干部”');
    expect(await say(a, '问干部', 'g')).toContain('私下');
    expect(await waiting()).toEqual([]);

    const draft = {
      building: '1栋',
      members: [{ id: 'm1', name: '罗世珍', relation: 'head' }],
      marks: [],
      purpose: '一户一档',
    } as const;
    const { id } = valueIn(await directory.households.add(OPERATOR, here.id, draft));
    const link = valueIn(await directory.households.linkCode(OPERATOR, id, 'm1'));
    await say(b, link.letters);
    expect(await talk(b, '公交车几点收班', '问干部')).toContain('“公交车几点收班”');
    expect(await say(b, '2')).toContain('不办了');
    expect(await waiting()).toEqual([]);
  });

  it('are asked for a settlement that knows the answer already, and may ask on', async () => {
    expect(await talk(a, '贵州', '停车一个月多少钱', '问干部', '1')).toMatch(/停车每月60元。[\s\S]*1\. 问干部/);
    expect(await say(a, '1')).toContain('要把下面这一句发给');
    await say(a, '不问了');
  });

  it('are never told local knowledge in place of a clause', async () => {
    const { localKnowledge } = people.core.rooms;
    const draft = { topic: '低保', says: '本点的低保说法。', source: '社区办公室' };
    const { id } = valueIn(await localKnowledge.add(OPERATOR, here.id, draft));
    await talk(a, '贵州', '垃圾几点来收', '问干部', '1', '2');
    const heard = await say(a, '搬到城里还能吃低保不');
    expect(heard).toContain('依据：');
    expect(heard).not.toContain('本点的低保说法');
    valueIn(await localKnowledge.end(OPERATOR, id));
  });

  it.each(['', '???', '👍', '今天天气怎么样', '帮我写首诗', '着火了'])('are not offered a cadre for %j', async text => {
    await say(a, '贵州');
    expect(await say(a, text)).not.toContain('问干部');
  });

  it('are told gently that enough waits, and are not asked twice', async () => {
    await talk(a, '贵州', '垃圾几点来收', '问干部', '1', '1');
    expect(await talk(a, '问干部', '请问垃圾啥时候来收', '1')).toMatch(/您已经问过一样的，是第\d+号/);
    for (const thing of ['公厕', '球场', '充电桩', '图书室']) await talk(a, '问干部', `${thing}在哪里`, '1');
    expect(await talk(a, '问干部', '菜市场在哪里', '1')).toContain('已经有5个问题在等答复');
    expect(await talk(a, '我的提问', '1')).toContain('要撤回吗');
    expect(await say(a, '1')).toMatch(/第\d+号撤回了/);
    expect(await talk(a, '问干部', '菜市场在哪里', '1')).toContain('发给干部了');
    await answerAll();
  });

  it('do not cross: what a colleague answered, or the asker withdrew, is said to be gone', async () => {
    await talk(a, '贵州', '快递在哪里取', '问干部', '1', '快递几点关门', '1');
    await talk('zhang', '待答问题', '1', '在5栋。');
    await talk('wang', '待答问题', '1', '在6栋。', '1', '3');
    expect(await say('zhang', '1')).toContain('已经有人答复了');
    expect(await people.arrivals(a)).toHaveLength(1);
    await talk(a, '问干部', '快递柜在哪里', '1');
    await talk('zhang', '待答问题', '1', '在5栋。');
    await talk(a, '我的提问', '1', '1');
    expect(await say('zhang', '1')).toContain('问的人撤回了');
    expect(await people.arrivals(a)).toEqual([]);
  });

  it('take nonsense at every step, and go on', async () => {
    const nonsense = ['', '\0', '99', '0', '-1', 'form=sure=nothing', 'form=settlement=s_x', '👍', '<b>', '问'.repeat(5000)];
    const steps: (readonly [string, string])[] = [
      [a, '贵州'],
      [a, '公交车几点收班'],
      [a, '问干部'],
      [a, '惠民社区'],
      [a, '公交车几点收班'],
      [a, '同意'],
      ['zhang', '待答问题'],
      ['zhang', '1'],
      ['zhang', '7点。'],
      ['zhang', '发出'],
    ];
    for (const [person, text] of steps) {
      await say(person, text);
      // Where free words are asked for, nonsense is what was typed: it is read again before it is sent.
      for (const word of nonsense) expect(await say(person, word), `${text}, then ${word.slice(0, 20)}`).not.toBe('');
      if (text === '1') await talk(person, '不办了', '待答问题', '1');
    }
    expect(await waiting()).toEqual([]);
    expect(await people.arrivals(a)).toHaveLength(1);
    await talk('zhang', '不记');
  });

  it('are not held to a button that is out of date', async () => {
    await talk(a, '贵州', '公交车几点收班', '问干部', '1');
    expect(await talk(a, '2', 'form=sure=yes')).not.toContain('发给干部了');
    expect(await waiting()).toEqual([]);
    expect(await talk('zhang', '待答问题')).toContain('没有等着答复的问题');
    expect(await talk('zhang', 'form=number=1')).not.toContain('请写答复');
    expect(await talk(a, '待答问题')).toContain('您的身份不能做这件事');
    expect(await talk(a, '本点信息')).toContain('您的身份不能做这件事');
  });

  it('leave a form for a command or a cry for help, and the form sends nothing', async () => {
    await talk(a, '贵州', '公交车几点收班', '问干部', '1');
    expect(await say(a, '帮助')).toContain('安家助手');
    expect(await talk(a, '问干部', '着火了快来人')).toContain('119');
    expect(await waiting()).toEqual([]);
  });

  it('leave a list for a question of their own, which is answered', async () => {
    await talk(a, '贵州', '公交车几点收班', '问干部', '1', '1');
    expect(await talk(a, '我的提问')).toContain('公交车几点收班');
    expect(await say(a, '9')).toContain('没有这个选项');
    expect(await say(a, '搬到城里还能吃低保不')).toContain('三(一)4');
    await answerAll();
  });

  it('keep, see and end what the settlement knows', async () => {
    expect(await talk('zhang', '本点信息', '1', '理发店')).toContain('怎么答');
    expect(await talk('zhang', '4栋一楼，大人10元。', '社区办公室')).toMatch(
      /有人问“理发店”，我就答：\n4栋一楼，大人10元。\n来源：社区办公室/,
    );
    expect(await say('zhang', '1')).toContain('记下了：理发店');
    const [, number] = /(\d+)\. 理发店：4栋一楼/.exec(await say('zhang', '本点信息')) ?? [];
    expect(await say('zhang', number ?? '')).toContain('要停用这一条吗');
    expect(await say('zhang', '1')).toContain('停用了：理发店');
    expect(await say('zhang', '本点信息')).not.toContain('理发店');
    await say('zhang', '好了');
  });

  it('are told of a new question, and reminded once of what is overdue, in their own language', async () => {
    await talk('wang', 'English');
    for (const cadre of ['zhang', 'wang']) await people.arrivals(cadre);
    people.clock.pass(24 * HOUR_MS);
    await talk(a, '贵州', '公交车几点收班', '问干部', '1', '1');
    expect(await people.arrivals('zhang')).toEqual([expect.stringContaining('有居民问了新的问题')]);
    expect(await people.arrivals('wang')).toEqual([expect.stringContaining('A resident asked a new question')]);
    people.clock.pass(5 * 24 * HOUR_MS);
    for (let i = 0; i < 2; i++) await people.core.rooms.inquiries.remind('2026-01-01' as Day);
    expect(await people.arrivals('zhang')).toEqual([expect.stringMatching(/过了答复的日子：第\d+号，1人问/)]);
    expect(await people.arrivals('wang')).toEqual([expect.stringContaining('question is overdue')]);
    expect(await say('zhang', '待答问题')).toContain('【已过期】');
    await say('zhang', '不办了');
    await answerAll();
  });

  it('are forgotten when they ask for it: questions, and answers that went to them', async () => {
    await talk(a, '贵州', '公交车几点收班', '问干部', '1', '1');
    await talk(b, '贵州', '公交车几点收班', '问干部', '1', '1');
    expect(await talk(a, '删掉我的全部资料', '2')).toContain('都删掉了');
    expect((await waiting()).map(({ times }) => times)).toEqual([1]);
    await answerAll();
    expect(await people.arrivals(a)).toEqual([]);
    expect(await people.arrivals(b)).toHaveLength(1);
    expect(await say(a, '我的提问')).toContain('还没有问过');
  });

  it('are spoken to in English where they want it', async () => {
    await talk(a, 'English', '贵州', '公交车几点收班');
    expect(await talk(a, 'ask a cadre', '1')).toMatch(/Send this to the cadres[\s\S]*1\. Agree/);
    expect(await say(a, 'yes')).toContain('Sent, as no.');
    expect(await say(a, 'my questions')).toContain('waiting, due by');
    await answerAll();
    expect((await people.arrivals(a))[0]).toContain('not a clause');
  });
});
