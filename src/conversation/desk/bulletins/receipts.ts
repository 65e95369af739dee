/** Who has confirmed a bulletin, by building, and who has not. */
import type { Receipts } from '../../../bulletin/model.ts';
import type { Translate } from '../../../language/i18n.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import { type Form, said } from '../form.ts';
import { doorWords } from '../households/file-words.ts';
import { settlementField } from '../settlement-field.ts';
import { told } from '../words.ts';
import { deedChoice } from './buttons.ts';

/** So many of those who have not confirmed are named. */
const MOST = 30;

export const bulletinReceipts: Form = {
  id: 'bulletin_receipts',
  given: ['bulletin'],
  lasts: true,
  fields: [settlementField('receipt.view')],
  async submit({ bulletins }, context, { bulletin = '', settlement = '' }) {
    const { t, visitor } = context;
    const receipts = await bulletins.receipts(visitor.actor, bulletin, parseSettlementId(settlement)!);
    return told(context, receipts, one => said(context, receiptsWords(one, t), [deedChoice('bulletin_ledger', bulletin, t)]));
  },
};

/** The sums by building, then who has not. */
export function receiptsWords({ confirmed, buildings, missing }: Receipts, t: Translate): string {
  const named = missing
    .slice(0, MOST)
    .map(({ building, door, name }) => t('bulletin-desk:receipts.household', { door: doorOf(building, door), name }));
  return [
    t('bulletin-desk:receipts.confirmed', { total: confirmed.length }),
    ...buildings.map(one => t('bulletin-desk:receipts.building', one)),
    missing.length > 0
      ? t('bulletin-desk:receipts.missing', { total: missing.length })
      : t(
          buildings.some(({ ofHouseholds }) => ofHouseholds > 0)
            ? 'bulletin-desk:receipts.all'
            : 'bulletin-desk:receipts.no_files',
        ),
    ...named,
    missing.length > MOST ? t('bulletin-desk:receipts.more', { total: missing.length - MOST }) : '',
  ]
    .filter(Boolean)
    .join('\n');
}

const doorOf = (building: string, door: string): string =>
  door.startsWith(building) ? door : doorWords({ building, room: door });
