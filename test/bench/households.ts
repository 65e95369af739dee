/**
 * `npm run bench:households`: how long a county's tables take, 10,000 households of four, read from an .xlsx and turned into drafts.
 */
import { performance } from 'node:perf_hooks';
import { utils, write } from '@e965/xlsx';
import { readHouseholds } from '../../src/directory/household-sheet/index.ts';
import { dayAt } from '../../src/shared/calendar.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { householdWords } from '../support/household-words.ts';
import { identityNumber } from '../support/workbooks.ts';

const HOUSEHOLDS = 10_000;
const MEMBERS = [
  ['户主', '1980', '普通劳动力', '务工'],
  ['配偶', '1982', '普通劳动力', '灵活就业'],
  ['长子', '2008', '无劳动力', '无'],
  ['父亲', '1955', '弱劳动力', '无'],
] as const;

/** Household columns merged over the members, as offices do it. */
function tableOf(households: number): Uint8Array {
  const rows: (string | number)[][] = [['一户一档登记表'], householdWords.template.columns.map(({ heading }) => heading)];
  const merges = ['A1:T1'];
  for (let household = 0; household < households; household++) {
    const first = rows.length + 1;
    for (const [at, [relation, year, labour, work]] of MEMBERS.entries()) {
      const number = household * MEMBERS.length + at;
      const birth = `${year}${two(1 + (number % 12))}${two(1 + (household % 28))}`;
      const identity = identityNumber(birth, household % 1000, String(520000 + Math.floor(household / 1000)));
      const name = `张${number}`.replace(/\d/g, digit => '零一二三四五六七八九'[Number(digit)] ?? '');
      const own = [
        name,
        relation,
        identity,
        '',
        '',
        `138${String(number).padStart(8, '0')}`,
        labour,
        work,
        '县城',
        '',
        '初中',
        '健康',
      ];
      const home = at === 0 ? [`H${household}`, `${1 + (household % 60)}栋`, '1单元', String(101 + household)] : ['', '', '', ''];
      const last = at === 0 ? ['脱贫户', '某镇某村', '2019-05-03'] : ['', '', ''];
      rows.push([number + 1, ...home, ...own, ...last]);
    }
    for (const column of ['B', 'C', 'D', 'E', 'R', 'S', 'T'])
      merges.push(`${column}${first}:${column}${first + MEMBERS.length - 1}`);
  }
  const sheet = utils.aoa_to_sheet(rows.map(row => row.map(value => (value === '' ? null : value))));
  sheet['!merges'] = merges.map(range => utils.decode_range(range));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '一户一档');
  return new Uint8Array(write(book, { type: 'buffer', compression: true }) as Uint8Array);
}

const two = (number: number): string => String(number).padStart(2, '0');

const bytes = tableOf(HOUSEHOLDS);
globalThis.gc?.();
const before = process.memoryUsage().rss;
const cpu = process.cpuUsage();
const started = performance.now();
const spreadsheet = readSpreadsheet(bytes);
if (!spreadsheet.ok) throw new Error(spreadsheet.fault.code);
const read = performance.now();
const { households, rows } = readHouseholds(spreadsheet.sheets, householdWords, dayAt(new Date('2026-11-29')));
const drafted = performance.now();
const used = process.cpuUsage(cpu);
const taken = rows.filter(({ outcome }) => outcome === 'taken').length;
const megabytes = (count: number) => `${Math.round(count / 2 ** 20)} MiB`;
console.log(`${megabytes(bytes.length)}, ${rows.length} rows, ${households.length} households, ${taken} rows without a warning`);
console.log(
  `read ${Math.round(read - started)} ms, drafts ${Math.round(drafted - read)} ms, together ${Math.round(drafted - started)} ms, of which ${Math.round((used.user + used.system) / 1000)} ms of processor`,
);
console.log(
  `memory ${megabytes(before)} before, ${megabytes(process.memoryUsage().rss)} at the end, ${megabytes(process.resourceUsage().maxRSS * 1024)} at most`,
);
