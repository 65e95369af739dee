import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from 'citty';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eligibility } from '../../src/commands/eligibility.ts';
import { UsageError } from '../../src/commands/usage.ts';
import { folders } from '../../src/config.ts';
import { loadRules } from '../../src/rules.ts';
import { anjia, type Ran } from '../support/command.ts';

type Line = Readonly<Record<string, unknown>>;
const check = (id: string | number, scheme: string, facts: object, as_of?: string | null) =>
  JSON.stringify({ id, scheme, facts, as_of });
const parse = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Line);
/** What `anjia eligibility <args>` prints, without a process of its own. */
async function printed(args: readonly string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  await runCommand(eligibility, { rawArgs: [...args] });
  return log.mock.calls.join('\n');
}
afterEach(() => {
  vi.restoreAllMocks();
});
const noDataDir = () => join(mkdtempSync(join(tmpdir(), 'anjia-')), 'data');

describe('anjia eligibility --jsonl with good lines', () => {
  const relief = 'guizhou.temporary-relief';
  const poor = { relocated: true, registered_poor: true };
  const member = { cross_collective: true, written_application: true, publicised_without_objection: true };
  const lines: readonly (readonly [line: string, result: Line])[] = [
    [
      check('partly known', 'guangxi.temporary-dibao', { relocated: true, employment: 'none' }, '2026-11-22'),
      {
        outcome: 'unknown',
        determination: null,
        missing: ['assets_within_limit', 'has_industry_support', 'livelihood_difficulty'],
        clauses: ['guangxi:2.5'],
        in_force: true,
      },
    ],
    [
      check('one fact decides', 'guangxi.temporary-dibao', { relocated: false }),
      { outcome: 'ineligible', determination: null, missing: [] },
    ],
    [
      check('null is not given', 'guangxi.pension', { relocated: true, employment: null }, null),
      { outcome: 'unknown', determination: null, missing: ['employment'] },
    ],
    [
      check('others are ignored', 'guangxi.pension', {
        relocated: true,
        employment: 'stable',
        age: 40,
        move_scope: 'cross_province',
      }),
      { outcome: 'required', determination: 'employee-pension-mandatory', missing: [] },
    ],
    [check('nothing given', 'guizhou.police-room', {}), { outcome: 'unknown', missing: ['settlement_population'] }],
    [check('the day before', relief, poor, '2015-12-31'), { outcome: 'ineligible', determination: null, in_force: false }],
    [
      check('the first day', relief, poor, '2016-01-01'),
      { outcome: 'eligible', determination: 'one-off-relief', in_force: true },
    ],
    [check('the last day', relief, poor, '2020-12-31'), { outcome: 'eligible', determination: 'one-off-relief', in_force: true }],
    [
      check('the day after', relief, {}, '2021-01-01'),
      { outcome: 'ineligible', determination: null, missing: [], in_force: false },
    ],
    [check('today, long after', relief, poor), { outcome: 'ineligible', determination: null, in_force: false }],
    [
      check('a draft', 'chongqing.emergency-relief', { relocated: true, sudden_hardship: true }),
      { outcome: 'eligible', determination: 'temporary-assistance', clauses: ['chongqing-support:5.14'], in_force: false },
    ],
    [
      check('of a draft, not known', 'chongqing.emergency-relief', { relocated: true }),
      { outcome: 'unknown', missing: ['sudden_hardship'], in_force: false },
    ],
    [
      check('two thirds', 'chongqing.collective-membership', { ...member, approval_ratio: 2 / 3 }),
      { outcome: 'eligible', in_force: true },
    ],
    [
      check('nearly two thirds', 'chongqing.collective-membership', { ...member, approval_ratio: 0.6666666 }),
      { outcome: 'ineligible' },
    ],
    [check(4, 'guangxi.skills-training', { age: 15, relocated: true }), { outcome: 'ineligible' }],
    [check('a\u2028b', 'guangxi.skills-training', { age: 15 }), { outcome: 'ineligible', missing: [] }],
  ];
  const dataDir = noDataDir();
  let ran: Ran;
  let results: readonly Line[];
  beforeAll(async () => {
    const [first, ...others] = lines.map(([line]) => line);
    ran = await anjia(['eligibility', '--jsonl'], `\ufeff${first}\r\n\n  \r\n${others.join('\n')}`, { DATA_DIR: dataDir });
    results = parse(ran.out);
  });

  it('answers each in order and exits with 0, past a byte order mark and blank lines', () => {
    expect([ran.status, ran.error]).toEqual([0, '']);
    expect(results.map(({ id }) => id)).toEqual(lines.map(([line]) => (JSON.parse(line) as Line)['id']));
  });

  it.each(lines.map(([line, result], i) => [(JSON.parse(line) as Line)['id'], i, result] as const))(
    'decides “%s”',
    (_, i, result) => {
      expect(results[i]).toMatchObject(result);
    },
  );

  it('prints the fields in their order, with an explanation that names the clause', () => {
    const fields = ['id', 'scheme', 'outcome', 'determination', 'missing', 'clauses', 'in_force', 'explanation'];
    expect(results.map(Object.keys)).toEqual(lines.map(() => fields));
    expect(results[0]?.['scheme']).toBe('guangxi.temporary-dibao');
    expect(results[0]?.['explanation']).toContain('二(五)');
  });

  it('explains as it does to a person', async () => {
    const person = await printed(['guangxi.temporary-dibao', 'relocated=yes', 'employment=none', '--on', '2026-11-22']);
    expect(person).toBe(results[0]?.['explanation']);
  });

  it('writes nothing', () => {
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('anjia eligibility --jsonl with bad lines', () => {
  const training = (facts: unknown, more: object = {}) =>
    JSON.stringify({ id: 'x', scheme: 'guangxi.skills-training', facts, ...more });
  const fact = (name: string, value: unknown) => [training({ [name]: value }), 'x', 'bad-value', name] as const;
  const named = (scheme: unknown) => JSON.stringify({ id: 'x', scheme, facts: {} });
  const bad: readonly (readonly [line: string, id: unknown, code: string, mention: string])[] = [
    ['{', null, 'not-json', 'JSON'],
    ['[]', null, 'bad-field', '{}'],
    ['null', null, 'bad-field', '{}'],
    ['"x"', null, 'bad-field', '{}'],
    [JSON.stringify({ scheme: 'guangxi.pension', facts: {} }), null, 'bad-field', 'id'],
    [JSON.stringify({ id: true, scheme: 'guangxi.pension', facts: {} }), null, 'bad-field', 'id'],
    [JSON.stringify({ id: 7, facts: {} }), 7, 'bad-field', 'scheme'],
    [named(null), 'x', 'bad-field', 'scheme'],
    [named('guangxi.nothing'), 'x', 'unknown-scheme', 'guangxi.nothing'],
    [named('guangxi'), 'x', 'unknown-scheme', 'guangxi'],
    [named('__proto__'), 'x', 'unknown-scheme', '__proto__'],
    [JSON.stringify({ id: 'x', scheme: 'guangxi.pension' }), 'x', 'bad-field', 'facts'],
    [training(null), 'x', 'bad-field', 'facts'],
    [training([]), 'x', 'bad-field', 'facts'],
    [training('age=16'), 'x', 'bad-field', 'facts'],
    [training({}, { as_of: '2026-02-30' }), 'x', 'bad-day', '2026-02-30'],
    [training({}, { as_of: 'today' }), 'x', 'bad-day', 'today'],
    [training({}, { as_of: '' }), 'x', 'bad-day', '“”'],
    [training({}, { as_of: 20_261_122 }), 'x', 'bad-field', 'as_of'],
    [training({ height: 170 }), 'x', 'unknown-fact', 'height'],
    [training({ height: null }), 'x', 'unknown-fact', 'height'],
    [training({ constructor: true }), 'x', 'unknown-fact', 'constructor'],
    ['{"id":"x","scheme":"guangxi.pension","facts":{"__proto__":{"relocated":true}}}', 'x', 'unknown-fact', '__proto__'],
    fact('relocated', 'yes'),
    fact('relocated', 1),
    fact('age', '16'),
    fact('age', true),
    fact('age', 16.5),
    fact('age', -1),
    fact('age', 121),
    fact('age', [16]),
    fact('employment', 'None'),
    fact('employment', ['none']),
    fact('approval_ratio', '2/3'),
    fact('approval_ratio', 1.01),
    ['{"id":"x","scheme":"guangxi.skills-training","facts":{"age":1e999}}', 'x', 'bad-value', 'age'],
    [
      JSON.stringify({ id: 'x', scheme: 'guizhou.residency-document', facts: { move_scope: 'cross_province' } }),
      'x',
      'bad-value',
      'move_scope',
    ],
  ];
  const good = check('good', 'guangxi.skills-training', { relocated: true, age: 0, able_to_work: null });

  it('says in its place what is wrong with each, answers the others, and exits with 1', async () => {
    const dataDir = noDataDir();
    const { out, error, status } = await anjia(
      ['eligibility', '--jsonl'],
      [good, '', ...bad.map(([line]) => line), good].join('\n'),
      {
        DATA_DIR: dataDir,
      },
    );
    const [first, ...lines] = parse(out);
    const last = lines.pop();
    expect([status, error, existsSync(dataDir)]).toEqual([1, '', false]);
    expect([first, last]).toMatchObject([
      { id: 'good', outcome: 'ineligible' },
      { id: 'good', outcome: 'ineligible' },
    ]);
    expect(lines).toEqual(
      bad.map(([, id, code, mention], i) => ({ id, error: { line: i + 3, code, message: expect.stringContaining(mention) } })),
    );
    expect(Object.keys(lines[0]!)).toEqual(['id', 'error']);
    expect(Object.keys(lines[0]!['error'] as object)).toEqual(['line', 'code', 'message']);
  });

  it('says nothing to nobody', async () => {
    expect(await anjia(['eligibility', '--jsonl'])).toEqual({ out: '', error: '', status: 0 });
  });
});

describe('anjia eligibility for a person', () => {
  const { schemes } = loadRules(folders.knowledge);
  const relief = [...schemes.values()].find(({ id }) => id === 'guizhou.temporary-relief')!;
  const asked = [relief.id, 'relocated=yes', 'registered_poor=yes'];
  const training = 'guangxi.skills-training';

  it('lists every scheme with what its facts may be, and exits with 0', async () => {
    const dataDir = noDataDir();
    const { out, error, status } = await anjia(['eligibility'], '', { DATA_DIR: dataDir });
    const lines = out.trimEnd().split('\n');
    expect([status, error, existsSync(dataDir)]).toEqual([0, '', false]);
    expect(lines.map(line => line.split('  ')[0])).toEqual([...schemes.keys()]);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^guizhou\.residency-document {2}\S+ {2}relocated=yes\|no hukou_moved=yes\|no move_scope=within_county\|cross_county$/,
      ),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^guangxi\.skills-training .* age=0\.\.120 /));
  });

  const { says } = relief.determinations[0]!;
  it.each([
    ['in Chinese', [...asked, '--on', '2020-12-31'], says.zh, '三(一)4'],
    ['in English', [...asked, '--on', '2020-12-31', '--language', 'en'], says.en, '三(一)4'],
    ['once its time is over', [...asked, '--on', '2021-01-01'], relief.lapsed!.zh, '三(一)4'],
    ['in English once its time is over', [...asked, '--language=en', '--on=2021-01-01'], relief.lapsed!.en, '三(一)4'],
    ['a number that is not enough', [training, 'age=15', '--language', 'en'], '✗ You are not yet 16', '二(八)'],
    ['a share', ['chongqing.collective-membership', 'approval_ratio=2/3'], '✓ 三分之二', '一(三)'],
  ])('explains %s', async (_, args, said, label) => {
    const out = await printed(args);
    expect(out).toContain(said);
    expect(out).toContain(label);
  });

  it.each([
    ['a scheme that is not there', ['guangxi.nothing'], '“guangxi.nothing”'],
    [
      'a fact that is not there, with those that are',
      [training, 'height=170'],
      'relocated wants_training age able_to_work registered_poor',
    ],
    ['a fact that the scheme does not ask', [training, 'employment=none'], '“employment”'],
    ['a fact without a value', [training, 'relocated'], '“relocated”'],
    ['a value that is none', [training, 'relocated=true'], '“true”'],
    ['a number out of range', [training, 'age=121'], '“121”'],
    ['a number in words', [training, 'age=十六'], '“十六”'],
    ['a value that the clause does not know', ['guizhou.residency-document', 'move_scope=cross_province'], '“cross_province”'],
    ['a day that is none', [training, '--on', '2026-02-30'], '“2026-02-30”'],
  ])('refuses %s in a sentence', async (_, args, mention) => {
    const refusal: unknown = await printed(args).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as UsageError).message).toContain(mention);
    expect((refusal as UsageError).message).toMatch(/。$/);
  });

  it.each([
    ['a wrong fact', [training, 'height=170'], 'height'],
    ['a wrong option', [training, '--date', '2026-02-20'], '--date'],
    ['a language that is not there', [training, '--language', 'de'], 'de'],
  ])('exits with 2 for %s and prints no more than what is wrong', async (_, args, mention) => {
    const { out, error, status } = await anjia(['eligibility', ...args]);
    expect([status, out]).toEqual([2, '']);
    expect(error.trimEnd().split('\n')).toEqual([expect.stringContaining(mention)]);
  });
});
