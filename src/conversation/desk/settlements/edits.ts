/**
 * What may be changed in a settlement's record.
 */
import type { Contact, Office, Settlement } from '../../../directory/model.ts';
import { bare, normalise } from '../../../language/normalise.ts';
import type { Choice } from '../../../message/index.ts';
import { parseSettlementId, parseUnitId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn } from '../form.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { edit, line, people, phone } from './edit.ts';

/** What was filled in, or what was before where that stays. */
const kept = <T>(value: string | undefined, before: T | undefined, read: (text: string) => T): T | undefined =>
  value ? read(value) : before;

const officeOf = ({ office }: Settlement): Office => office ?? { contacts: [] };

const contactFrom = ({ name = '', phone: number }: Values): Contact => ({ name, ...(number ? { phone: number } : {}) });

/** The items with the one of the same name replaced, or taken away. */
const replaced = <T>(items: readonly T[], key: (item: T) => string, item: T, stays = true): T[] => {
  const others = items.filter(one => key(one) !== key(item));
  return stays ? [...others, item] : others;
};

/** The separate words of a line. */
const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(/[\s,;\u3001]+/u)
    .filter(Boolean);

/** How many people live there. */
const settlementPeople = edit(
  'settlement_people',
  [people('population', 'settlement_population'), people('poorPopulation', 'settlement_poor_population')],
  ({ population, poorPopulation }, before) => ({
    population: kept(population, before.population, Number),
    poorPopulation: kept(poorPopulation, before.poorPopulation, Number),
  }),
);

const KINDS = ['rural', 'urban'] as const;

const settlementKind = edit(
  'settlement_kind',
  [
    {
      kind: 'choice',
      name: 'kind',
      choices: async (_, { t }) => KINDS.map((id): Choice => ({ id, label: t(`settlement:kind_is.${id}`) })),
    },
  ],
  ({ kind }) => ({ kind: KINDS.find(one => one === kind) }),
);

/** Where the office is, and when it is open. */
const settlementOffice = edit(
  'settlement_office',
  [line('address', 'unchanged'), line('hours', 'unchanged')],
  ({ address, hours }, before) => ({
    office: {
      ...officeOf(before),
      address: kept(address, before.office?.address, String),
      hours: kept(hours, before.office?.hours, String),
    },
  }),
);

/** A telephone of the office; without a number the contact goes. */
const settlementContact = edit('settlement_contact', [line('name'), phone], (values, before) => {
  const office = officeOf(before);
  const contacts = replaced(office.contacts, ({ name }) => name, contactFrom(values), Boolean(values['phone']));
  return { office: { ...office, contacts } };
});

const settlementBuilding = edit(
  'settlement_building',
  [line('name'), line('entrances', 'left-out')],
  ({ name = '', entrances = '' }, { buildings }) => ({
    buildings: replaced(buildings, one => one.name, { name, ...(entrances ? { entrances: wordsIn(entrances) } : {}) }),
  }),
);

/** Who in the settlement answers for a unit that the documents name. */
const settlementDesk: Form = edit(
  'settlement_desk',
  [
    line('unit_name'),
    { kind: 'choice', name: 'unit', asksAlways: true, choices: unitChoices },
    line('name'),
    phone,
    line('hours', 'left-out'),
  ],
  ({ unit = '', hours, ...values }, { desks }) => ({
    desks: replaced(desks, one => one.unit, { ...contactFrom(values), unit: parseUnitId(unit)!, ...(hours ? { hours } : {}) }),
  }),
);

const settlementTags = edit('settlement_tags', [line('tags', 'left-out')], ({ tags = '' }) => ({ tags: wordsIn(tags) }));

/** Units of the settlement's region, by part of a name. */
async function unitChoices({ directory, ...desk }: Desk, context: TurnContext, { unit_name: typed = '', ...values }: Values) {
  const { visitor, parts, t } = context;
  const found = await directory.settlements.get(visitor.actor, parseSettlementId(values['settlement'] ?? '')!);
  if (!found.ok) return refusedTo(context, found.refusal);
  const said = bare(normalise(typed));
  const units = [...parts.policy.units.values()].filter(
    ({ id, name, printed }) =>
      id.startsWith(`${found.value.region}.`) &&
      [name, ...printed].some(one => said !== '' && bare(normalise(one)).includes(said)),
  );
  if (units.length > 0) return units.map(({ id, name }): Choice => ({ id, label: name }));
  return fillIn(settlementDesk, { directory, ...desk }, context, values, { before: t('desk:form.settlement_desk.nothing') });
}

/** The changes, in the order in which they are offered. */
export const settlementEdits: readonly Form[] = [
  settlementPeople,
  settlementKind,
  settlementOffice,
  settlementContact,
  settlementBuilding,
  settlementDesk,
  settlementTags,
];

/** Asks what is to be changed. */
export const settlementChange: Form = {
  id: 'settlement_change',
  given: ['settlement', 'version'],
  fields: [
    {
      kind: 'choice',
      name: 'what',
      choices: async (_, { t }) => settlementEdits.map(({ id }): Choice => ({ id, label: t(`desk:form.${id}.title`) })),
    },
  ],
  async submit(desk, context, { what, ...values }) {
    const form = settlementEdits.find(({ id }) => id === what) ?? settlementPeople;
    return fillIn(form, desk, context, values);
  },
};
