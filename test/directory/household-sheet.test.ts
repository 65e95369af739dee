import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { householdTemplate, readHouseholds } from '../../src/directory/household-sheet/index.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { householdWords } from '../support/household-words.ts';
import { csv, identityNumber, xlsx } from '../support/workbooks.ts';

const on = '2026-11-29' as Day;
const read = (bytes: Uint8Array) => {
  const spreadsheet = readSpreadsheet(bytes);
  if (!spreadsheet.ok) throw new Error(spreadsheet.fault.code);
  return readHouseholds(spreadsheet.sheets, householdWords, on);
};
const readRows = (...rows: string[][]) => read(Buffer.from(csv(rows)));
/** `5 warned identity-check` */
const told = ({ rows }: ReturnType<typeof read>) =>
  rows.map(({ row, outcome, reasons }) => [row, outcome, ...reasons.map(({ code }) => code)].join(' '));

const [head, spouse, child, other] = [
  identityNumber('19800307', 11),
  identityNumber('19820411', 22),
  identityNumber('20100903', 31),
  identityNumber('19770101', 41),
];

const HEADER = ['户编号', '楼栋', '单元', '房号', '姓名', '与户主关系', '身份证号'];

describe('a table with a row for each member', () => {
  it('gathers households whose columns are merged over their members, below a title and two header rows', async () => {
    const bytes = await xlsx(
      [
        ['幸福社区一户一档登记表'],
        ['填报单位：幸福社区', undefined, undefined, '2026年11月'],
        ['序号', '户编号', '住房信息', undefined, undefined, '家庭成员', undefined, undefined, '户类型'],
        [undefined, undefined, '楼栋', '单元', '房号', '姓名', '与户主关系', '身份证号', undefined],
        [1, 'H001', '3栋', '2', '501', '张三', '户主', head, '脱贫户、低保'],
        [2, undefined, undefined, undefined, undefined, '李四', '配偶', spouse, undefined],
        [3, undefined, undefined, undefined, undefined, '张小明', '长子', child, undefined],
        [4, 'H002', '三号楼', '一单元', '0102室', '王五', '户主', other, '一般户'],
        ['合计', undefined, undefined, undefined, undefined, '4人'],
        ['填表人：赵六', undefined, undefined, '审核人：钱七'],
      ],
      sheet => {
        sheet.mergeCells('A1:I1');
        sheet.mergeCells('C3:E3');
        sheet.mergeCells('F3:H3');
        for (const column of ['A', 'B', 'I']) sheet.mergeCells(`${column}3:${column}4`);
        for (const column of ['B', 'C', 'D', 'E', 'I']) sheet.mergeCells(`${column}5:${column}7`);
      },
    );
    const { households, rows, sheets } = read(bytes);
    expect(households).toEqual([
      {
        code: 'H001',
        building: '3',
        entrance: '2',
        room: '501',
        members: [
          { id: 'm1', name: '张三', relation: 'head', identityNumber: head, birth: '1980-03-07', sex: 'male' },
          { id: 'm2', name: '李四', relation: 'spouse', identityNumber: spouse, birth: '1982-04-11', sex: 'female' },
          { id: 'm3', name: '张小明', relation: 'child', identityNumber: child, birth: '2010-09-03', sex: 'male' },
        ],
        marks: { is: ['out-of-poverty', 'dibao'], not: [] },
        rows: [5, 6, 7].map(row => ({ sheet: '户表', row })),
      },
      {
        code: 'H002',
        building: '3',
        entrance: '1',
        room: '102',
        members: [{ id: 'm1', name: '王五', relation: 'head', identityNumber: other, birth: '1977-01-01', sex: 'male' }],
        marks: { is: [], not: ['out-of-poverty'] },
        rows: [{ sheet: '户表', row: 8 }],
      },
    ]);
    expect(rows.every(({ outcome }) => outcome === 'taken')).toBe(true);
    expect(sheets).toEqual([{ sheet: '户表', outcome: 'read', lacking: [], unread: [], repeated: [], skipped: 2 }]);
  });

  it.each([
    ['filled in the head’s row alone', ['H1', '3', '2', '501'], ['', '', '', '']],
    ['filled in every row', ['H1', '3', '2', '501'], ['H1', '3栋', '2单元', '501室']],
    ['with the number in the head’s row alone', ['H1', '3', '2', '501'], ['', '3', '2', '501']],
    ['without a number', ['', '3', '2', '501'], ['', '3', '', '']],
  ])('takes two households that are %s', (_, first, next) => {
    const second = first[0] === '' ? ['', '3', '2', '502'] : ['H2', '3', '2', '502'];
    const { households } = readRows(
      HEADER,
      [...first, '张三', '户主', head],
      [...next, '李四', '妻子', spouse],
      [...second, '王五', '户主', other],
    );
    expect(households.map(({ room, members }) => [room, ...members.map(({ name }) => name)])).toEqual([
      ['501', '张三', '李四'],
      ['502', '王五'],
    ]);
  });

  it('takes a head that stands below the others', () => {
    const { households } = readRows(
      HEADER,
      ['', '3', '2', '501', '李四', '配偶', spouse],
      ['', '3', '2', '501', '张三', '户主', head],
    );
    expect(households.map(({ members }) => members.map(({ name }) => name))).toEqual([['张三', '李四']]);
  });

  it('joins rows of one number that stand apart, in several sheets too', async () => {
    const bytes = await xlsx(
      [HEADER, ['H1', '3', '2', '501', '张三', '户主', head], ['H2', '3', '2', '502', '王五', '户主', other]],
      (_, workbook) => {
        const sheet = workbook.addWorksheet('补充');
        sheet.addRow(HEADER);
        sheet.addRow(['H1', '', '', '', '李四', '配偶', spouse]);
      },
    );
    const { households } = read(bytes);
    expect(households.map(({ members }) => members.length)).toEqual([2, 1]);
    expect(households[0]?.rows).toEqual([
      { sheet: '户表', row: 2 },
      { sheet: '补充', row: 2 },
    ]);
  });

  it('joins a household that was pasted twice, and says so at its rows', () => {
    const block = [
      ['', '3', '2', '501', '张三', '户主', head],
      ['', '', '', '', '李四', '配偶', spouse],
    ];
    const result = readRows(HEADER, ...block, ...block);
    expect(result.households.map(({ members }) => members.length)).toEqual([2]);
    expect(told(result)).toEqual(['2 taken', '3 taken', '4 warned member-again', '5 warned member-again']);
  });

  it('does not take two people for one because of their name', () => {
    const { households } = readRows(HEADER, ['', '', '', '', '张伟', '户主', ''], ['', '', '', '', '张伟', '户主', '']);
    expect(households).toHaveLength(2);
  });

  it('keeps members of a refused head out of the household above', () => {
    const result = readRows(
      HEADER,
      ['', '3', '2', '501', '张三', '户主', head],
      ['', '3', '2', '502', '', '户主', other],
      ['', '', '', '', '李四', '配偶', spouse],
    );
    expect(result.households.map(({ members }) => members.length)).toEqual([1]);
    expect(told(result)).toEqual(['2 taken', '3 refused name-missing', '4 refused household-missing']);
  });
});

