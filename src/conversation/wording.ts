/**
 * Puts a verdict into words: what the documents say, in plain words, and what it rests on.
 */

import type { Policy } from '../knowledge/load.ts';
import type { QuestionForm } from '../knowledge/load-language.ts';
import {
  type Clause,
  type PolicyDocument,
  type Region,
  type Status,
  statusOn,
  type Unit,
  type Wording,
} from '../knowledge/model.ts';
import type { Language, Translate } from '../language/i18n.ts';
import type { Day } from '../shared/calendar.ts';
import type { UnitId } from '../shared/ids.ts';
import type { Answered, Reason } from './policy.ts';

/** In which language, for which day and region something is said. */
export interface WordingContext {
  readonly t: Translate;
  readonly language: Language;
  readonly on: Day;
  readonly region: Region;
  readonly units: Policy['units'];
}

/** Clauses by their headings, a document at a time. */
export function nearbyText(clauses: readonly Clause[], t: Translate): string {
  const documents = [...new Set(clauses.map(({ document }) => document))];
  const list = documents.map(document => {
    const places = clauses
      .filter(clause => clause.document === document)
      .map(({ label, heading }) => t('conversation:cite.place', { label, heading }));
    return t('conversation:cite.nearby', { title: document.title, places: places.join(t('conversation:answer.and')) });
  });
  return list.join(t('conversation:answer.and'));
}

/** Our wording in the person's language; in English followed by the Chinese, which is what people around them can read. */
export const inWords = ({ zh, en }: Wording, language: Language): string => (language === 'en' && en ? `${en}\n${zh}` : zh);

/** The plain words of the provisions, with what has passed, lapsed or is only a draft; `detailed` adds what goes beyond the question. */
export function answerText(
  answered: readonly Answered[],
  forms: readonly QuestionForm[],
  context: WordingContext,
  detailed = false,
): string {
  const { t, language, on } = context;
  const paragraphs = answered.map(({ clause, provision }) => {
    const past = provision.due.filter(due => due.by < on).map(({ words }) => t('conversation:answer.past_due', { words }));
    const lapsed = statusOn(clause.document, provision, on) === 'lapsed' && provision.period;
    return [
      inWords(provision.says, language),
      detailed && provision.more ? inWords(provision.more, language) : '',
      ...past,
      lapsed ? t('conversation:answer.lapsed', { words: lapsed.words, to: lapsed.to }) : '',
    ]
      .filter(Boolean)
      .join('');
  });
  const first = answered[0];
  const asked = forms.includes('responsible') && first && !namesLead(first, context);
  const responsible = asked ? responsibleText(first.clause, context, detailed) : '';
  const draft = answered.some(({ clause }) => clause.document.standing === 'draft') ? t('conversation:answer.draft') : '';
  return [...(detailed ? [...paragraphs, responsible] : [responsible, ...paragraphs]), draft].filter(Boolean).join('\n');
}

/** Whether the provision's own words already name the lead. */
function namesLead({ clause, provision }: Answered, { units }: WordingContext): boolean {
  const printed = clause.lead.map(id => units.get(id)?.printed ?? []);
  return printed.length > 0 && printed.every(names => names.some(name => provision.says.zh.includes(name)));
}

/** Who leads and who supports, as the clause prints it; empty where it names nobody. A long list is cut unless told in detail. */
function responsibleText({ lead, supporting }: Clause, { t, units }: WordingContext, detailed: boolean): string {
  const names = (ids: readonly UnitId[]) => {
    const shown = detailed ? ids : ids.slice(0, UNITS_SHOWN);
    const list = shown.map(id => units.get(id)?.name ?? id).join(t('conversation:answer.and'));
    return shown.length < ids.length ? t('conversation:answer.and_more', { list, total: ids.length }) : list;
  };
  if (lead.length > 0 && supporting.length > 0)
    return t('conversation:answer.responsible_with', { lead: names(lead), supporting: names(supporting) });
  if (lead.length > 0) return t('conversation:answer.responsible', { lead: names(lead) });
  return supporting.length > 0 ? t('conversation:answer.responsible_together', { supporting: names(supporting) }) : '';
}

/** So many units are named before a list is cut. */
const UNITS_SHOWN = 8;

/** Where it stands, a document at a time: 《title》labels, standing, number and date, and what our copy lacks. */
export function citationText(cited: readonly { clause: Clause; status: Status }[], { t }: Pick<WordingContext, 't'>): string {
  const documents = [...new Set(cited.map(({ clause }) => clause.document))];
  const list = documents.map(document => {
    const inIt = cited.filter(({ clause }) => clause.document === document);
    const standings = [...new Set(inIt.map(({ status }) => t(`conversation:cite.status.${status}`)))];
    return t('conversation:cite.clause', {
      title: document.title,
      label: inIt.map(({ clause }) => clause.label).join(t('conversation:answer.and')),
      facts: [...standings, ...factsOf(document, t)].join(t('conversation:cite.separator')),
    });
  });
  return t('conversation:cite.basis', { list: list.join(t('conversation:answer.and')) });
}

function factsOf({ number, issued, posted, lacks }: PolicyDocument, t: Translate): string[] {
  const lacking = lacks.map(what => t(`conversation:cite.lacking.${what}`)).join(t('conversation:answer.and'));
  return [
    number ?? '',
    issued ? t('conversation:cite.issued', { day: issued }) : '',
    posted ? t('conversation:cite.posted', { day: posted }) : '',
    lacking ? t('conversation:cite.lacks', { what: lacking }) : '',
  ].filter(Boolean);
}

/** Whether a text already sends people to an office: it holds two neighbouring characters of one of its names (民政部门 for 省民政厅). */
const speaksOf = ({ printed }: Unit, text: string): boolean =>
  printed.some(name => [...name].some((character, i, all) => i > 0 && text.includes(`${all[i - 1]}${character}`)));

/** Why the documents do not answer, what stands near, and where a person can be asked. */
export function refusalText(reason: Reason, related: readonly Clause[], context: WordingContext): string {
  const { t, language, region, units } = context;
  const person = t('conversation:none.person');
  const why = (): string => {
    const name = regionName(region, language);
    switch (reason.kind) {
      case 'open': {
        const unit = reason.point.decidedBy && units.get(reason.point.decidedBy);
        const says = inWords(reason.point.says, language);
        return unit && !speaksOf(unit, reason.point.says.zh)
          ? `${says}${t('conversation:none.decided_by', { unit: unit.name })}`
          : says;
      }
      case 'form':
        return t(`conversation:none.${reason.form}`);
      case 'elsewhere':
        return t('conversation:none.elsewhere', { term: reason.term, region: name });
      case 'off_topic':
        return t('conversation:none.off_topic');
      case 'unknown':
        return t('conversation:none.unknown', { region: name });
      case 'meaningless':
        return t('conversation:none.meaningless');
    }
  };
  const near = related.length > 0 ? t('conversation:none.near', { list: nearbyText(related, t) }) : '';
  return [why(), near, reason.kind === 'meaningless' ? '' : person].filter(Boolean).join('\n');
}

/** The region as the person reads it. */
export const regionName = ({ name }: Region, language: Language): string => (language === 'en' ? name.en : name.zh);
