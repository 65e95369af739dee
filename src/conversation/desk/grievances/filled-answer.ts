/** An answer put together: a template with the handler's words, the region's own clause and whether it holds, the unit and the day. */
import type { Grievance } from '../../../grievance/model.ts';
import { type AnswerTemplate, filledIn } from '../../../knowledge/answer-templates.ts';
import type { Policy } from '../../../knowledge/load.ts';
import { type Clause, type Provision, type Region, statusOn } from '../../../knowledge/model.ts';
import type { Translate } from '../../../language/i18n.ts';
import { dayAt } from '../../../shared/calendar.ts';
import { parseClauseId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import { answerText } from '../../wording.ts';
import { clausesFor } from './case-words.ts';

/** What an answer may rest on. */
export interface Cited {
  readonly clause: Clause;
  readonly provision: Provision;
}

/** The provisions of the clauses that speak of the case's kind in its region. */
export const citableFor = (context: TurnContext, { kind, place }: Grievance): readonly Cited[] =>
  clausesFor(context, kind, place.region).flatMap(clause => clause.provisions.map(provision => ({ clause, provision })));

/** `<clause>/<provision>` */
export const citedId = ({ clause, provision }: Cited): string => `${clause.id}/${provision.id}`;

/** What such an id names, where the case's region has it. */
export function citedBy(context: TurnContext, grievance: Grievance, id = ''): Cited | undefined {
  const clause = parseClauseId(id.slice(0, id.indexOf('/')));
  return clause && citableFor(context, grievance).find(cited => citedId(cited) === id);
}

/** What an answer is put together with; the words are those of the place, Chinese. */
export interface Filling {
  readonly at: Date;
  readonly policy: Pick<Policy, 'regions' | 'units'>;
  readonly t: Translate;
}

/** The answer as whoever reported the case reads it, in the language of the place. */
export const filledAnswer = ({ at, parts }: TurnContext, ...of: AnswerOf): string =>
  answerFrom({ at, policy: parts.policy, t: parts.wordbook.in('zh-CN') }, ...of);

type AnswerOf = readonly [grievance: Grievance, template: AnswerTemplate, blank: string, cited: Cited | undefined];

/** The same beside a conversation. */
export function answerFrom(filling: Filling, ...[{ place, unit }, template, blank, cited]: AnswerOf): string {
  const { at, policy } = filling;
  const region = policy.regions.get(place.region);
  return filledIn(template, {
    blank: blank.trim(),
    clause: cited ? clauseWords(cited, filling) : '',
    says: cited && region ? saysWords(cited, region, filling) : '',
    unit: unit ? (policy.units.get(unit)?.name ?? unit) : '',
    date: dayAt(at),
  });
}

/** 《title》label, with its standing where it does not simply hold. */
function clauseWords({ clause, provision }: Cited, { t, at }: Filling): string {
  const status = statusOn(clause.document, provision, dayAt(at));
  const place = t('conversation:cite.nearby', { title: clause.document.title, places: clause.label });
  return status === 'in_force' ? place : t('queue:answer.clause', { place, status: t(`conversation:cite.status.${status}`) });
}

/** What the provision says, and that it is a draft or over, as answers to questions say it. */
const saysWords = (cited: Cited, region: Region, { t, at, policy }: Filling): string =>
  answerText([cited], [], { t, language: 'zh-CN', on: dayAt(at), region, units: policy.units });