describe('a table with a row for each household', () => {
  it('takes the head, the address and what the household is', () => {
    const result = readRows(
      ['户主姓名', '户主身份证号', '户主电话', '家庭人口', '安置地址', '是否脱贫户', '是否低保', '监测对象'],
      ['张 三', head.toLowerCase(), '138 1234 5678', '4', '3栋2单元501', '是', '否', '脱贫不稳定户'],
      ['王五', other, '', '2', '幸福小区A区十二幢301室', '√', '', '否'],
    );
    expect(result.households).toMatchObject([
      {
        building: '3',
        entrance: '2',
        room: '501',
        members: [{ name: '张三', relation: 'head', identityNumber: head, phone: '13812345678' }],
        marks: { is: ['out-of-poverty', 'unstable'], not: ['dibao'] },
      },
      { building: 'A区12', room: '301', marks: { is: ['out-of-poverty'], not: ['monitored'] } },
    ]);
    expect(told(result)).toEqual(['2 taken', '3 taken']);
  });

  it('keeps what is the head’s apart from what is a member’s', async () => {
    const bytes = await xlsx(
      [
        ['户主信息', undefined, undefined, '家庭成员', undefined, undefined, undefined],
        ['姓名', '身份证号', '联系电话', '姓名', '与户主关系', '身份证号', '联系电话'],
        ['张三', head, '13812345678', '李四', '配偶', spouse, '13987654321'],
        [undefined, undefined, undefined, '张小明', '长子', child, undefined],
      ],
      sheet => {
        sheet.mergeCells('A1:C1');
        sheet.mergeCells('D1:G1');
      },
    );
    expect(read(bytes).households[0]?.members).toMatchObject([
      { name: '张三', relation: 'head', identityNumber: head, phone: '13812345678' },
      { name: '李四', relation: 'spouse', identityNumber: spouse, phone: '13987654321' },
      { name: '张小明', relation: 'child', identityNumber: child },
    ]);
  });
});

