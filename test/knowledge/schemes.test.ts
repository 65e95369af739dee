import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFault } from '../../src/commands/describe-fault.ts';
import { folders } from '../../src/config.ts';
import { type Loaded, loadPolicy } from '../../src/knowledge/load.ts';
import { loadSchemes } from '../../src/knowledge/schemes/load.ts';
import type { Schemes } from '../../src/knowledge/schemes/model.ts';
import { LANGUAGES, loadWordbook } from '../../src/language/i18n.ts';
import { loadRules } from '../../src/rules.ts';
import { type Files, mended, readSmall, scheme, small, yesNoFact } from '../support/small-knowledge.ts';

const load = (changes: Files = {}): Loaded<Schemes> =>
  readSmall(changes, folder => {
    const { value, faults } = loadPolicy(folder);
    expect(faults).toEqual([]);
    return loadSchemes(folder, value);
  });
const placed = ({ faults }: Loaded<Schemes>) => faults.map(({ file, line, code }) => `${file}:${line} ${code}`);
const wordbook = loadWordbook(folders.locales);
const at = (fault: string) => `${scheme}/${fault}`;

const SCHEME_FILES = ['scheme', 'parameters', 'rules', 'cases'] as const;
const inScheme = (from: string, to: string) => mended(`${scheme}/scheme.yaml`, from, to);
const inFigures = (from: string, to: string) => mended(`${scheme}/parameters.yaml`, from, to);
const inRules = (from: string, to: string) => mended(`${scheme}/rules.yaml`, from, to);
const inCases = (from: string, to: string) => mended(`${scheme}/cases.yaml`, from, to);
/** More lines of `scheme.yaml`: they begin on line 9. */
const also = (lines: string) => inScheme('offered_with', `${lines}\noffered_with`);
/** The scheme again in another folder, with some words of its files replaced. */
const copied = (folder: string, from = '', to = ''): Files =>
  Object.fromEntries(SCHEME_FILES.map(name => [`${folder}/${name}.yaml`, small[`${scheme}/${name}.yaml`]!.replaceAll(from, to)]));
const gone: Files = Object.fromEntries(SCHEME_FILES.map(name => [`${scheme}/${name}.yaml`, undefined]));

const period = 'period: {from: 2016-01-01, to: 2020-12-31, words: 十三五}';
const lapsed = 'lapsed: {zh: 过了, en: It is over}';
const branch = small[`${scheme}/rules.yaml`]!.split('\n').slice(15, 20).join('\n');

describe('the schemes of this repository', () => {
  it('load without a fault and agree with their cases: 28 schemes, 46 facts', () => {
    const { schemes, facts } = loadRules(folders.knowledge);
    expect([schemes.size, facts.size]).toEqual([28, 46]);
  });
});

