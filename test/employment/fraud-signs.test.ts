import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { createFraudSigns, SEEN_SIGNS } from '../../src/employment/fraud-signs.ts';
import type { Job } from '../../src/employment/model.ts';
import { type FraudWords, loadFraudWords } from '../../src/knowledge/employment-fraud.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { faultless } from '../../src/rules.ts';
import { job } from '../contracts/employment-store/sample.ts';
import { postingWords } from '../support/posting-words.ts';

const words = faultless(loadFraudWords(folders.knowledge)) as FraudWords;
const signsOf = createFraudSigns(words, postingWords.nameless);
const signs = (over: Partial<Job>) => signsOf({ ...job, ...over }).map(({ sign }) => sign);

describe('a posting that looks like fraud', () => {
  it.each([
    ['deposit', '入职交押金500元'],
    ['deposit', '需交保证金，干满三个月退'],
    ['deposit', '押金300，离职退还'],
    ['deposit', '收取风险金200元'],
    ['fee', '先交服装费200元'],
    ['fee', '体检费交给中介，由中介安排'],
    ['fee', '报名需缴纳培训费980元'],
    ['fee', '中介费300'],
    ['fee', '收介绍费，上班后不退'],
    ['fee', '另收建档费50元'],
    ['fee', '工作服自理，服装费150元从工资扣'],
    ['fee', '交 资 料 费 就能上岗'],
    ['fee', '要交会员费才推荐岗位'],
    ['pay-first', '先交钱后上班'],
    ['pay-first', '入职前先交300元'],
    ['pay-first', '路费先垫付，来了先转账订票'],
    ['pay-first', '交200元就给安排'],
    ['papers', '进厂统一扣身份证'],
    ['papers', '身份证押在厂里'],
    ['papers', '要提供银行卡密码'],
    ['click-farm', '网上刷单，一单一结'],
    ['click-farm', '给主播点赞赚钱'],
    ['click-farm', '做任务返佣金，多做多得'],
    ['click-farm', '高价收购银行卡、电话卡'],
    ['click-farm', '打字员，在家可做，日结300'],
    ['easy-money', '轻松月入过万'],
    ['easy-money', '无需经验，月薪15000起'],
    ['easy-money', '手机操作，日赚五百'],
    ['easy-money', '在家日入800元'],
    ['easy-money', '夜场公关，高薪日结'],
    ['abroad', '缅甸赌场荷官，包机票'],
    ['abroad', '去柬埔寨做客服，月薪两万'],
    ['abroad', '边境看场子，高薪包吃住'],
    ['pyramid', '发展下线有提成'],
    ['pyramid', '交了就能入会，拉人头有奖'],
  ])('%s: %s', (sign, more) => {
    expect(signs({ more })).toContain(sign);
  });

  it('has no employer, or one that is none', () => {
    expect(signs({ employer: '' })).toEqual(['no-employer']);
    expect(signs({ employer: '某知名企业' })).toEqual(['no-employer']);
    expect(signs({ employer: '保密' })).toEqual(['no-employer']);
  });

  it('promises three times what is usual, however it is reckoned', () => {
    expect(signs({ wage: { form: 'monthly', from: 15_000 } })).toEqual(['absurd-wage']);
    expect(signs({ wage: { form: 'monthly', to: 30_000 } })).toEqual(['absurd-wage']);
    expect(signs({ wage: { form: 'daily', from: 600, to: 800 } })).toEqual(['absurd-wage']);
    expect(signs({ wage: { form: 'hourly', from: 75 } })).toEqual(['absurd-wage']);
  });

  it('leaves nothing but a messenger to reach somebody by', () => {
    expect(signs({ contact: { name: '加微信abc123' } })).toEqual(['messenger-only']);
    expect(signs({ contact: {}, more: '有意者ＱＱ联系' })).toEqual(['messenger-only']);
  });

  it('is shown with the words that it was seen by', () => {
    expect(signsOf({ ...job, more: '包吃住。入职交押金500元' })).toEqual([{ sign: 'deposit', words: '押金' }]);
    expect(signs({ more: '先交押金500元，再交服装费' })).toEqual(expect.arrayContaining(['deposit', 'fee', 'pay-first']));
  });
});

describe('a posting that does not', () => {
  it.each([
    '不收任何费用',
    '本厂招工不收取押金、服装费',
    '免押金',
    '无押金，无中介费',
    '入职零押金',
    '没有任何中介费',
    '不用交押金，来了就上班',
    '押金：无',
    '押金0元',
    '服装费由公司承担',
    '体检费公司报销',
    '培训费全免',
    '工作服免费发',
    '体检费自理',
    '免费培训，培训期间有补贴',
    '严禁收取求职者任何费用，谨防押金骗局',
    '凡是要交押金的都是骗子',
    '绝不收取培训费',
    '包吃住，交五险一金',
    '交通补贴200元',
    '交通费每月报销100元',
    '工资按月打到银行卡',
    '需要带身份证复印件',
    '入职请带身份证、银行卡办理手续',
    '工资不拖欠，月底转账发放',
    '先面试后上班，缴纳社保',
    '加班费按1.5倍算',
    '高温费、全勤奖、夜班费',
    '住宿费50元/月，水电自理',
    '无经验可学，师傅带',
    '无经验者工资2800起，熟手5000以上',
    '在家做手工活，计件',
    '边境贸易公司仓库分拣',
    '公司有微信群发通知',
    '会打字、会用电脑的优先',
    '点心师傅，早班',
    '先到先得，招满为止',
    '收银员，会用手机收款',
    '预付部分工资，干得好有奖金',
    '接送孩子方便，时间灵活',
    '交班时清点货物',
  ])('%s', more => {
    expect(signs({ more })).toEqual([]);
  });

  it('pays well, but not beyond belief', () => {
    expect(signs({ wage: { form: 'monthly', from: 8000, to: 14_000 }, title: '挖掘机司机' })).toEqual([]);
    expect(signs({ wage: { form: 'daily', from: 350, to: 500 }, title: '钢筋工' })).toEqual([]);
    expect(signs({ wage: { form: 'piece', from: 900 } })).toEqual([]);
    expect(signs({ wage: undefined })).toEqual([]);
  });

  it('may name a messenger beside a telephone', () => {
    expect(signs({ contact: { name: '王经理', phone: '13800138000' }, more: '微信同号' })).toEqual([]);
  });
});

describe('the words of fraud', () => {
  const file = 'employment/fraud.yaml';
  const good = readFileSync(join(folders.knowledge, file), 'utf8');
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'anjia-fraud-'));
    mkdirSync(join(folder, 'employment'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const faultsOf = (text: string) => {
    writeFileSync(join(folder, file), text);
    return loadFraudWords(folder).faults.map(({ code }) => code);
  };

  it('are put into words in every language', () => {
    const wordbook = loadWordbook(folders.locales);
    for (const language of ['zh-CN', 'en'] as const)
      for (const sign of [...words.signs, ...SEEN_SIGNS])
        expect(wordbook.in(language)(`posting:sign.${sign}`)).not.toContain('posting:');
  });

  it.each([
    ['a pattern that is none', "'押金|", "'(押金|", 'bad-pattern'],
    ['a pattern that finds itself in anything', "'押金|", "'|押金|", 'bad-pattern'],
    ['a sign that is there twice', 'id: fee', 'id: deposit', 'key-twice'],
    ['a figure that is none', 'absurd: 3', 'absurd: much', 'wrong-type'],
  ])('with %s are not taken', (_, from, to, code) => {
    expect(good).toContain(from);
    expect(faultsOf(good.replace(from, to))).toContain(code);
  });
});