describe('addresses', () => {
  it.each([
    ['3栋2单元501', '3', '2', '501'],
    ['3-2-501', '3', '2', '501'],
    ['3－2－501室', '3', '2', '501'],
    ['三号楼501室', '3', undefined, '501'],
    ['十二幢一单元一零二', '12', '1', '102'],
    ['3号楼2单元5楼501室', '3', '2', '501'],
    ['3栋2-501', '3', '2', '501'],
    ['12#1001', '12', undefined, '1001'],
    ['B座1203', 'B', undefined, '1203'],
    ['思源社区东区03栋 2单元 0501号', '东区3', '2', '501'],
    ['惠民小区二期5幢', '二期5', undefined, undefined],
    ['3-501', '3', undefined, '501'],
  ])('reads %s', (address, building, entrance, room) => {
    const { households } = readRows(['户主姓名', '现住址'], ['张三', address]);
    const { building: b, entrance: e, room: r } = households[0] ?? {};
    expect([b, e, r]).toEqual([building, entrance, room]);
  });

  it.each([['某镇某村'], ['2003-02-01'], ['501'], ['3栋2单元501及502']])('does not guess what %s means', address => {
    const result = readRows(['户主姓名', '现住址'], ['张三', address]);
    expect(result.households[0]?.building).toBeUndefined();
    expect(told(result)).toEqual(['2 warned unknown-value building-missing']);
  });
});

