/**
 * Finds a household and shows its file to a cadre who says why; each look is recorded with the reason.
 */
import { keysIn } from '../../../directory/household-lookup.ts';
import { type HouseholdSummary, REASONS, type Reason } from '../../../directory/households.ts';
import type { Household } from '../../../directory/model.ts';
import type { Outcome, Refusal, RefusalCode } from '../../../directory/outcome.ts';
import type { Choice } from '../../../message/index.ts';
import { type HouseholdId, parseHouseholdId, parseSettlementId, type SettlementId } from '../../../shared/ids.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type ChoiceField, type Field, type Form, fillIn, formChoice, said } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { refusalWords, refusedTo } from '../words.ts';
import { fileWords, hasNumbers, nameWords, summaryWords } from './file-words.ts';

/** Why a cadre looks. */
const reasonField: Field = {
  kind: 'choice',
  name: 'reason',
  choices: async (_, { t }) => REASONS.map((id): Choice => ({ id, label: t(`household:reason.${id}`) })),
};

/** Looks for a household of a settlement by whatever is typed. */
export const findHousehold: Form = {
  id: 'find_household',
  action: 'household.list',
  given: ['settlement'],
  fields: [
    settlementField('household.list'),
    { kind: 'text', name: 'typed' },
    { kind: 'choice', name: 'household', asksAlways: true, choices: foundChoices },
    reasonField,
  ],
  submit: show(false),
};

/** Opens a household that is known already: again after a change, or after somebody else's. */
export const openHousehold: Form = { id: 'open_household', given: ['household'], fields: [reasonField], submit: show(false) };

/** Shows the numbers of a file in full: another look for the same reason. */
export const fullHousehold: Form = { id: 'full_household', given: ['household', 'reason'], fields: [], submit: show(true) };

async function foundChoices(
  desk: Desk,
  context: TurnContext,
  { typed = '', ...values }: Values,
): Promise<readonly Choice[] | TurnOutcome> {
  const found = await find(desk, context, parseSettlementId(values['settlement'] ?? '')!, typed);
  if (!found.ok) return refusedTo(context, found.refusal);
  if (found.value.length === 0) {
    const before = context.t('desk:form.find_household.nothing');
    return fillIn(findHousehold, desk, context, values, { before });
  }
  return found.value.map((one): Choice => ({ id: one.id, label: summaryWords(one, context.t) }));
}

/** What the likeliest meaning of the text finds. */
async function find(
  { directory: { households } }: Desk,
  { visitor: { actor } }: TurnContext,
  settlement: SettlementId,
  typed: string,
): Promise<Outcome<readonly HouseholdSummary[]>> {
  for (const key of keysIn(typed)) {
    const found = await households.find(actor, settlement, key);
    if (!found.ok || found.value.length > 0) return found;
  }
  return { ok: true, value: [] };
}

/** @param full whether numbers are shown in full */
function show(full: boolean): Form['submit'] {
  return async (desk, context, values) => {
    const reason = REASONS.find(one => one === values['reason']) ?? 'resident-asks';
    const opened = await desk.directory.households.open(context.visitor.actor, householdIn(values), reason);
    if (!opened.ok) return refusedFile(context, householdIn(values), opened.refusal);
    const household = opened.value;
    const { id, settlement, version } = household;
    return said(context, fileWords(household, context.t, full), [
      formChoice('household_check', context, id, settlement),
      formChoice('household_consent', context, id),
      formChoice('household_link', context, id),
      formChoice('household_work', context, id, String(version)),
      formChoice('household_marks', context, id, String(version)),
      ...(full || !hasNumbers(household) ? [] : [formChoice('full_household', context, id, reason)]),
      formChoice('household_erase', context, id),
      formChoice('find_household', context, settlement),
    ]);
  };
}

/** The household that a form is about. */
export const householdIn = ({ household = '' }: Values): HouseholdId => parseHouseholdId(household)!;

/** The field `member`. @param reason why the file is looked at. @param instead what is said in place of the list */
export const memberField = (
  reason: Reason,
  instead: (household: Household, ...turn: Parameters<ChoiceField['choices']>) => Promise<TurnOutcome | undefined> = async () =>
    undefined,
): Field => ({
  kind: 'choice',
  name: 'member',
  async choices(desk, context, values) {
    const opened = await desk.directory.households.open(context.visitor.actor, householdIn(values), reason);
    if (!opened.ok) return refusedFile(context, householdIn(values), opened.refusal);
    return (await instead(opened.value, desk, context, values)) ?? memberChoices(opened.value, context);
  },
});

/** Members as choices. */
export const memberChoices = ({ members }: Pick<Household, 'members'>, { t }: TurnContext): Choice[] =>
  members.map((member): Choice => ({ id: member.id, label: nameWords(member, t) }));

/** Says why nothing was done. A file that was erased and one that is elsewhere are refused alike: nobody learns which there are. */
export function refusedFile(context: TurnContext, id: HouseholdId, refusal: Refusal): TurnOutcome {
  const { t } = context;
  const words = refusal.code === 'out-of-scope' ? t('household:not_here') : refusalWords(refusal, t);
  const next = CLOSED.includes(refusal.code) ? formChoice('find_household', context) : formChoice('open_household', context, id);
  return said(context, words, [next]);
}

/** With these a file will not open again. */
const CLOSED: readonly RefusalCode[] = ['not-allowed', 'out-of-scope', 'unknown'];

/** Says what came of a change, and offers to open the file again. */
export function toldOf(context: TurnContext, id: HouseholdId, outcome: Outcome<Household>, words: string): TurnOutcome {
  if (!outcome.ok) return refusedFile(context, id, outcome.refusal);
  const { settlement } = outcome.value;
  const version = String(outcome.value.version);
  return said(context, words, [
    formChoice('household_work', context, id, version),
    formChoice('household_marks', context, id, version),
    formChoice('open_household', context, id),
    formChoice('find_household', context, settlement),
  ]);
}