describe('loading facts and schemes', () => {
  it('takes a scheme without faults whole, with the facts that it tests in their order', () => {
    const { value, faults } = load();
    expect(faults).toEqual([]);
    expect([...value.facts.keys()]).toEqual(['age', 'relocated', 'share', 'work']);
    expect([...value.schemes.values()].map(({ id, region, facts }) => [id, region, facts.map(fact => fact.id)])).toEqual([
      ['here.training', 'here', ['relocated', 'age']],
    ]);
  });

  it('leaves a fact only the values that the clause knows', () => {
    const files = inRules('conditions:', 'takes: {work: [some]}\nconditions:');
    const rules = files[`${scheme}/rules.yaml`]!.toString().replace('fact: relocated\n    is: yes', 'fact: work\n    is: some');
    const { value, faults } = load({ [`${scheme}/rules.yaml`]: rules });
    expect(faults).toEqual([]);
    const options = [...value.schemes.values()].flatMap(({ facts }) =>
      facts.flatMap(fact => ('options' in fact ? fact.options.map(option => option.value) : fact.id)),
    );
    expect(options).toEqual(['some', 'age']);
  });

  it.each([
    ['a fact whose file name is no id', { 'facts/Age 2.yaml': yesNoFact('x') }, 'facts/Age 2.yaml:1 bad-fact-name'],
    ['a fact that is said in one language', mended('facts/work.yaml', ', en: work', ''), 'facts/work.yaml:1 missing'],
    ['a fact of a type that is not known', mended('facts/work.yaml', 'enum', 'list'), 'facts/work.yaml:4 wrong-form'],
    ['a fact about nobody', mended('facts/work.yaml', 'person', 'nobody'), 'facts/work.yaml:2 not-allowed'],
    ['a fact in a unit that is not known', mended('facts/share.yaml', 'fraction', 'shares'), 'facts/share.yaml:7 not-allowed'],
    [
      'a fact with a field that is not known',
      mended('facts/work.yaml', 'type', 'kind: x\ntype'),
      'facts/work.yaml:4 unknown-key',
    ],
    ['a value whose name is no id', mended('facts/work.yaml', 'some:', 'Some:'), 'facts/work.yaml:7 bad-name'],
    [
      'a way to hear that is no pattern',
      { 'facts/months.yaml': `${small['facts/age.yaml']}heard: ['(N']\n` },
      'facts/months.yaml:9 bad-pattern',
    ],
    [
      'a phrase that answers for two values',
      mended('facts/work.yaml', 'en: Some}', 'en: Some}, says: [有活, 没有]'),
      'facts/work.yaml:7 two-meanings',
    ],
    ['a label that two values have', mended('facts/work.yaml', 'zh: 有,', 'zh: 没有。,'), 'facts/work.yaml:7 two-meanings'],
    ['a fact that is not UTF-8', { 'facts/work.yaml': Uint8Array.of(0xc4, 0xea) }, 'facts/work.yaml:1 not-utf8'],
    [
      'a scheme of a region that is not recorded',
      { 'schemes/nowhere/training/scheme.yaml': '' },
      'schemes/nowhere:1 unknown-region',
    ],
    ['a folder whose name is no id', { 'schemes/here/Training_2/rules.yaml': '' }, 'schemes/here/Training_2:1 bad-scheme-name'],
    ['a scheme without scheme.yaml', { [`${scheme}/scheme.yaml`]: undefined }, at('scheme.yaml:1 file-missing')],
    ['a scheme without rules', { [`${scheme}/rules.yaml`]: undefined }, at('rules.yaml:1 file-missing')],
    ['a scheme without cases', { [`${scheme}/cases.yaml`]: undefined }, at('cases.yaml:1 file-missing')],
    ['rules that are not UTF-8', { [`${scheme}/rules.yaml`]: Uint8Array.of(0xc4, 0xea) }, at('rules.yaml:1 not-utf8')],
    ['rules that are no YAML', inRules('    is: yes', '\tis: yes'), at('rules.yaml:4 yaml-syntax')],
    ['an empty file of cases', { [`${scheme}/cases.yaml`]: '' }, at('cases.yaml:1 empty-file')],
    ['a field that is missing', inScheme('papers: {zh: 没写, en: Not stated}\n', ''), at('scheme.yaml:1 missing')],
    ['a field that is not known', also('paper: none'), at('scheme.yaml:9 unknown-key')],
    ['a name that is no list', inScheme('[培训]', '培训'), at('scheme.yaml:2 wrong-type')],
    ['a scheme that nobody calls anything', inScheme('[培训]', '[]'), at('scheme.yaml:2 too-few')],
    ['a scheme for nobody', inScheme('person', 'nobody'), at('scheme.yaml:4 not-allowed')],
    ['a clause that is no id', inScheme('plan:1.1', '方案一'), at('scheme.yaml:3 bad-clause-id')],
    ['a fact that is no id', inRules('relocated', 'Relocated'), at('rules.yaml:3 bad-fact-id')],
    ['a condition whose name is no id', inRules('moved:', 'Moved Here:'), at('rules.yaml:2 bad-name')],
    ['a date that is none', inFigures('2020-12-31', '2020-02-30'), at('parameters.yaml:5 bad-day')],
    ['a figure that is no number', inFigures('at_least: 16', 'at_least: half'), at('parameters.yaml:6 bad-amount')],
    ['a figure with two bounds', inFigures('at_least: 16', 'at_least: 16, below: 60'), at('parameters.yaml:6 one-bound')],
    ['a figure without a number', inFigures('at_least: 16, ', ''), at('parameters.yaml:6 one-bound')],
    ['a condition with two tests', inRules('meets: adult', 'meets: adult\n    is: 16'), at('rules.yaml:8 one-test')],
    ['a condition without a test', inRules('    is: yes\n', ''), at('rules.yaml:2 one-test')],
    ['yes written as true', inCases('relocated: yes', 'relocated: true'), at('cases.yaml:3 bad-fact-value')],

    ['a name with a full-width comma', inScheme('[培训]', '[培训，学手艺]'), at('scheme.yaml:2 comma-in-phrase')],
    [
      'a figure that ends and is not followed',
      inFigures('from: 2021-01-01,', 'from: 2021-01-01, to: 2028-12-31,'),
      at('parameters.yaml:6 figure-ends'),
    ],
    [
      'a figure that its words do not give',
      inFigures('words: 十六周岁', 'words: 十八周岁'),
      at('parameters.yaml:6 number-not-in-words'),
    ],
    ['a day that is a word', inFigures('from: 2021-01-01', 'from: 明年'), at('parameters.yaml:6 bad-from')],
    [
      'a figure told in one language',
      inRules('You are {{adult}}', 'You are grown up'),
      at('rules.yaml:12 figure-in-one-language'),
    ],
    ['a file that is not read', { [`${scheme}/rule.yaml`]: 'x: 1' }, at('rule.yaml:1 unread-file')],
    ['a fact in a file that is not read', { 'facts/old.yml': 'x: 1' }, 'facts/old.yml:1 unread-file'],
    [
      'a fact file that is broken once, and not again where it is named',
      mended('facts/age.yaml', 'min: 0', 'min: 零'),
      'facts/age.yaml:5 wrong-type',
    ],
    [
      'a key that stands twice',
      inScheme('clause: plan:1.1', 'clause: plan:1.1\nclause: plan:1.1'),
      at('scheme.yaml:4 key-twice'),
    ],

    ['a condition on a fact that is not recorded', inRules('relocated', 'moved_in'), at('rules.yaml:3 unknown-fact')],
    ['a case with a fact that is not recorded', inCases('relocated', 'moved_in'), at('cases.yaml:3 unknown-fact')],
    [
      'values of a fact that is not recorded',
      inRules('conditions:', 'takes: {moved_in: [some]}\nconditions:'),
      at('rules.yaml:1 unknown-fact'),
    ],
    ['values of a number', inRules('conditions:', 'takes: {age: [some]}\nconditions:'), at('rules.yaml:1 takes-number')],
    [
      'values of a fact that nothing tests',
      inRules('conditions:', 'takes: {work: [some]}\nconditions:'),
      at('rules.yaml:1 unused'),
    ],
    [
      'a value to take that the fact has not',
      inRules('conditions:', 'takes: {relocated: [yes, maybe]}\nconditions:'),
      at('rules.yaml:1 not-a-value'),
    ],
    ['a condition on a value that the fact has not', inRules('is: yes', 'is: maybe'), at('rules.yaml:4 not-a-value')],
    ['a condition on a number in words', inRules('meets: adult', 'is: sixteen'), at('rules.yaml:10 not-a-value')],
    ['a condition of which one value is none', inRules('is: yes', 'is: [yes, maybe]'), at('rules.yaml:4 not-a-value')],
    ['a case beyond the range of a fact', inCases('age: 17', 'age: 121'), at('cases.yaml:7 not-a-value')],
    ['a case with half a year', inCases('age: 17', 'age: 17.5'), at('cases.yaml:7 not-a-value')],
    [
      'a case with a value that the clause does not know',
      {
        ...inRules('conditions:', 'takes: {relocated: [yes]}\nconditions:'),
        ...mended(`${scheme}/cases.yaml`, 'relocated: yes, age: 15', 'relocated: maybe, age: 15'),
      },
      at('cases.yaml:15 not-a-value'),
    ],
    ['a clause that is not recorded', inScheme('plan:1.1', 'plan:9'), at('scheme.yaml:3 unknown-clause')],
    ['a condition from a clause that is not recorded', inRules('plan:1.1', 'plan:9'), at('rules.yaml:5 unknown-clause')],
    ['a figure from a clause that is not recorded', inFigures('plan:1.1', 'plan:9'), at('parameters.yaml:3 unknown-clause')],
    ['a provision that is not recorded', inScheme('plan:1.1/training', 'plan:1.1/other'), at('scheme.yaml:9 unknown-provision')],
    ['a provision of no clause', inScheme('plan:1.1/training', '培训'), at('scheme.yaml:9 unknown-provision')],
    [
      'a condition on what is no obstacle',
      also('no_obstacle: {facts: [share, age], says: {zh: 不影响, en: No matter}}'),
      at('scheme.yaml:9 obstacle-asked'),
    ],
    [
      'a period that ends before it begins',
      also(`${period.replace('2016', '2021')}\n${lapsed}`),
      at('scheme.yaml:9 period-backwards'),
    ],
    ['a period that has no words once it is over', also(period), at('scheme.yaml:9 period-without-words')],
    ['words for the end of no period', also(lapsed), at('scheme.yaml:1 period-without-words')],

    [
      'a figure that ends before it begins',
      inFigures('2021-01-01,', '2021-01-01, to: 2020-06-30,'),
      at('parameters.yaml:6 period-backwards'),
    ],
    ['a day without a figure', inFigures('2021-01-01', '2021-01-02'), at('parameters.yaml:6 figure-gap')],
    ['a day with two figures', inFigures('2021-01-01', '2020-12-31'), at('parameters.yaml:6 figure-gap')],
    ['a figure that never ends before the next', inFigures(' to: 2020-12-31,', ''), at('parameters.yaml:6 figure-gap')],
    ['a later figure without a first day', inFigures('2021-01-01', 'unstated'), at('parameters.yaml:6 figure-gap')],
    ['a requirement that is no condition', inRules('[moved]', '[moved, nothing]'), at('rules.yaml:14 unknown-condition')],
    [
      'a branch on no condition',
      inRules('[grown-up]', '[{any: [grown-up, {not: {all: [nothing]}}]}]'),
      at('rules.yaml:18 unknown-condition'),
    ],
    ['a condition that nothing uses', inRules('[moved]', '[]'), at('rules.yaml:2 unused')],
    ['a bound that is not recorded', inRules('meets: adult', 'meets: grown'), at('rules.yaml:10 unknown-parameter')],
    [
      'words with a figure that is not recorded',
      inRules('满了{{adult}}', '满了{{grown}}'),
      at('rules.yaml:12 unknown-parameter'),
    ],
    ['a figure that is no bound', inFigures('at_least: 16', 'value: 16'), at('rules.yaml:10 not-a-bound')],
    ['a bound in another unit', inFigures('unit: year', 'unit: month'), at('rules.yaml:10 not-a-bound')],
    ['a bound for what is chosen', inRules('fact: age', 'fact: work'), at('rules.yaml:10 not-a-bound')],
    ['two branches of one name', inRules('otherwise:', `${branch}\notherwise:`), at('rules.yaml:21 duplicate-id')],
    ['a discretion that nobody has', inRules('outcome: eligible', 'outcome: discretionary'), at('rules.yaml:16 who-decides')],
    [
      'somebody who decides without discretion',
      inRules('    when:', '    decided_by: {zh: 县, en: County}\n    when:'),
      at('rules.yaml:16 who-decides'),
    ],
    ['a figure typed into a condition', inRules('您满了{{adult}}岁', '您满了16岁'), at('rules.yaml:12 figure-typed')],
    [
      'a figure typed into a result',
      inRules('You may be trained', 'From 16 you may be trained'),
      at('rules.yaml:19 figure-typed'),
    ],
    ['a figure typed into the refusal', inRules('您不符合', '没满16岁不符合'), at('rules.yaml:22 figure-typed')],
    ['a figure typed into what it gives', inScheme('gives: {zh: 培训', 'gives: {zh: 培训3天'), at('scheme.yaml:6 figure-typed')],
    ['a promise of a draft', mended('documents/plan.yaml', 'issued', 'draft'), at('rules.yaml:19 draft-promises')],
    [
      'a case of a branch that is not there',
      inCases('determination: training', 'determination: other'),
      at('cases.yaml:4 unknown-determination'),
    ],
    ['a name that another scheme of the region has', copied('schemes/here/earlier'), at('scheme.yaml:2 name-taken')],
  ])('says where %s stands, and in both languages what to do', (_, changes: Files, fault) => {
    const loaded = load(changes);
    expect(placed(loaded)).toEqual([fault]);
    const told = LANGUAGES.map(language => describeFault(loaded.faults[0]!, wordbook.in(language)));
    expect(new Set(told).size).toBe(LANGUAGES.length);
    for (const sentence of told) expect(sentence).toContain(`${fault.slice(0, fault.lastIndexOf(' '))}: `);
  });

  it('names every word that lacks its figure where a scheme has no figures', () => {
    const faults = new Set(placed(load({ [`${scheme}/parameters.yaml`]: undefined })));
    expect([...faults]).toEqual([10, 12, 13].map(line => at(`rules.yaml:${line} unknown-parameter`)));
  });

  it('lets schemes of two regions go by one name', () => {
    const { value, faults } = load({
      'documents/other.yaml': small['documents/plan.yaml']!.replace('here', 'there'),
      'clauses/other/1.1.yaml': small['clauses/plan/1.1.yaml']!,
      ...copied('schemes/there/training', 'plan:', 'other:'),
    });
    expect(faults).toEqual([]);
    expect([...value.schemes.keys()]).toEqual(['here.training', 'there.training']);
  });

  it('leaves out a scheme with a fault, and loads the others', () => {
    const { value } = load({ ...copied('schemes/here/other', '培训]', '学手艺]'), ...inRules('[grown-up]', '[nothing]') });
    expect([...value.schemes.keys()]).toEqual(['here.other']);
  });

  it.each(['facts/age.yaml', ...SCHEME_FILES.map(name => `${scheme}/${name}.yaml`)])(
    'reports and never throws, whatever %s holds',
    file => {
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.json()), text => {
          const { value, faults } = load({ [file]: text });
          expect(faults.length).toBeGreaterThan(0);
          expect(value.schemes.size).toBe(0);
        }),
        { numRuns: 20 },
      );
    },
  );

  it('lets a scheme rest on the documents of its own region alone, wherever it names a clause', () => {
    const codes = load({ ...gone, ...copied('schemes/there/training') }).faults.map(({ file, code }) => `${file} ${code}`);
    const files = ['scheme', 'rules', 'parameters'].map(name => `schemes/there/training/${name}.yaml clause-elsewhere`);
    expect([...new Set(codes)].sort()).toEqual(files.sort());
  });

  it('cannot read a folder that is not there', () => {
    readSmall({}, folder => {
      const { value } = loadPolicy(folder);
      expect(() => loadSchemes(`${folder}/nowhere`, value)).toThrow(/ENOENT/);
    });
  });
});