describe('what a row says of somebody', () => {
  /** One head with a column of our choice. */
  const withColumn = (heading: string, value: string, more: Record<string, string> = {}) => {
    const columns = { 姓名: '张三', 与户主关系: '户主', 楼栋: '3', ...more, [heading]: value };
    return readRows(Object.keys(columns), Object.values(columns));
  };
  const old = `${head.slice(0, 6)}${head.slice(8, 17)}`;

  it.each([
    ['a right number', head, head, 'taken'],
    ['a small x', identityNumber('19491231', 2, '110105').toLowerCase(), '11010519491231002X', 'taken'],
    [
      'full width and spaces',
      `${head.slice(0, 6)} ${head.slice(6).replace(/./g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))}`,
      head,
      'taken',
    ],
    ['a wrong check digit', `${head.slice(0, 17)}${head.endsWith('1') ? '2' : '1'}`, undefined, 'warned identity-check'],
    ['a day that does not exist', identityNumber('19800231', 11), undefined, 'warned identity-birth'],
    ['fifteen digits', old, undefined, 'warned identity-old'],
    ['a digit too few', head.slice(1), undefined, 'warned identity-length'],
    ['a masked number', '5221211980****0011', undefined, 'warned identity-length'],
    ['a number that a text file shortened', '5.22121E+17', undefined, 'warned digits-lost'],
    ['a dash', '—', undefined, 'taken'],
  ])('takes %s as an identity number or leaves it out', (_, written, number, outcome) => {
    const result = withColumn('身份证号', written);
    expect(result.households[0]?.members[0]?.identityNumber).toBe(number);
    expect(told(result)).toEqual([`2 ${outcome}`]);
  });

  it.each([
    ['2019.5.3', '2019-05-03', 'taken'],
    ['2019年5月3日', '2019-05-03', 'taken'],
    ['2019/5/3', '2019-05-03', 'taken'],
    ['20190503', '2019-05-03', 'taken'],
    ['２０１９．０５．０３', '2019-05-03', 'taken'],
    ['2019-05-03 00:00:00', '2019-05-03', 'taken'],
    ['43588', '2019-05-03', 'taken'],
    ['2019.5', '2019-05-01', 'warned day-month'],
    ['2019年5月', '2019-05-01', 'warned day-month'],
    ['2019.1', undefined, 'warned day-unclear'],
    ['2019', undefined, 'warned day-wrong'],
    ['2019-02-30', undefined, 'warned day-wrong'],
    ['2027-01-01', undefined, 'warned day-future'],
    ['去年', undefined, 'warned day-wrong'],
  ])('reads the day %s', (written, day, outcome) => {
    const result = withColumn('入住时间', written);
    expect(result.households[0]?.movedIn).toBe(day);
    expect(told(result)).toEqual([`2 ${outcome}`]);
  });

  it('leaves out a birth of which the day is not known', () => {
    const result = withColumn('出生年月', '1980.5');
    expect(result.households[0]?.members[0]?.birth).toBeUndefined();
    expect(told(result)).toEqual(['2 warned day-month']);
  });

  it.each([
    ['13812345678', '13812345678', 'taken'],
    ['+86 138-1234-5678', '13812345678', 'taken'],
    ['0851-12345678', '085112345678', 'taken'],
    ['13812345678/13987654321', '13812345678', 'warned phone-several'],
    ['1381234567', undefined, 'warned phone-wrong'],
    ['同上', undefined, 'warned phone-wrong'],
  ])('reads the phone number %s', (written, phone, outcome) => {
    const result = withColumn('联系电话', written);
    expect(result.households[0]?.members[0]?.phone).toBe(phone);
    expect(told(result)).toEqual([`2 ${outcome}`]);
  });

  it.each([
    ['劳动能力', '弱劳动力', { labour: 'partial' }, 'taken'],
    ['劳动能力', '无劳动力', { labour: 'none' }, 'taken'],
    ['就业情况', '灵活就业', { work: 'flexible' }, 'taken'],
    ['就业情况', '务工', { work: 'stable' }, 'taken'],
    ['性别', '女', { sex: 'female' }, 'taken'],
    ['性别', '未说明', {}, 'warned unknown-value'],
    ['与户主关系', '干亲', { relation: 'other' }, 'warned unknown-value no-head'],
    ['与户主关系', '', { relation: 'other' }, 'warned relation-missing no-head'],
    ['姓名', '张三（已故）', { name: '张三' }, 'warned name-remark'],
    ['姓名', '阿依古丽·买买提', { name: '阿依古丽·买买提' }, 'taken'],
    ['技能', '织'.repeat(201), {}, 'warned too-long'],
  ])('reads %s: %s', (heading, written, member, outcome) => {
    const result = withColumn(heading, written);
    expect(result.households[0]?.members[0]).toEqual({ id: 'm1', name: '张三', relation: 'head', ...member });
    expect(told(result)).toEqual([`2 ${outcome}`]);
  });

  it('names the column and the value of what it does not know', () => {
    expect(withColumn('劳动能力（类型）', '说不清').rows[0]?.reasons).toEqual([
      { code: 'unknown-value', params: { column: '劳动能力（类型）', value: '说不清' } },
    ]);
  });

  it.each([
    ['birth', '出生日期', '1980-03-08', 'birth-differs'],
    ['sex', '性别', '女', 'sex-differs'],
    ['age', '年龄', '30', 'age-differs'],
  ])('believes the identity number where the %s says otherwise', (_, heading, written, code) => {
    const result = withColumn(heading, written, { 身份证号: head });
    expect(result.households[0]?.members[0]).toMatchObject({ birth: '1980-03-07', sex: 'male' });
    expect(told(result)).toEqual([`2 warned ${code}`]);
  });

  it('lets an age be counted from the year of birth', () => {
    expect(told(withColumn('年龄', '47', { 身份证号: head }))).toEqual(['2 taken']);
  });

  it.each([
    ['a name that is a number', '12345', 'name-wrong'],
    ['no name', '', 'name-missing'],
  ])('refuses %s', (_, name, code) => {
    expect(told(withColumn('姓名', name))).toEqual([`2 refused ${code}`]);
  });
});

