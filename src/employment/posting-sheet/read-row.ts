/**
 * Reads one row of a table of postings: what it offers, and what of it cannot be taken.
 */
import { readPhones } from '../../directory/household-sheet/read-value.ts';
import type { Day } from '../../shared/calendar.ts';
import { cellOf, type Row, type Table } from '../../spreadsheet/index.ts';
import { faultOf, isJobPhone, type JobField, tidyJob } from '../job-faults.ts';
import type { Job } from '../model.ts';
import type { FigureReader } from './read-figures.ts';
import { readUntil } from './read-until.ts';
import type { ReadRow, RowReason, RowReasonCode } from './report.ts';
import type { Field, PostingWording, Words } from './wording.ts';

/** What is the same for every row. */
export interface RowContext {
  readonly table: Table;
  readonly wording: PostingWording;
  readonly words: Words;
  readonly figures: FigureReader;
  readonly on: Day;
  /** What is assumed where a row does not say where the work is. */
  readonly place: string;
  /** The county that a place lies in; nothing where it cannot be told. */
  readonly countyOf: (place: string) => string | undefined;
  /** Ids of the skills that a text names. */
  readonly skillsIn: (text: string) => readonly string[];
  /** What the row above in the same table says. */
  readonly above?: Row | undefined;
}

/** The column in which a fault of a field stands. */
const COLUMN_OF: Readonly<Record<JobField, Field>> = {
  title: 'title',
  employer: 'employer',
  place: 'place',
  openings: 'openings',
  wage: 'wage',
  hours: 'hours',
  age: 'age',
  contact: 'contact',
  phone: 'phone',
  validUntil: 'valid_until',
  more: 'more',
};

/** Whether a row's employer stands in the cell above, of which its own is a part. */
export const goesOn = (table: Table, row: Row): boolean => cellOf(table, row, 'employer').merged;

