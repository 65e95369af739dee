/**
 * Puts reports of hardship into words: kinds, where they stand, what the documents say, what was agreed to, and what staff see of one.
 */
import { type Hardship, type HardshipSummary, type Remark, UNDECIDED } from '../../grievance/hardship/model.ts';
import type { HardshipKnowledge } from '../../knowledge/hardship.ts';
import { statusOn, type Wording } from '../../knowledge/model.ts';
import type { Language, Translate } from '../../language/i18n.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { RegionId } from '../../shared/ids.ts';
import { instantWords } from '../desk/when.ts';
import type { TurnContext } from '../turn-context.ts';
import { citationText, inWords } from '../wording.ts';

/** A kind by its name, for a button or a line. */
export function riskName({ risks }: HardshipKnowledge, id: string, language: Language): string {
  const risk = risks.find(one => one.id === id);
  return risk ? shortly(risk.name, language) : id;
}

/** One language alone. */
export const shortly = ({ zh, en }: Wording, language: Language): string => (language === 'en' ? (en ?? zh) : zh);

/** What is agreed to before anything is told. */
export function authorisationWords(knowledge: HardshipKnowledge, region: RegionId | undefined, context: TurnContext): string {
  const { t, language } = context;
  const { purpose, checks, readers, publicity, withdrawal } = knowledge.authorisation;
  const said = [purpose, checks, readers, publicity, withdrawal].map((one, i) => `${i + 1}. ${inWords(one, language)}`);
  const { identify } = knowledge.limits;
  return [
    ...(region ? [regionWords(knowledge, region, context)] : []),
    t('hardship:authorisation', { list: said.join('\n'), keep: knowledge.keepDays }),
    t('hardship:days', { days: identify.days, basis: shortly(identify.basis, language) }),
    t('hardship:no_promise'),
  ].join('\n\n');
}

/** What the documents of the region say of it, with their clauses. */
function regionWords({ regions }: HardshipKnowledge, region: RegionId, { t, language, parts, at }: TurnContext): string {
  const said = regions.get(region);
  if (!said) return '';
  const cited = said.clauses.flatMap(id => parts.policy.clauses.get(id) ?? []);
  const on = dayAt(at);
  const citations = cited.map(clause => ({ clause, status: statusOn(clause.document, undefined, on) }));
  return [inWords(said.says, language), citations.length > 0 ? citationText(citations, { t }) : ''].filter(Boolean).join('\n');
}

/** One report in a line. */
export function reportLine(
  report: HardshipSummary,
  knowledge: HardshipKnowledge,
  t: Translate,
  language: Language,
  now: Date,
): string {
  const { number, risk, state, dueAt } = report;
  const said = { number, risk: riskName(knowledge, risk, language), state: shortly(knowledge.states[state], language) };
  if (!UNDECIDED.includes(state)) return t('hardship:line_decided', said);
  const line = t('hardship:line', { ...said, due: lastDay(dueAt) });
  return dueAt <= now ? t('hardship:overdue', { line }) : line;
}

/** A limit ends when a day begins: the day before is the last one. */
export const lastDay = (due: Date): string => dayAt(new Date(due.getTime() - 1));

/** A report as whoever made it sees it. */
export function ownWords(
  report: Hardship,
  knowledge: HardshipKnowledge,
  { t, language }: Pick<TurnContext, 't' | 'language'>,
): string {
  const { number, risk, state, dueAt, receivedAt, record, publicised, decidedAt } = report;
  const isDecided = decidedAt !== undefined;
  const outcome = state === 'included' || state === 'not-included' || state === 'ended' ? knowledge.outcomes[state] : undefined;
  return [
    t('hardship:own.head', { number, risk: riskName(knowledge, risk, language), day: dayAt(receivedAt) }),
    t('hardship:own.state', { state: inWords(knowledge.states[state], language) }),
    ...(isDecided ? [] : [t('hardship:own.due', { due: lastDay(dueAt) })]),
    ...(record?.missing === undefined ? [] : [t('hardship:own.missing', { what: record.missing })]),
    ...(publicised && !isDecided ? [t('hardship:own.publicised', publicised)] : []),
    ...(record?.decision ? [t('hardship:own.why', { why: record.decision.text })] : []),
    ...(outcome ? [inWords(outcome, language)] : []),
    ...(state === 'not-included' ? [t('hardship:own.object', { days: knowledge.limits.object.days })] : []),
  ].join('\n');
}

/** A report as those who check it and decide see it. */
export function staffWords(
  report: Hardship,
  knowledge: HardshipKnowledge,
  context: Pick<TurnContext, 't' | 'language' | 'at'>,
): string {
  const { t, language, at } = context;
  const { record, people, publicised } = report;
  const head = reportLine(report, knowledge, t, language, at);
  if (!record) return [head, t('hardship:staff.erased')].join('\n');
  const {
    name,
    building = '',
    door = '',
    phone = '',
    text,
    authorisation,
    additions,
    checks,
    missing,
    assessment,
    objections,
  } = record;
  const noted = (key: string, remarks: readonly Remark[]) =>
    remarks.map(one => t(`hardship:staff.${key}`, { at: instantWords(new Date(one.at), t), text: one.text }));
  const { guardian, witness } = authorisation;
  return [
    head,
    t('hardship:staff.who', { who: [name, building, door, phone].filter(Boolean).join(' '), people }),
    t('hardship:staff.text', { text }),
    t(`hardship:staff.consent.${authorisation.how}`, { on: authorisation.on }),
    ...(guardian === undefined ? [] : [t('hardship:staff.guardian', { guardian })]),
    ...(witness === undefined ? [] : [t('hardship:staff.witness', { witness })]),
    ...noted('addition', additions),
    ...noted('checked', checks),
    ...(missing === undefined ? [] : [t('hardship:staff.missing', { what: missing })]),
    ...(assessment ? noted(assessment.isProposed ? 'proposed' : 'opposed', [assessment]) : []),
    ...(publicised ? [t('hardship:own.publicised', publicised)] : []),
    ...noted('objection', objections),
    ...(record.decision ? noted('decision', [record.decision]) : []),
    ...(record.disagreement === undefined ? [] : [t('hardship:staff.disagreement', { text: record.disagreement })]),
  ].join('\n');
}
