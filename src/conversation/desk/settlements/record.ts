/**
 * A settlement's record, shown and added.
 */
import { allows } from '../../../directory/access.ts';
import { placeOf, type Settlement } from '../../../directory/model.ts';
import { parseRegionId, parseSettlementId } from '../../../shared/ids.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import { regionName } from '../../wording.ts';
import { type Form, formChoice, said } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import { told } from '../words.ts';
import { recordWords } from './record-words.ts';

/** Shows a settlement's record. */
export const settlementRecord: Form = {
  id: 'settlement_record',
  action: 'settlement.view',
  given: ['settlement'],
  fields: [settlementField('settlement.view')],
  async submit({ directory }, context, { settlement = '' }) {
    const found = await directory.settlements.get(context.visitor.actor, parseSettlementId(settlement)!);
    return told(context, found, one => showRecord(context, one));
  },
};

/** Adds a settlement: where it is and what it is called; the rest is filled in later. */
export const settlementAdd: Form = {
  id: 'settlement_add',
  action: 'settlement.add',
  fields: [
    {
      kind: 'choice',
      name: 'region',
      choices: async (_, { parts, language }) =>
        [...parts.policy.regions.values()].map(region => ({ id: region.id, label: regionName(region, language) })),
    },
    { kind: 'text', name: 'county' },
    { kind: 'text', name: 'name' },
  ],
  async submit({ directory }, context, { region = '', county = '', name = '' }) {
    const draft = { region: parseRegionId(region)!, county, name, buildings: [], desks: [], tags: [] };
    const added = await directory.settlements.add(context.visitor.actor, draft);
    return told(context, added, one => showRecord(context, one, context.t('desk:form.settlement_add.done')));
  },
};

/** The record, with what may be done with it. @param before what is said first */
export function showRecord(context: TurnContext, settlement: Settlement, before = ''): TurnOutcome {
  const { id, version } = settlement;
  const mayEdit = allows(context.visitor.actor.rights, 'settlement.edit', placeOf(settlement));
  return said(context, [before, recordWords(settlement, context)].filter(Boolean).join('\n\n'), [
    ...(mayEdit ? [formChoice('settlement_change', context, id, String(version))] : []),
    formChoice('settlement_screen', context, id),
  ]);
}