/** Reads a row, which never fails: what is wrong is a reason. */
export function readRow(row: Row, context: RowContext): Pick<ReadRow, 'job' | 'reasons'> {
  const { table, wording, words, figures, on } = context;
  const reasons: RowReason[] = [];
  const extra: string[] = [];
  const heading = (field: Field) =>
    table.columns.get(field)?.heading ?? wording.columns.find(one => one.field === field)?.names[0] ?? '';
  const warn = (code: RowReasonCode, field: Field, params: RowReason['params'] = {}): undefined => {
    reasons.push({ code, params: { column: heading(field), ...params } });
  };
  const written = (from: Row, field: Field): string | undefined => {
    const { text, problem } = cellOf(table, from, field);
    if (problem) return from === row ? warn(problem, field) : undefined;
    return text === '' || words.isBlank(text) ? undefined : text;
  };
  const shared = (field: Field): string | undefined =>
    written(row, field) ?? (goesOn(table, row) && context.above ? written(context.above, field) : undefined);

  const title = written(row, 'title');
  const job = tidyJob({
    employer: shared('employer') ?? '',
    title: title ?? '',
    openings: readOpenings(),
    ...readPlace(),
    ...readWage(),
    hours: written(row, 'hours'),
    kind: words.kind(written(row, 'kind') ?? ''),
    skills: context.skillsIn([written(row, 'skills'), title].join(' ')),
    age: readAge(),
    suits: words.suits([written(row, 'suits'), title].join(' ')),
    contact: readContact(),
    validUntil: readEnd() ?? on,
    more: readMore(),
  });
  if (row.hidden) reasons.push({ code: 'row-hidden', params: {} });
  if (job.title === '') return { reasons: [...reasons, { code: 'title-missing', params: { column: heading('title') } }] };
  const fault = reasons.some(({ code }) => code === 'until-over') ? undefined : faultOf(job, on);
  if (fault) reasons.push({ code: 'invalid', params: { column: heading(COLUMN_OF[fault]) } });
  return { reasons, ...(reasons.some(refuses) ? {} : { job }) };

  function readOpenings(): number | undefined {
    const text = written(row, 'openings');
    return text === undefined ? undefined : (figures.openings(text) ?? warn('unknown-value', 'openings', { value: text }));
  }

  function readAge(): Job['age'] {
    const text = written(row, 'age');
    return text === undefined ? undefined : (figures.age(text) ?? warn('unknown-value', 'age', { value: text }));
  }

  function readPlace(): Pick<Job, 'place' | 'county'> {
    const [place, county] = [shared('place'), shared('county')];
    if (place === undefined && county === undefined) {
      warn('place-assumed', 'place', { value: context.place });
      return { place: context.place, county: context.countyOf(context.place) };
    }
    const whole = place === undefined ? (county ?? '') : place;
    return {
      place: whole,
      county: (county === undefined ? undefined : (context.countyOf(county) ?? county)) ?? context.countyOf(whole),
    };
  }

  function readWage(): Pick<Job, 'wage'> {
    const text = written(row, 'wage');
    if (text === undefined) return {};
    const { columns } = table;
    const form =
      words.wageForm(written(row, 'wage_form') ?? '') ??
      words.wageForm(columns.get('wage')?.heading.replace(/[(（].*$/u, '') ?? '');
    const { wage, note } = figures.wage(text, form);
    if (note === 'guessed') warn('wage-guessed', 'wage', { value: text });
    if (note === 'unclear') warn('wage-unclear', 'wage', { value: text });
    return { wage };
  }

  function readContact(): Job['contact'] {
    const [name, phone] = [shared('contact'), shared('phone')];
    const [number, ...others] = [...readPhones(phone ?? ''), ...readPhones(name ?? '')];
    if (number === undefined && phone !== undefined) warn('phone-wrong', 'phone', { value: phone });
    const fits = number !== undefined && isJobPhone(number);
    if (number !== undefined && !fits) warn('phone-wrong', 'phone', { value: number });
    if (number === undefined && phone === undefined) warn('phone-missing', 'phone');
    const bare = name?.replace(/[\d\s()+-]{7,}/gu, ' ').trim();
    if (others.length > 0 || (!fits && phone !== undefined)) extra.push(`${heading('phone')}: ${phone ?? name ?? ''}`);
    return { name: bare, phone: fits ? number : undefined };
  }

  function readEnd(): Day | undefined {
    const text = shared('valid_until');
    const read = readUntil(text, on, wording, words);
    if (read.kind === 'day') return read.day;
    warn(`until-${read.kind}`, 'valid_until', { value: text ?? '', ...('day' in read ? { day: read.day } : {}) });
    if (read.kind === 'wrong') return readUntilAnyway();
    return 'day' in read ? read.day : undefined;
  }

  function readUntilAnyway(): Day | undefined {
    const read = readUntil(undefined, on, wording, words);
    return 'day' in read ? read.day : undefined;
  }

  /** What no column is for, what was not understood, and what says more than was understood of it. */
  function readMore(): string | undefined {
    const kept: Field[] = ['skills', 'age', 'suits', 'kind'];
    const lines = [
      written(row, 'more'),
      ...kept.flatMap(field => {
        const text = written(row, field);
        return text === undefined || isPlain(field, text) ? [] : [`${heading(field)}: ${text}`];
      }),
      ...reasons.flatMap(({ code, params }) =>
        code === 'wage-unclear' || code === 'until-wrong' ? [`${params['column']}: ${params['value']}`] : [],
      ),
      ...table.others.flatMap(({ index, heading: name }) => {
        const text = row.cells[index] ?? '';
        return text === '' || words.isBlank(text) || row.notes.get(index)?.problem ? [] : [`${name}: ${text}`];
      }),
      ...extra,
    ];
    return lines.flatMap(line => line ?? []).join('\n');
  }

  /** Whether what was understood of a cell is all that it says. */
  function isPlain(field: Field, text: string): boolean {
    const bare = text.normalize('NFKC').replace(/[\s、,;/。]/gu, '');
    if (field === 'age') return /^\d{2}(?:\D{1,2}\d{2})?(?:周?岁)?(?:以[上下])?$/u.test(bare.replace(/周?岁/u, ''));
    if (field === 'kind') return words.kind(text) !== undefined && bare.length <= 4;
    const parts = text.split(/[\s、,,;;/。]+/u).filter(Boolean);
    return parts.every(part => part.length <= 5 && (field === 'suits' ? words.suits(part) : context.skillsIn(part)).length > 0);
  }
}

/** Whether a row is no posting for this reason. */
export const refuses = ({ code }: RowReason): boolean => code === 'title-missing' || code === 'until-over' || code === 'invalid';
