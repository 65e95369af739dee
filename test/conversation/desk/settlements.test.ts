import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { Settlement } from '../../../src/directory/model.ts';
import type { RegionId } from '../../../src/shared/ids.ts';
import { allowed, type Chatter, type Office, openOffice } from '../../support/office.ts';

describe('a settlement at the desk', () => {
  let office: Office;
  let settlement: Settlement;
  let cadre: Chatter;
  let number = 0;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    number++;
    settlement = await office.settlement({ name: `社区${number}`, population: 12_000, kind: 'urban' });
    cadre = await office.staff(`干部${number}`, 'cadre', { kind: 'settlement', settlement: settlement.id });
  });

  const asItIs = async (id = settlement.id): Promise<Settlement> =>
    allowed(await office.core.rooms.directory.settlements.get(OPERATOR, id));
  const record = async (somebody = cadre) => {
    await somebody.says('工作台');
    return somebody.picks('安置点资料');
  };
  const changes = async (...picked: string[]) => {
    await record();
    return cadre.picks('改资料', ...picked);
  };

  it('shows its record, and says what is not filled in', async () => {
    const { text, labels } = await record();
    expect(text).toContain(`隆安县·社区${number}（广西）`);
    expect(text).toMatch(/类型：城镇集中安置点[\s\S]*总人口：12000人[\s\S]*脱贫（建档立卡）人口：没有填/);
    expect(labels).toEqual(['改资料', '我们点能设什么']);
  });

  it('takes its population in figures or words, and nothing that is rough, too much or no number', async () => {
    await changes('人口');
    for (const typed of ['一千左右', '很多', '-5', '99999999', '1'.repeat(5000), '\0'])
      expect((await cadre.says(typed)).text, typed.slice(0, 9)).toContain('请写一个准数');
    await cadre.says('一万两千五百人');
    const { text } = await cadre.says('9000');
    expect(text).toMatch(/改好了[\s\S]*总人口：12500人[\s\S]*人口：9000人/);
    expect(await asItIs()).toMatchObject({ population: 12_500, poorPopulation: 9000, version: 2 });
    await changes('人口');
    await cadre.picks('不改');
    expect((await cadre.says('99999')).text).toContain('“脱贫人口”写得不对');
    expect((await asItIs()).version).toBe(2);
  });

  it('takes its kind, office, telephones, buildings and tags', async () => {
    await changes('农村还是城镇', '农村集中安置点');
    await changes('办公室地址和时间');
    await cadre.says('3栋1楼', '周一到周五 8:30—17:30');
    await changes('办公室电话');
    await cadre.says('值班室');
    expect((await cadre.says('不知道')).text).toContain('这不像电话号码');
    await cadre.says('0771-652 0110');
    await changes('加楼栋');
    await cadre.says('3栋', '1单元 2单元、3单元');
    await changes('标签');
    const { text } = await cadre.says('万人点，跨县');
    expect(text).toContain('3栋（1单元、2单元、3单元）');
    expect(await asItIs()).toMatchObject({
      kind: 'rural',
      population: 12_000,
      office: { address: '3栋1楼', hours: '周一到周五 8:30—17:30', contacts: [{ name: '值班室', phone: '0771-6520110' }] },
      buildings: [{ name: '3栋', entrances: ['1单元', '2单元', '3单元'] }],
      tags: ['万人点', '跨县'],
    });
    await changes('办公室电话');
    await cadre.says('值班室');
    await cadre.picks('不写');
    expect((await asItIs()).office?.contacts).toEqual([]);
    await changes('办公室地址和时间');
    await cadre.picks('不改');
    await cadre.says('全天');
    expect((await asItIs()).office).toMatchObject({ address: '3栋1楼', hours: '全天' });
  });

  it('takes who answers for a unit, found by part of its name', async () => {
    await changes('加对口的人');
    expect((await cadre.says('没有这种部门')).text).toContain('没有这样的部门');
    const units = await cadre.says('人力');
    expect(units.labels.slice(0, -1).every(label => label.includes('人力'))).toBe(true);
    await cadre.picks('自治区人力资源社会保障厅');
    await cadre.says('韦大姐', '13900139000');
    expect((await cadre.picks('不写')).text).toContain('对口自治区人力资源社会保障厅：韦大姐 13900139000');
    expect((await asItIs()).desks).toEqual([{ unit: 'guangxi.human-resources', name: '韦大姐', phone: '13900139000' }]);
  });

  it('takes a button of the menu for no name', async () => {
    await changes('加楼栋');
    expect((await cadre.says('desk=info')).text).toContain('这个安置点的信息');
    expect((await asItIs()).buildings).toEqual([]);
    await changes('标签');
    expect((await cadre.says('desk=settlement_record')).text).toContain(`隆安县·社区${number}`);
    expect((await asItIs()).tags).toEqual([]);
  });

  it('refuses what is too long to be a name', async () => {
    await changes('加楼栋');
    await cadre.says('楼'.repeat(5000));
    expect((await cadre.picks('不写')).text).toContain('“楼栋”写得不对');
    expect((await asItIs()).buildings).toEqual([]);
  });

  it('is not overwritten by somebody who saw an older record', async () => {
    const other = await office.staff(`同事${number}`, 'cadre', { kind: 'settlement', settlement: settlement.id });
    await Promise.all([record(), record(other)]);
    await other.picks('改资料', '农村还是城镇', '农村');
    const { text, labels } = await cadre.picks('改资料', '农村还是城镇', '城镇');
    expect(text).toContain('刚才别人改过');
    expect(labels).toEqual(['安置点资料']);
    expect((await cadre.picks('安置点资料')).text).toContain('类型：农村集中安置点');
    expect(await asItIs()).toMatchObject({ kind: 'rural', version: 2 });
  });

  it('shows its record to a handler, who changes nothing', async () => {
    const handler = await office.staff(`办理${number}`, 'handler', { kind: 'settlement', settlement: settlement.id });
    expect((await record(handler)).labels).not.toContain('改资料');
    const forged = await handler.says(`desk=settlement_kind=${settlement.id}=1`);
    expect(forged.text).toContain('没有这个选项');
    const cadreToo = await office.staff(`转岗${number}`, 'cadre', { kind: 'settlement', settlement: settlement.id });
    await record(cadreToo);
    await cadreToo.picks('改资料', '农村还是城镇');
    const held = allowed(await office.core.rooms.directory.people.roles(OPERATOR, { limit: 500 }));
    allowed(await office.core.rooms.directory.people.revoke(OPERATOR, held.find(({ name }) => name === cadreToo.name)!.id));
    expect((await cadreToo.picks('农村')).text).toContain('您的身份不能做这件事');
    expect((await asItIs()).kind).toBe('urban');
    expect((await office.audit({ subject: settlement.id, action: 'settlement.edit' }))[0]?.outcome).toBe('not-allowed');
  });

  it('is added by an administrator alone, and only once', async () => {
    const admin = await office.staff(`管理${number}`, 'admin', { kind: 'all' });
    expect((await cadre.says('工作台')).labels).not.toContain('新建安置点');
    expect((await cadre.says('desk=settlement_add', '1', '黔西市', '锦绣社区')).text).toContain('您的身份不能做这件事');
    await admin.says('工作台');
    await admin.picks('新建安置点', '贵州');
    const { text } = await admin.says('黔西市', '锦绣社区');
    expect(text).toMatch(/建好了[\s\S]*黔西市·锦绣社区（贵州）/);
    await admin.says('desk=settlement_add');
    await admin.picks('贵州');
    expect((await admin.says('黔西市', '锦绣社区')).text).toContain('已经有一个一样的了');
    await admin.says('desk=settlement_add');
    await admin.picks('贵州');
    expect((await admin.says('黔西市', '楼'.repeat(5000))).text).toContain('“名称”写得不对');
  });

  it('is screened with the numbers of its record, from the menu and in the words of its cadre', async () => {
    await cadre.says('工作台');
    const fromMenu = await cadre.picks('我们点能设什么');
    const fromWords = await cadre.says('我们点能设什么');
    for (const { text } of [fromMenu, fromWords]) {
      expect(text).toContain(`看隆安县·社区${number}`);
      expect(text).toMatch(/安置点资料里写着[\s\S]*12000人/);
      expect(text).not.toContain('安置了多少人？');
      expect(text).toMatch(/依据：[\s\S]*二\(八\)/);
    }
  });

  it('is asked for where the record has no number, and where the cadre looks after several', async () => {
    const region = 'yuncheng' as RegionId;
    for (const name of ['新点', '老点']) await office.settlement({ name, region, county: '平陆县' });
    const both = await office.staff(`县里${number}`, 'cadre', { kind: 'region', region });
    expect((await both.says('desk=settlement_screen')).labels).toEqual(['平陆县·新点', '平陆县·老点', '不办了']);
    const { text } = await both.picks('新点');
    expect(text).toMatch(/看平陆县·新点[\s\S]*第1问/);
    expect(text).not.toContain('安置点资料里写着');
  });

  it('of a cadre is nothing to others who ask the same', async () => {
    const resident = office.person(`路人${number}`);
    const handler = await office.staff(`办理${number}`, 'handler', { kind: 'settlement', settlement: settlement.id });
    for (const somebody of [resident, handler]) {
      const { text } = await somebody.says('广西', '看看我们安置点能设什么');
      expect(text).toContain('第1问');
      expect(text).not.toContain('12000人');
    }
  });

  it('is called by the words of the menu, wherever somebody is', async () => {
    for (const words of ['安置点资料', '安置点资料。']) expect((await cadre.says(words)).text).toContain('总人口：12000人');
    expect((await cadre.says('查住户')).text).toContain('请发姓名');
    await cadre.says('停');
    expect((await office.person(`路人${number}`).says('广西', '安置点资料')).text).not.toContain('总人口');
  });

  it('is chosen from a list that is paged by digits', async () => {
    for (let i = 0; i < 9; i++) await office.settlement({ name: `长${i}`, region: 'chongqing' as RegionId, county: '黔江区' });
    const wide = await office.staff(`市里${number}`, 'cadre', { kind: 'region', region: 'chongqing' as RegionId });
    const first = await wide.says('desk=settlement_record');
    expect(first.labels.slice(-2)).toEqual(['更多', '不办了']);
    expect((await wide.says('9')).labels).toEqual(['黔江区·长8', '从头看', '不办了']);
    expect((await wide.says('1')).text).toContain('长8');
  });

  it('speaks English to who wants it', async () => {
    await cadre.says('english');
    await cadre.says('desk');
    const { text } = await cadre.picks('Settlement record');
    expect(text).toMatch(/Kind: urban settlement\nPopulation: 12000 people\nRegistered as poor: not filled in/);
    await cadre.picks('Change the record', 'Population');
    expect((await cadre.says('many')).text).toContain('exact number');
  });
});
