import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folders } from '../../../src/config.ts';
import { noticeFacts, withoutName } from '../../../src/grievance/hardship/notice.ts';
import { loadHardship } from '../../../src/knowledge/hardship.ts';
import { loadPolicy } from '../../../src/knowledge/load.ts';
import { loadSpeech } from '../../../src/knowledge/load-language.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import { aHardship, RECORD } from './sample.ts';

const { value: hardship } = loadHardship(folders.knowledge, loadPolicy(folders.knowledge).value);
const { illnesses } = loadSpeech(folders.knowledge).value.personal;
const risks = hardship!.risks.map(({ publicly }) => publicly);
const parts = {
  settlement: '锦绣社区',
  buildings: ['桂花楼'],
  risk: risks[0]!,
  on: '2026-11-23' as Day,
  until: '2026-11-28' as Day,
  illnesses,
};
const report = (over: Partial<typeof RECORD>) => aHardship({ record: { ...RECORD, ...over } });
/** All that a notice can say. */
const sayable = (facts: object): string => JSON.stringify(facts).replaceAll(parts.on, '').replaceAll(parts.until, '');

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
const separated = (number: fc.Arbitrary<string>) =>
  fc.tuple(number, fc.constantFrom('', ' ', '-', '—', '.', '、')).map(([text, between]) => [...text].join(between));
const wide = (number: fc.Arbitrary<string>) =>
  number.map(text => text.replace(/\d/g, digit => String.fromCodePoint(0xff10 + Number(digit))));
const chinese = (number: fc.Arbitrary<string>) =>
  number.map(text => text.replace(/\d/g, digit => [...'零一二三四五六七八九'][Number(digit)]!));
const secret = fc.oneof(
  ...[11, 16, 18, 19].flatMap(count => [digits(count), separated(digits(count)), wide(digits(count)), chinese(digits(count))]),
  digits(17).map(text => `${text}X`),
  fc.constantFrom(...illnesses),
);
const name = fc.stringMatching(/^[\p{Script=Han}]{2,4}$/u);
const around = fc.string({ unit: fc.constantFrom('3', '栋', '号', '楼', 'A', '区', ' ', '，', '家'), maxLength: 6 });

describe('what a public notice says of a household', () => {
  it('says the family name, the building, the kind of hardship and how many they are', () => {
    expect(noticeFacts(report({}), parts)).toEqual({
      ok: true,
      value: {
        name: '罗某某',
        settlement: '锦绣社区',
        building: '3栋',
        risk: risks[0],
        people: 4,
        on: parts.on,
        until: parts.until,
      },
    });
  });

  it('never holds a number, a telephone, a bank card, an illness or the whole name, wherever they were written', () => {
    fc.assert(
      fc.property(secret, name, around, around, fc.constantFrom(...risks), (hidden, whole, before, behind, risk) => {
        const planted = `${before}${hidden}${behind}`;
        const fields = [
          { name: whole, building: planted, door: planted, phone: planted, text: planted },
          { name: planted, building: `${before}3栋`, text: whole },
          { name: whole, building: `${whole}家`, text: planted },
          { name: `${whole}${hidden}`, building: '3栋', text: planted },
        ];
        for (const over of fields) {
          const made = noticeFacts(report(over), { ...parts, risk });
          if (!made.ok) continue;
          const said = sayable(made.value);
          const plain = said.normalize('NFKC').replace(/[\s\p{P}]/gu, '');
          expect(plain).not.toMatch(/[\d零一二三四五六七八九]{5}/u);
          expect(illnesses.filter(word => said.includes(word))).toEqual([]);
          const checked = withoutName(said, report(over));
          if (checked.ok) expect(said.includes(over.name)).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['', '某某'],
    ['13800138000', '某某'],
    ['癌', '某某'],
    ['欧阳修', '欧某某'],
    ['  王 小明', '王某某'],
    ['阿依古丽·买买提', '阿某某'],
    ['Li Lei', 'L某某'],
  ])('shortens “%s” to %s', (whole, shortened) => {
    const made = noticeFacts(report({ name: whole }), parts);
    expect(made.ok && made.value.name).toBe(shortened);
  });

  it.each([
    '13800138000',
    '罗世珍家',
    '3栋 138 0013 8000',
    '癌症楼',
    '王小明家',
    '桂花楼癌症',
    'x'.repeat(50),
    '３栋一三八零零一三八',
  ])('leaves out the building “%s”', building => {
    const made = noticeFacts(report({ building }), parts);
    expect(made.ok && made.value.building).toBeUndefined();
  });

  it.each(['3栋', 'A区2号楼', '幸福苑三幢', '桂花楼', ' 12 栋'])('names the building “%s”', building => {
    const made = noticeFacts(report({ building }), parts);
    expect(made.ok && made.value.building).toBe(building.replaceAll(' ', ''));
  });

  it('makes nothing where the settlement itself is called as what may not stand there, or where all was erased', () => {
    expect(noticeFacts(report({}), { ...parts, settlement: '罗世珍小区' })).toMatchObject({ refusal: { code: 'invalid' } });
    expect(noticeFacts(report({}), { ...parts, settlement: '社区13800138000' })).toMatchObject({ refusal: { code: 'invalid' } });
    expect(noticeFacts(aHardship({ record: undefined }), parts)).toMatchObject({ refusal: { code: 'state' } });
    expect(withoutName('公示：罗世珍', report({}))).toMatchObject({ refusal: { code: 'invalid', params: { field: 'name' } } });
  });
});
