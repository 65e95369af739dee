/**
 * What a report of hardship asks, whoever fills it in: kind, what happened, how many.
 */
import { LONGEST_ACCOUNT, LONGEST_NAME, MOST_PEOPLE } from '../../grievance/hardship/intake.ts';
import { chineseNumber } from '../../language/chinese-number.ts';
import type { Choice } from '../../message/index.ts';
import type { Field } from '../desk/form.ts';
import { riskName } from './words.ts';

/** The kind: those that the words speak of in front; words that are typed here instead are what happened. */
export const riskField: Field = {
  kind: 'choice',
  name: 'risk',
  asksAlways: true,
  retypes: 'said',
  async choices({ hardships: { knowledge } }, { language }, { said = '' }) {
    const likely = knowledge.risksIn(said);
    const rest = knowledge.risks.map(({ id }) => id).filter(id => !likely.includes(id));
    return [...likely, ...rest].map((id): Choice => ({ id, label: riskName(knowledge, id, language) }));
  },
  async asks({ hardships: { knowledge } }, { t, language }, { said = '' }) {
    const [likeliest] = knowledge.risksIn(said);
    return likeliest === undefined
      ? t('hardship:ask.risk')
      : t('hardship:ask.risk_likely', { risk: riskName(knowledge, likeliest, language) });
  },
};

/** What happened, in their own words: they stand as they are. */
export const saidField: Field = {
  kind: 'text',
  name: 'said',
  longest: LONGEST_ACCOUNT,
  asks: async (_, { t }) => t('hardship:ask.said'),
};

/** How many: the one number that a text holds, in figures or characters. */
export const peopleField = (onlyIf: NonNullable<Field['onlyIf']>): Field => ({
  kind: 'text',
  name: 'people',
  onlyIf,
  asks: async (_, { t }) => t('hardship:ask.people'),
  read(text) {
    const [number, ...more] = text.normalize('NFKC').match(/\d+|[零一二两三四五六七八九十]+/gu) ?? [];
    if (number === undefined || more.length > 0) return undefined;
    const people = /^\d/.test(number) ? Number(number) : chineseNumber(number);
    return people !== undefined && people >= 1 && people <= MOST_PEOPLE ? String(people) : undefined;
  },
});

/** A name, a building, a guardian: a line of its own. */
export const lineField = (name: string, onlyIf: NonNullable<Field['onlyIf']>): Field => ({
  kind: 'text',
  name,
  longest: LONGEST_NAME,
  onlyIf,
  asks: async (_, { t }) => t(`hardship:ask.${name}`),
});