describe('what does not fit together', () => {
  it('refuses an identity number that another household has, and says where', () => {
    const result = readRows(HEADER, ['H1', '3', '2', '501', '张三', '户主', head], ['H2', '3', '2', '502', '张三', '户主', head]);
    expect(result.rows[1]).toEqual({
      sheet: '',
      row: 3,
      outcome: 'refused',
      reasons: [{ code: 'identity-elsewhere', params: { sheet: '', row: 2 } }],
    });
    expect(result.households).toHaveLength(1);
  });

  it('warns of two heads, of none, of a missing building, and of other numbers of people', () => {
    const result = readRows(
      ['户编号', '楼栋', '姓名', '与户主关系', '家庭人口数'],
      ['H1', '3', '张三', '户主', '2'],
      ['H1', '3', '王五', '户主', '2'],
      ['H2', '', '赵六', '长子', '4'],
    );
    expect(told(result)).toEqual(['2 taken', '3 warned second-head', '4 warned no-head building-missing size-differs']);
    expect(result.households[0]?.members.map(({ relation }) => relation)).toEqual(['head', 'other']);
  });

  it('believes the first of two rows that say different things of one household', () => {
    const result = readRows(
      HEADER,
      ['H1', '3', '2', '501', '张三', '户主', head],
      ['H1', '4', '2', '501', '李四', '配偶', spouse],
    );
    expect(result.households[0]?.building).toBe('3');
    expect(result.rows[1]?.reasons).toEqual([{ code: 'differs', params: { column: '楼栋', sheet: '', row: 2 } }]);
  });
});

describe('every row of data', () => {
  it('is reported once, whatever it holds', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        '户主',
        '配偶',
        '合计',
        '注:',
        '张三',
        '李四',
        '3栋',
        'H1',
        'H2',
        head,
        spouse,
        '2019.5',
        '__proto__',
        '示例',
        '女',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const columns = householdWords.columns.map(({ names }) => names[0] ?? '');
    const headings = new Set(['', ...householdWords.columns.flatMap(({ names }) => names)]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(columns, { minLength: 3 }),
        fc.array(fc.array(cell, { minLength: 3, maxLength: 30 }), { maxLength: 12 }),
        (header, rows) => {
          // What holds nothing but headings goes on with the header.
          fc.pre(!rows[0]?.every(cell => headings.has(cell)));
          const sheet = {
            name: '表',
            hidden: false,
            rows: [header, ...rows].map((cells, index) => ({ number: index + 1, hidden: false, cells, notes: new Map() })),
          };
          const { households, rows: reports, sheets } = readHouseholds([sheet], householdWords, on);
          if (sheets[0]?.outcome !== 'read') return;
          expect(reports.length + (sheets[0]?.skipped ?? 0)).toBe(rows.length);
          expect(households.flatMap(household => household.rows)).toHaveLength(
            reports.filter(({ outcome }) => outcome !== 'refused').length,
          );
          expect(reports.every(({ outcome, reasons }) => (outcome === 'taken') === (reasons.length === 0))).toBe(true);
          expect(households.every(({ members }) => members.length > 0)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the template', () => {
  it('is read without a fault when it comes back, and its example is passed over', async () => {
    const { households, rows, sheets } = read(await householdTemplate(householdWords));
    expect({ households, rows }).toEqual({ households: [], rows: [] });
    expect(sheets[0]).toEqual({ sheet: '一户一档', outcome: 'read', lacking: [], unread: [], repeated: [], skipped: 1 });
  });

  it('offers no choice that an import would not understand', async () => {
    const { columns } = householdWords.template;
    const headings = columns.map(({ heading }) => heading);
    for (const [index, { choices = [] }] of columns.entries()) {
      for (const choice of choices) {
        const values = columns.map(({ field }, at) =>
          at === index ? choice : field === 'name' ? '张三' : field === 'building' ? '3' : '',
        );
        const codes = readRows(headings, values).rows.flatMap(({ reasons }) => reasons.map(({ code }) => code));
        expect(codes).not.toContain('unknown-value');
      }
    }
  });
});
