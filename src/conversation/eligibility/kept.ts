/**
 * Facts that a person agreed to have kept: only after being asked, shown and erased on request.
 */
import type { Answer } from '../../eligibility/index.ts';
import type { Fact } from '../../knowledge/schemes/model.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { Turn } from '../desk/desk.ts';
import { formChoice } from '../desk/form.ts';
import type { TurnOutcome } from '../store.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { plain } from './decision-words.ts';
import type { Given, Interview } from './state.ts';

/** What of an interview may be kept and is not kept yet: nothing that is soon out of date, nothing about a settlement or another household. */
export function keepable({ parts, session }: TurnContext, { answers, household }: Interview): readonly Given[] {
  if (household) return [];
  return answers.filter(({ fact: id, answer }) => {
    const fact = parts.rules.facts.get(id);
    const before = session.kept?.facts.find(one => one.fact === id)?.answer;
    return (
      fact &&
      answer !== undefined &&
      !fact.changes &&
      fact.about !== 'settlement' &&
      JSON.stringify(before) !== JSON.stringify(answer)
    );
  });
}

/** Keeps what the person has just agreed to. */
export function keep(context: TurnContext, interview: Interview): TurnOutcome {
  const { session, at, t, parts } = context;
  const added = keepable(context, interview);
  const before = (session.kept?.facts ?? []).filter(({ fact }) => !added.some(one => one.fact === fact));
  const facts = [...before, ...added];
  const text = t('eligibility:kept.done', { list: listed(context, facts), days: parts.keepDays });
  return { ...say(context, { text }, { kept: { facts, at: at.toISOString() }, interview: undefined }), private: true };
}

/** Shows what is kept; with it that a wish for work is. */
export function showKept(context: TurnContext): Turn {
  const { session, t, sender } = context;
  const { kept } = session;
  const text = kept
    ? t('eligibility:kept.list', { list: listed(context, kept.facts), day: dayAt(new Date(kept.at)) })
    : t('eligibility:kept.none');
  const erase = kept ? [{ id: 'erase_kept', label: t('eligibility:choice.erase_kept') }] : [];
  const shown: TurnOutcome = kept ? { ...say(context, { text, choices: erase }), private: true } : say(context, { text });
  return {
    ...shown,
    async errand({ employment }) {
      if (!(await employment.wishes.own(sender))) return shown;
      const words = kept ? `${text}\n${t('jobs:kept_too')}` : t('jobs:kept_too');
      return { ...say(context, { text: words, choices: [...erase, formChoice('my_wish', context)] }), private: true };
    },
  };
}

/** Forgets what was kept, a wish for work too. */
export function eraseKept(context: TurnContext): Turn {
  const erased = say(context, { text: context.t('eligibility:kept.erased') }, { kept: undefined, interview: undefined });
  return {
    ...erased,
    async errand({ employment }) {
      await employment.wishes.erase(context.sender);
      return erased;
    },
  };
}

/** Facts with their values, a line each. */
export const listed = (context: TurnContext, given: readonly Given[]): string =>
  given
    .flatMap(({ fact: id, answer }) => {
      const fact = context.parts.rules.facts.get(id);
      const { t } = context;
      return fact && answer !== undefined
        ? [t('eligibility:kept.line', { what: plain(fact.means, context), value: valueText(fact, answer, context) })]
        : [];
    })
    .join('\n');

/** A value as a person reads it. */
export function valueText(fact: Fact, answer: Answer, context: TurnContext): string {
  const { t } = context;
  if ('options' in fact) {
    const option = fact.options.find(({ value }) => value === answer);
    return option ? plain(option.label, context) : '';
  }
  const inUnit = (number: number) =>
    fact.type === 'number'
      ? t('eligibility:percent', { number: Math.round(number * 1000) / 10 })
      : t(`eligibility:unit.${fact.unit}`, { number });
  if (typeof answer !== 'object') return inUnit(Number(answer));
  return t('eligibility:between', { from: inUnit(answer.from), to: inUnit(answer.to) });
}
