/**
 * Holds what is recognised of a report against its label. A kind is right where it is the label's, or one that the label allows too.
 */
import { readFileSync } from 'node:fs';
import { folders } from '../../src/config.ts';
import { createKindReader, type KindReader, learnKinds } from '../../src/grievance/kind-reader.ts';
import { type CategoryId, loadCategories } from '../../src/knowledge/categories.ts';
import { loadGrievanceExamples } from '../../src/knowledge/grievance-examples.ts';
import { gradually } from '../../src/shared/gradual.ts';
import { shipped } from '../../src/shipped.ts';

/** A report with its label. */
export interface LabelledReport {
  readonly id: string;
  readonly region: string;
  readonly text: string;
  readonly category: CategoryId;
  /** Other kinds that are right too. */
  readonly also: readonly CategoryId[];
  readonly danger: string;
}

/** How many reports, how many kinds right, how many dangers there are and were found, how many alarms were false. */
export interface Grade {
  readonly all: number;
  readonly kind: number;
  readonly dangers: number;
  readonly dangerFound: number;
  readonly falseAlarms: number;
}

const chinese = shipped.chinese();
const suggest = shipped.suggest();

/** Those of `test/knowledge/grievances/`, each written by somebody who had not seen the others, or the examples. */
export const REPORT_SETS = ['dev', 'fresh', 'later', 'blind', 'blind-too'] as const;

/** @param set a file without its ending */
export const labelledReports = (set: (typeof REPORT_SETS)[number]): LabelledReport[] =>
  readFileSync(new URL(`../knowledge/grievances/${set}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as LabelledReport);

/** What is recognised as it ships. */
export function gradeKinds(reports: readonly LabelledReport[]): { readonly grade: Grade; readonly wrong: readonly string[] } {
  const rows = reports.map(report => {
    const { kind, danger } = suggest(report.text);
    const isDanger = report.danger !== 'none';
    const right = [report.category, ...report.also].some(category => category === kind);
    return { report, kind, danger, right, isDanger, alarm: danger !== 'none' };
  });
  const count = (test: (row: (typeof rows)[number]) => boolean) => rows.filter(test).length;
  return {
    grade: {
      all: rows.length,
      kind: count(({ right }) => right),
      dangers: count(({ isDanger }) => isDanger),
      dangerFound: count(({ isDanger, alarm }) => isDanger && alarm),
      falseAlarms: count(({ isDanger, alarm }) => !isDanger && alarm),
    },
    wrong: rows
      .filter(({ right, isDanger, alarm }) => !right || isDanger !== alarm)
      .map(({ report, kind, danger }) => `${report.text} | ${report.category} ${report.danger} | ${kind} ${danger}`),
  };
}

/** Each example's kind, recognised by a reader that never saw it; `among` counts it where it is one of the alternatives too. */
export function heldOut(folds: number): { readonly right: number; readonly among: number; readonly all: number } {
  const kinds = [...loadCategories(folders.knowledge).value.values()];
  const { value } = loadGrievanceExamples(folders.knowledge);
  const all = [...value].flatMap(([category, texts]) => texts.map(text => ({ category, text })));
  const readers = Array.from({ length: folds }, (_, fold): KindReader => {
    const others = new Map([...value].map(([id, texts]) => [id, texts.filter((_, nth) => nth % folds !== fold)] as const));
    return createKindReader(
      chinese,
      () => kinds,
      gradually(() => learnKinds(chinese, kinds, others)),
    );
  });
  const read = [...value].flatMap(([category, texts]) =>
    texts.map((text, nth) => ({ category, reading: (readers[nth % folds] as KindReader).read(text) })),
  );
  const right = read.filter(({ category, reading }) => reading.category === category).length;
  const among = read.filter(({ category, reading }) =>
    [reading, ...reading.alternatives].some(guess => guess.category === category),
  ).length;
  return { right, among, all: all.length };
}
