/**
 * Who may do what where, written out by hand: every entrance to the directory (its services, the command line, the chat, the API) is held against
 * this table and not against `RIGHTS`, which it may contradict.
 */
import { ACTIONS, type Action, type Right, ROLES, type Role } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Directory } from '../../src/directory/index.ts';
import type { Settlement } from '../../src/directory/model.ts';
import type { Scope } from '../../src/directory/scope.ts';
import type { RegionId } from '../../src/shared/ids.ts';

/** Where something is, seen from somebody's own settlement. */
export const PLACES = ['own', 'same-county', 'other-county', 'other-region'] as const;
export type Place = (typeof PLACES)[number];

/** How far a role reaches. */
export const REACHES = ['settlement', 'county', 'region', 'all'] as const satisfies readonly Scope['kind'][];
export type Reach = (typeof REACHES)[number];

/** An action and where each role does it, if its scope is of one kind around the own settlement. */
export interface Expectation {
  readonly action: Action;
  readonly reach: Reach;
  readonly allowed: Readonly<Record<Role, readonly Place[]>>;
}

/** `x` does it as far as the scope reaches; `n` makes something new, which is in no settlement that anybody's scope could name; `.` never. */
const TABLE = `
                   resident  cadre  handler  callback-officer  supervisor  admin
settlement.view    .         x      x        x                 x           x
settlement.add     .         .      .        .                 .           n
settlement.remove  .         .      .        .                 .           x
settlement.edit    .         x      .        .                 .           x
household.list     .         x      .        .                 x           .
household.open     .         x      .        .                 .           .
household.edit     .         x      .        .                 .           .
household.import   .         x      .        .                 .           .
household.erase    .         x      .        .                 .           x
household.link     .         x      .        .                 .           .
household.check    .         x      .        .                 .           .
group.view         .         x      .        .                 x           x
group.bind         .         x      .        .                 .           x
group.edit         .         x      .        .                 .           x
person.mute        .         x      .        .                 .           .
role.view          .         .      .        .                 x           x
role.grant         .         .      .        .                 .           x
role.revoke        .         .      .        .                 .           x
token.view         .         .      .        .                 .           x
token.issue        .         .      .        .                 .           x
token.revoke       .         .      .        .                 .           x
inquiry.view       .         x      .        .                 x           .
inquiry.answer     .         x      .        .                 .           .
info.edit          .         x      .        .                 .           .
bulletin.view      .         x      .        .                 x           x
bulletin.write     .         x      .        .                 .           x
bulletin.approve   .         x      .        .                 x           x
receipt.view       .         x      .        .                 .           .
posting.view       .         x      x        x                 x           x
posting.edit       .         x      .        .                 .           .
training.edit      .         x      .        .                 .           .
work.view          .         x      .        .                 .           .
work.edit          .         x      .        .                 .           .
grievance.report     .         x      .        .                 .           .
grievance.view       .         .      x        x                 x           .
grievance.handle     .         .      x        .                 .           .
grievance.call       .         .      .        x                 x           .
grievance.supervise  .         .      .        .                 x           .
grievance.identify   .         .      x        x                 x           .
grievance.export     .         .      .        .                 x           .
hardship.view        .         x      .        .                 x           .
hardship.edit        .         x      .        .                 .           .
hardship.decide      .         .      .        .                 x           .
webhook.edit         .         .      .        .                 .           x
gap.view           .         x      .        .                 x           x
audit.view         .         .      .        .                 x           x
`;

const REACHED: Readonly<Record<Reach, readonly Place[]>> = {
  settlement: ['own'],
  county: ['own', 'same-county'],
  region: ['own', 'same-county', 'other-county'],
  all: ['own', 'same-county', 'other-county', 'other-region'],
};

const [head = [], ...rows] = TABLE.trim()
  .split('\n')
  .map(line => line.trim().split(/\s+/));

/** The whole table, for each reach. */
export const EXPECTED: readonly Expectation[] = rows.flatMap(([name, ...cells]) =>
  REACHES.map(reach => {
    const places = (role: Role): readonly Place[] => {
      const cell = cells[head.indexOf(role)];
      return cell === 'x' || (cell === 'n' && reach !== 'settlement') ? REACHED[reach] : [];
    };
    const allowed = Object.fromEntries(ROLES.map(role => [role, places(role)])) as Record<Role, readonly Place[]>;
    return { action: ACTIONS.find(action => action === name)!, reach, allowed };
  }),
);

/** A settlement in each place. */
export type Places = Readonly<Record<Place, Settlement>>;

/**
 * Adds a settlement in each place; `own` and `same-county` share their county, `other-county` their region.
 * @param suffix stands behind each name, so that there can be more of them
 */
export async function settle({ settlements }: Directory, suffix = ''): Promise<Places> {
  const add = async (region: string, county: string, name: string): Promise<Settlement> => {
    const buildings = [{ name: '1栋' }, { name: '2栋' }];
    const draft = { region: region as RegionId, county, name: `${name}${suffix}`, buildings, desks: [], tags: [] };
    const outcome = await settlements.add(OPERATOR, draft);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };
  return {
    own: await add('guizhou', '黔西市', '惠民社区'),
    'same-county': await add('guizhou', '黔西市', '锦绣社区'),
    'other-county': await add('guizhou', '大方县', '奢香古镇'),
    'other-region': await add('guangxi', '都安县', '八仙社区'),
  };
}

/** A role that reaches so far around the own settlement. */
export const rightOf = (role: Role, reach: Reach, { own }: Places): Right => ({ role, scope: scopeOf(reach, own) });

export function scopeOf(reach: Reach, { id, region, county }: Settlement): Scope {
  switch (reach) {
    case 'all':
      return { kind: 'all' };
    case 'region':
      return { kind: 'region', region };
    case 'county':
      return { kind: 'county', region, county };
    case 'settlement':
      return { kind: 'settlement', settlement: id };
  }
}
