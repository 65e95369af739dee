/**
 * Reads a recruitment text that somebody pasted as far as it tells its fields apart: 岗位：缝纫工, 招缝纫工20人, a telephone number. What is not
 * understood is kept as it stands.
 */
import { type Field, type PostingWording, plain } from './wording.ts';

/** Fields as they were written. */
export type Said = Partial<Readonly<Record<Field, string>>>;

const LABELLED = /^[\s\d.、)(①-⑩●·*-]*[【[]?([^::：】\]\n]{1,10})[】\]]?\s*[:：]\s*(\S.*)$/u;
const EMPLOYER =
  /^[【[]?(.{1,30}?(?:公司|厂|合作社|车间|店|中心|超市|酒店|集团|学校|医院|农场|基地|工地))[】\]]?(?:因.{0,12})?(?:现|急|长期|大量|诚|公开)*(?:招|聘)/u;
const WANTED =
  /(?:招聘|招收|招募|急招|诚聘|招|聘)(?!满|工)\s*([\p{Script=Han}]{2,10}?)\s*(\d{1,4}\s*[-~至]?\s*\d{0,4}\s*(?:名|人|个)|若干)/u;
const PHONE = /(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}-?[2-8]\d{6,7})/u;
const WAGE = /[^\s,，。;；]{0,12}(?:\d[\d,.]{0,9}\s?(?:元|块)|月薪|日薪|时薪|工资|计件|面议)[^\s。;；]*/u;
const AGE = /\d{2}\s*[-~至到—]\s*\d{2}\s*周?岁|\d{2}\s*周?岁(?:以下|以上|以内)/u;

/** The fields of a text; nothing but an employer where it is one short line. */
export function readNotice(text: string, wording: Pick<PostingWording, 'columns'>): Said {
  const fields = new Map(wording.columns.flatMap(({ field, names }) => names.map(name => [plain(name), field] as const)));
  const said: Partial<Record<Field, string>> = {};
  const left: string[] = [];
  const keep = (field: Field, value: string | undefined): boolean => {
    if (value === undefined || value === '' || said[field] !== undefined) return false;
    said[field] = value.trim();
    return true;
  };
  const lines = text
    .split(/[\n;；]+/u)
    .map(line => line.trim())
    .filter(Boolean);
  for (const line of lines) {
    const [, heading = '', value = ''] = LABELLED.exec(line) ?? [];
    const field = fields.get(plain(heading.replace(/\s/gu, '')));
    if (field && field !== 'serial' && field !== 'returned' && keep(field, value)) continue;
    const [, employer] = EMPLOYER.exec(line) ?? [];
    const [, title, openings] = WANTED.exec(line) ?? [];
    const found = [
      keep('employer', employer),
      keep('title', title),
      keep('openings', openings),
      keep('wage', WAGE.exec(line)?.[0]),
      keep('age', AGE.exec(line)?.[0]),
      keep('phone', PHONE.exec(line)?.[0]),
    ];
    if (!found.some(Boolean) || line.length > 20) left.push(line);
  }
  const isName = lines.length === 1 && Object.keys(said).length === 0;
  if (isName) return { employer: lines[0] ?? '' };
  if (left.length > 0) said.more = [said.more, ...left].filter(Boolean).join('\n');
  return said;
}
