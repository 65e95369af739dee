/** The ledgers of cases as a file in the chat (要台账): which one, of which settlement, of which days. */
import { type LedgerFile, ledgerFile } from '../../../grievance/ledger-file.ts';
import type { LedgerWords } from '../../../grievance/ledger-sheets.ts';
import { LEDGER_FORMS } from '../../../grievance/ledgers.ts';
import type { Choice } from '../../../message/index.ts';
import { type Day, dayAt, dayBefore, daysAfter } from '../../../shared/calendar.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import { say, type TurnContext } from '../../turn-context.ts';
import { type Form, formChoice, said } from '../form.ts';
import { settlementChoices } from '../settlement-field.ts';
import { refusalWords, refusedTo } from '../words.ts';
import { kindName } from './case-words.ts';

const ALL = 'all';
/** More rows than this are not sent in a message. */
const MOST_ROWS = 5000;
/** So many days are the shortest stretch beside a month. */
const DAYS = 30;

/** Stretches of days that may be asked for, the last one with today. */
const PERIODS = {
  month: (today: Day) => ({ from: monthOf(today), to: today }),
  last_month(today: Day) {
    const to = dayBefore(monthOf(today));
    return { from: monthOf(to), to };
  },
  days: (today: Day) => ({ from: daysAfter(today, -DAYS), to: today }),
  year: (today: Day) => ({ from: `${today.slice(0, 4)}-01-01` as Day, to: today }),
} as const;

/** The first day of a day's month. */
const monthOf = (day: Day): Day => `${day.slice(0, 8)}01` as Day;

/** 台账 */
export const caseLedger: Form = {
  id: 'case_ledger',
  action: 'grievance.export',
  below: 'case_desk',
  fields: [
    {
      kind: 'choice',
      name: 'form',
      choices: async (_, { t }) => LEDGER_FORMS.map((id): Choice => ({ id, label: t(`case-sheets:form.${id}`) })),
    },
    {
      kind: 'choice',
      name: 'settlement',
      async choices(desk, context) {
        const settlements = await settlementChoices(desk, context, 'grievance.export');
        return [{ id: ALL, label: context.t('queue:ledger.everywhere') }, ...(settlements.length > 1 ? settlements : [])];
      },
    },
    {
      kind: 'choice',
      name: 'period',
      choices: async (_, { t, at }) =>
        Object.entries(PERIODS).map(
          ([id, days]): Choice => ({ id, label: t(`queue:ledger.period.${id}`, { ...days(dayAt(at)), days: DAYS }) }),
        ),
    },
  ],
  async submit({ caseLedgers }, context, { form: wanted, settlement = '', period }) {
    const { t, at, visitor } = context;
    const form = LEDGER_FORMS.find(one => one === wanted);
    const days = Object.entries(PERIODS).find(([id]) => id === period)?.[1];
    if (!form || !days) return said(context, t('desk:not_offered'));
    const opened = await caseLedgers.open(visitor.actor, {
      form,
      ...days(dayAt(at)),
      settlement: parseSettlementId(settlement),
    });
    if (!opened.ok) return refusedTo(context, opened.refusal);
    const file = await ledgerFile(opened.value, wordsOf(context), MOST_ROWS);
    const again = formChoice('case_ledger', context);
    return file.ok ? withFile(context, file.value, again) : said(context, refusalWords(file.refusal, t), [again]);
  },
};

const withFile = (context: TurnContext, { rows, ...file }: LedgerFile, again: Choice) => ({
  ...say(
    context,
    { text: context.t('queue:ledger.here', { rows }), file, choices: [again] },
    { form: undefined, topic: undefined },
  ),
  private: true,
});

const wordsOf = ({ t, language, parts }: TurnContext): LedgerWords => ({
  t,
  kind: id => kindName(parts.categories, id, language),
  unit: id => parts.policy.units.get(id)?.name ?? id,
});
