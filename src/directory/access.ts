/**
 * Who may do what where: one table of actions and roles. A role reaches as far as its scope; nobody may do what the table does not give them.
 */
import { covers, type Place, type Scope } from './scope.ts';

/**
 * What somebody may be. Whoever is linked to a household is its settlement's resident. An administrator runs the assistant and sees no household;
 * a cadre looks after settlements and their households; handlers, call-back officers and supervisors work on grievances.
 */
export const ROLES = ['resident', 'cadre', 'handler', 'callback-officer', 'supervisor', 'admin'] as const;
/** One of `ROLES`. */
export type Role = (typeof ROLES)[number];

/** Roles that are granted; a resident is one by living there. */
export const GRANTED_ROLES: readonly Role[] = ROLES.filter(role => role !== 'resident');

/** A role with its reach. */
export interface Right {
  readonly role: Role;
  readonly scope: Scope;
}

const STAFF = ['cadre', 'handler', 'callback-officer', 'supervisor', 'admin'] as const;

/** Every action with the roles that may do it. */
export const RIGHTS = {
  /** See a settlement's record: its numbers, buildings, office and desks. */
  'settlement.view': STAFF,
  /** Add or remove a settlement. */
  'settlement.add': ['admin'],
  'settlement.remove': ['admin'],
  'settlement.edit': ['cadre', 'admin'],
  /** See which households there are, names shortened. */
  'household.list': ['cadre', 'supervisor'],
  /** See a household's file in full. */
  'household.open': ['cadre'],
  'household.edit': ['cadre'],
  /** Take households in from a spreadsheet, look at what would change, and undo it. */
  'household.import': ['cadre'],
  /** Erase a household's file, or all that is known of a person. */
  'household.erase': ['cadre', 'admin'],
  /** Hand out the code that links a person to a household. */
  'household.link': ['cadre'],
  /** Run the eligibility interview for a household. */
  'household.check': ['cadre'],
  'group.view': ['cadre', 'supervisor', 'admin'],
  /** Bind a group to a settlement or let it go. */
  'group.bind': ['cadre', 'admin'],
  /** Set when the assistant speaks in a group, and take away what must not stand there. */
  'group.edit': ['cadre', 'admin'],
  /** Have somebody not listened to, and lift it. */
  'person.mute': ['cadre'],
  /** See who has which role. */
  'role.view': ['supervisor', 'admin'],
  /** Invite somebody into a role, or take it from them. */
  'role.grant': ['admin'],
  'role.revoke': ['admin'],
  'token.view': ['admin'],
  'token.issue': ['admin'],
  'token.revoke': ['admin'],
  /** See residents' questions to their cadre, without names. */
  'inquiry.view': ['cadre', 'supervisor'],
  'inquiry.answer': ['cadre'],
  /** Keep what only the settlement knows (本点信息). */
  'info.edit': ['cadre'],
  /** See what was announced to groups, and how far it is. */
  'bulletin.view': ['cadre', 'supervisor', 'admin'],
  /** Write a bulletin, send it, hold it, stop it, take it back. */
  'bulletin.write': ['cadre', 'admin'],
  /** Let a colleague's official notice go out. */
  'bulletin.approve': ['cadre', 'supervisor', 'admin'],
  /** See who has confirmed a bulletin, and who has not. */
  'receipt.view': ['cadre'],
  'posting.view': STAFF,
  /** Take job postings in, change, release and withdraw them. */
  'posting.edit': ['cadre'],
  /** Offer trainings. */
  'training.edit': ['cadre'],
  /** See who looks for work, who was brought to a job, and in which households no one works. */
  'work.view': ['cadre'],
  'work.edit': ['cadre'],
  /** Report for somebody who does not write themselves. */
  'grievance.report': ['cadre'],
  /** See grievances, without who reported them. */
  'grievance.view': ['handler', 'callback-officer', 'supervisor'],
  /** Take one from the queue, and all that its holder does with it. */
  'grievance.handle': ['handler'],
  /** Call whoever reported one and ask whether the answer settled it. */
  'grievance.call': ['callback-officer', 'supervisor'],
  /** Decide whose it is, grant more time, close without a call that reached anybody, and say who works for which unit. */
  'grievance.supervise': ['supervisor'],
  /** See who reported one; each look is recorded with its reason. */
  'grievance.identify': ['handler', 'callback-officer', 'supervisor'],
  /** Take the ledgers of grievances away as a file. */
  'grievance.export': ['supervisor'],
  /** See reports of hardship, and take them through their steps. */
  'hardship.view': ['cadre', 'supervisor'],
  'hardship.edit': ['cadre'],
  /** Decide on a report of hardship once it was publicised. */
  'hardship.decide': ['supervisor'],
  /** Have other programs told of what becomes of cases. */
  'webhook.edit': ['admin'],
  /** See what the documents did not answer. */
  'gap.view': ['cadre', 'supervisor', 'admin'],
  /** See what was done, looked at and refused. */
  'audit.view': ['supervisor', 'admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** One of the actions. */
export type Action = keyof typeof RIGHTS;

/** All actions, in the order of the table. */
export const ACTIONS = Object.keys(RIGHTS) as readonly Action[];

/** Looking at these says nothing of anybody, and what is done with a case stands in its own history: only refusals are recorded. */
const UNRECORDED: readonly Action[] = [
  'settlement.view',
  'household.list',
  'group.view',
  'role.view',
  'token.view',
  'inquiry.view',
  'bulletin.view',
  'posting.view',
  'grievance.view',
  'grievance.handle',
  'gap.view',
  'audit.view',
];

/** Whether an action is recorded when it is allowed too. */
export const isRecorded = (action: Action): boolean => !UNRECORDED.includes(action);

/** Whether one of the rights allows the action at the place. */
export const allows = (rights: readonly Right[], action: Action, place: Place): boolean =>
  rights.some(({ role, scope }) => rolesFor(action).includes(role) && covers(scope, place));

/** The roles that may do it. */
export const rolesFor = (action: Action): readonly Role[] => RIGHTS[action];

/** The scopes within which the rights allow the action: what may be listed. */
export const scopesFor = (rights: readonly Right[], action: Action): Scope[] =>
  rights.filter(({ role }) => rolesFor(action).includes(role)).map(({ scope }) => scope);
