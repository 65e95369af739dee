/** A settlement's record in plain lines. */
import type { Contact, Settlement } from '../../../directory/model.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { TurnContext } from '../../turn-context.ts';
import { regionName } from '../../wording.ts';
import { settlementName } from '../words.ts';

/** What the record says; what it does not say is said to be missing where it matters for decisions. */
export function recordWords(settlement: Settlement, { t, parts, language }: TurnContext): string {
  const { region: id, kind, population, poorPopulation, buildings, office, desks, tags } = settlement;
  const region = parts.policy.regions.get(id);
  const count = (number: number | undefined) =>
    number === undefined ? t('settlement:unknown') : t('settlement:people', { number });
  return [
    t('settlement:name', { name: settlementName(settlement, t), region: region ? regionName(region, language) : id }),
    t('settlement:kind', { says: kind === undefined ? t('settlement:unknown') : t(`settlement:kind_is.${kind}`) }),
    t('settlement:population', { says: count(population) }),
    t('settlement:poor_population', { says: count(poorPopulation) }),
    listed(
      'settlement:buildings',
      buildings.map(({ name, entrances = [] }) =>
        entrances.length > 0 ? t('settlement:building', { name, entrances: entrances.join(t('settlement:and')) }) : name,
      ),
      t,
    ),
    office?.address ? t('settlement:address', { address: office.address }) : '',
    office?.hours ? t('settlement:hours', { hours: office.hours }) : '',
    listed(
      'settlement:contacts',
      (office?.contacts ?? []).map(contact => contactWords(contact, t)),
      t,
    ),
    ...desks.map(desk =>
      [
        t('settlement:desk', {
          unit: parts.policy.units.get(desk.unit)?.name ?? desk.unit,
          contact: contactWords(desk, t),
        }),
        desk.hours ?? '',
      ]
        .filter(Boolean)
        .join(t('settlement:comma')),
    ),
    listed('settlement:tags', tags, t),
  ]
    .filter(Boolean)
    .join('\n');
}

const contactWords = ({ name, phone }: Contact, t: Translate): string =>
  phone === undefined ? name : t('settlement:contact', { name, phone });

const listed = (key: string, items: readonly string[], t: Translate): string =>
  items.length > 0 ? t(key, { list: items.join(t('settlement:and')) }) : '';
