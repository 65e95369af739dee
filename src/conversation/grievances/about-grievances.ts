/**
 * What is done where somebody reports something wrong: in private the report is begun with their words, from a group only the way there is shown.
 */
import type { Choice, Outgoing } from '../../message/index.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { Turn } from '../desk/desk.ts';
import { type Form, fillIn, later, openForm } from '../desk/form.ts';
import type { Reply } from '../reply.ts';
import { regionOf, say, type TurnContext, topicOf } from '../turn-context.ts';
import { goesOn } from '../way.ts';
import { CASE_FORMS } from './case-forms.ts';
import { isCaseNumber } from './case-number.ts';
import { LONGEST_REPORT, reportGrievance } from './report-form.ts';

/** A message that may well report something, though it seems to ask. */
const MAYBE = 0.25;

/** @returns nothing where something else is wanted, or a check is going on: that has to end first */
export function aboutGrievances(context: TurnContext, { action, danger }: Reply, text: string): Turn | undefined {
  if (action !== 'open_grievance' || danger !== 'none' || context.session.interview?.asking) return undefined;
  return report(context, text);
}

/** Begins with what was said. */
function report(context: TurnContext, text: string): Turn {
  const { t, isPrivate } = context;
  if (!isPrivate) {
    const way = goesOn(context, 'report_grievance', text, t('desk:form.report_grievance.title'));
    return say(context, { text: t('grievance:in_private'), choices: [way] }, { topic: undefined });
  }
  const fits = [...text].length <= LONGEST_REPORT && text.trim() !== '';
  const asked = questionIn(context, text);
  return later(context, async desk => {
    const put = fits ? {} : { before: t('desk:unfit') };
    const begun = await fillIn(reportGrievance, desk, context, fits ? { text } : {}, put);
    return asked ? { ...begun, outgoing: [asked, ...begun.outgoing] } : begun;
  });
}

/** What the documents say to a question within the report. */
function questionIn(context: TurnContext, text: string): Outgoing | undefined {
  const region = regionOf(context);
  const { parts, at, language } = context;
  if (!region) return undefined;
  for (const sentence of text.match(SENTENCE) ?? []) {
    if (!parts.asks(sentence)) continue;
    const reply = parts.respond({ region, text: sentence, on: dayAt(at), language });
    if (reply.action === 'answer') return { text: reply.text, note: reply.note };
  }
  return undefined;
}

const SENTENCE = /[^。！？!?；;\n]+[。！？!?；;\n]?/gu;

/** Whether a part of a message by itself reports something: 电梯坏了没人管，低保还能不能吃？ */
function reportsInPart(context: TurnContext, text: string): boolean {
  const region = regionOf(context);
  const parts = text.split(PARTED).filter(part => [...part].length >= SHORTEST_PART);
  if (!region || parts.length < 2) return false;
  const { respond } = context.parts;
  const on = dayAt(context.at);
  return parts
    .slice(0, MOST_PARTS)
    .some(part => respond({ region, text: part, on, language: context.language }).action === 'open_grievance');
}

const PARTED = /[。！？!?；;，,\n]+/u;
/** Characters: less says nothing by itself. */
const SHORTEST_PART = 4;
const MOST_PARTS = 4;

/** The button that reports what was just said. */
const REPORT_SAID = 'report_said';

/** Where a message is answered that may want to be reported as well: the button for that, in private. */
export function reportChoices(context: TurnContext, { why, danger }: Reply, text: string): readonly Choice[] {
  if (!context.isPrivate || danger !== 'none' || !(why.intents.open_grievance >= MAYBE || reportsInPart(context, text)))
    return [];
  return [reportSaid(context)];
}

export const reportSaid = ({ t }: Pick<TurnContext, 't'>): Choice => ({ id: REPORT_SAID, label: t('grievance:report_said') });

/** What such a button, or the bare number of a case, opens; `undefined` for anything else. */
export function grievanceChosen(context: TurnContext, text: string): Turn | undefined {
  const { session, isPrivate } = context;
  if (text === REPORT_SAID) {
    const { alarm } = session.grievances ?? {};
    return report(context, topicOf(context)?.question ?? alarm?.words ?? '');
  }
  return isPrivate && session.asksNumber !== true && isCaseNumber(text) ? openForm(SHOW, context, { number: text }) : undefined;
}

const SHOW: Form = CASE_FORMS.find(({ id }) => id === 'grievance_show')!;
