/**
 * What a household can be found by, each spelled in one way only.
 */
import type { Household, HouseholdKey, Member, Settlement } from './model.ts';

/** A name as it is compared: half width, the dots of longer names alike, without spaces and case. */
const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s.•・⋅]|\u00b7/g, '')
    .toLowerCase();

/** The number of a building, an entrance or a room, without the word that may stand behind it. */
const doorPart = (part: string | undefined): string =>
  (part ?? '')
    .normalize('NFKC')
    .replace(/\s/g, '')
    .toUpperCase()
    .replace(/(?<=[\dA-Z])(?:\p{Script=Han}+|#)$/u, '')
    .replace(/(?<![\dA-Z])0+(?=\d)/g, '');

/** A building as its settlement spells it: 3 and 3号楼 are its 3栋. One that the settlement does not list stays as it is. */
export const buildingIn = ({ buildings }: Pick<Settlement, 'buildings'>, building: string): string =>
  buildings.find(({ name }) => doorPart(name) === doorPart(building))?.name ?? building.trim();

/**
 * The keys of a household, each once: its number, its members' identity numbers, phones and names, its door. A household without a room has no
 * door of its own.
 */
export function keysOf(
  household: Pick<Household, 'code' | 'entrance' | 'room'> & {
    readonly building?: string | undefined;
    readonly members: readonly Member[];
  },
): HouseholdKey[] {
  const { code, building, entrance, room, members } = household;
  const door = room === undefined || building === undefined ? undefined : [building, entrance, room].map(doorPart).join('-');
  const keys: [HouseholdKey['kind'], string | undefined][] = [
    ['code', code?.normalize('NFKC').replace(/\s/g, '').toUpperCase()],
    ...members.map((member): [HouseholdKey['kind'], string | undefined] => ['identity', member.identityNumber]),
    ...members.map((member): [HouseholdKey['kind'], string | undefined] => ['phone', member.phone?.replace(/\D/g, '')]),
    ...members.map((member): [HouseholdKey['kind'], string | undefined] => ['name', nameKey(member.name)]),
    ['door', door],
  ];
  const unique = new Map(keys.flatMap(([kind, value]) => (value ? [[`${kind} ${value}`, { kind, value }] as const] : [])));
  return [...unique.values()];
}

/** Whether two names are one. */
export const isSameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);
