/**
 * `npm run eval:grievances`: how often kind and danger of labelled reports are right, and the kinds of the examples, cross-validated.
 *
 *     npm run eval:grievances -- --errors     lists what went wrong in the labelled reports
 */
import { parseArgs } from 'node:util';
import { type Grade, gradeKinds, heldOut, labelledReports, REPORT_SETS } from './grievance-score.ts';

const FOLDS = 5;

const { values } = parseArgs({ options: { errors: { type: 'boolean' } } });
const share = (part: number, whole: number) => `${part}/${whole} = ${((100 * part) / whole).toFixed(1)}%`;
const line = (name: string, { kind, all, dangerFound, dangers, falseAlarms }: Grade) =>
  `${name.padEnd(7)} kind ${share(kind, all)}, danger found ${share(dangerFound, dangers)}, false alarms ${share(falseAlarms, all - dangers)}`;

for (const set of REPORT_SETS) {
  const { grade, wrong } = gradeKinds(labelledReports(set));
  console.log(line(set, grade));
  if (values.errors) for (const words of wrong) console.log(`  ${words}`);
}
const { right, among, all } = heldOut(FOLDS);
console.log(`${FOLDS}-fold  kind of an example ${share(right, all)}, among those named ${share(among, all)}`);
