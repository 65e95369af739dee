/**
 * The smallest knowledge that decides something, written to a folder of its own: one region, one clause, four facts and one scheme, whose
 * figure was lowered on 2021-01-01.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files in place of those below; `undefined` leaves one out. */
export type Files = Readonly<Record<string, string | Uint8Array | undefined>>;

/** What `facts/<fact>.yaml` says of every fact. */
export const aboutFact = (name: string): string =>
  `means: {zh: ${name}, en: ${name}}\nabout: person\nasks: {zh: 是吗, en: Is it so}\n`;
/** A fact that is answered with yes or no. */
export const yesNoFact = (name: string): string =>
  `${aboutFact(name)}type: boolean\nvalues:\n  yes: {label: {zh: 是, en: Yes}}\n  no: {label: {zh: 不是, en: No}}\n`;

/** The folder of the scheme. */
export const scheme = 'schemes/here/training';

export const small: Readonly<Record<string, string>> = {
  'regions.yaml':
    '- {id: here, name: {zh: 此地, en: Here}, called: [此地]}\n- {id: there, name: {zh: 彼地, en: There}, called: [彼地]}\n',
  'units.yaml': '- {id: here.labour, name: 人社局, printed: [人社局]}\n',
  'documents/plan.yaml': 'region: here\ntitle: 方案\nissuers: [此地政府]\nstanding: issued\n',
  'clauses/plan/1.1.yaml': `label: 一(一)
heading: 就业
lead: [here.labour]
supporting: []
provisions:
  - {id: training, audience: 大家, terms: [培训], says: {zh: 搬来的人可以培训。}, asks: [有没有培训]}
`,
  'language/promises.yaml': "- '可以(?!问)'\n",
  'facts/relocated.yaml': yesNoFact('relocated'),
  'facts/work.yaml': `${aboutFact('work')}type: enum\nvalues:\n  none: {label: {zh: 没有, en: None}}\n  some: {label: {zh: 有, en: Some}}\n`,
  'facts/age.yaml': `${aboutFact('age')}type: integer\nmin: 0\nmax: 120\nunit: year\nunits: {}\n`,
  'facts/share.yaml': `${aboutFact('share')}type: number\nmin: 0\nmax: 1\nunit: fraction\n`,
  [`${scheme}/scheme.yaml`]: `name: {zh: 技能培训, en: Skills training}
called: [培训]
clause: plan:1.1
for: person
audience: {zh: 搬来的人, en: People who moved}
gives: {zh: 培训, en: Training}
apply: {zh: 到社区, en: At the community office}
papers: {zh: 没写, en: Not stated}
offered_with: [plan:1.1/training]
`,
  [`${scheme}/parameters.yaml`]: `adult:
  unit: year
  clause: plan:1.1
  values:
    - {from: unstated, to: 2020-12-31, at_least: 18, words: 十八周岁}
    - {from: 2021-01-01, at_least: 16, words: 十六周岁}
`,
  [`${scheme}/rules.yaml`]: `conditions:
  moved:
    fact: relocated
    is: yes
    clause: plan:1.1
    met: {zh: 您是搬来的, en: You moved}
    unmet: {zh: 您不是搬来的, en: You did not move}
  grown-up:
    fact: age
    meets: adult
    clause: plan:1.1
    met: {zh: '您满了{{adult}}岁', en: 'You are {{adult}}'}
    unmet: {zh: '您没满{{adult}}岁', en: 'You are not {{adult}}'}
requires: [moved]
determinations:
  - id: training
    outcome: eligible
    when: [grown-up]
    says: {zh: 您可以培训, en: You may be trained}
    next: {zh: 找社区, en: Ask at the office}
otherwise:
  says: {zh: 您不符合, en: You do not qualify}
  next: {zh: 找社区, en: Ask at the office}
`,
  [`${scheme}/cases.yaml`]: `- case: 旧数字的最后一天，十八岁可以
  on: 2020-12-31
  facts: {relocated: yes, age: 18}
  expect: {outcome: eligible, determination: training}
- case: 旧数字的最后一天，十七岁不可以
  on: 2020-12-31
  facts: {relocated: yes, age: 17}
  expect: {outcome: ineligible}
- case: 新数字的第一天，十六岁可以
  on: 2021-01-01
  facts: {relocated: yes, age: 16}
  expect: {outcome: eligible, determination: training}
- case: 新数字的第一天，十五岁不可以
  on: 2021-01-01
  facts: {relocated: yes, age: 15}
  expect: {outcome: ineligible}
- case: 什么都没说，定不下来
  facts: {}
  expect: {outcome: unknown, missing: [age, relocated]}
`,
};

/** Writes the small knowledge with some files changed, lets it be read, and removes it. */
export function readSmall<T>(changes: Files, read: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'anjia-schemes-'));
  try {
    for (const [file, content] of Object.entries({ ...small, ...changes })) {
      if (content === undefined) continue;
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One file of the small knowledge with some words replaced; they must be there. */
export function mended(file: string, from: string, to: string): Files {
  const text = small[file];
  if (!text?.includes(from)) throw new Error(`${file} has no “${from}”`);
  return { [file]: text.replace(from, () => to) };
}
