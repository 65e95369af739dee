/**
 * What a settlement may set up, checked with the numbers of its record.
 */
import { settlementFacts } from '../../../directory/facts.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import { asksForSettlement, beginOnFile } from '../../eligibility/start.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Turn } from '../desk.ts';
import { type Form, openForm } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import { settlementName, told } from '../words.ts';

/** Screens a settlement. */
export const settlementScreen: Form = {
  id: 'settlement_screen',
  action: 'settlement.view',
  given: ['settlement'],
  fields: [settlementField('settlement.view')],
  async submit({ directory }, context, { settlement = '' }) {
    const { t, visitor, parts } = context;
    const found = await directory.settlements.get(visitor.actor, parseSettlementId(settlement)!);
    return told(context, found, one =>
      beginOnFile(context, {
        schemes: [...parts.rules.schemes.values()].filter(scheme => scheme.region === one.region && scheme.for === 'settlement'),
        screening: true,
        facts: settlementFacts(one),
        of: 'settlement',
        intro: t('eligibility:begin.for_settlement', { settlement: settlementName(one, t) }),
      }),
    );
  },
};

/** Screens the settlement of a cadre who asks in their own words what it may set up, where they look after just one. */
export function screenOwn(context: TurnContext, text: string): Turn | undefined {
  const reach = context.visitor.actor.rights.flatMap(({ role, scope }) => (role === 'cadre' ? [scope] : []));
  const [only, ...others] = reach;
  if (only?.kind !== 'settlement' || others.length > 0) return undefined;
  if (!context.isPrivate || !asksForSettlement(context, text)) return undefined;
  return openForm(settlementScreen, context, { settlement: only.settlement });
}
