/**
 * What the directory knows: settlements, households and their members, people on platforms, groups.
 */
import type { Day } from '../shared/calendar.ts';
import type { GroupId, HouseholdId, PersonId, RegionId, SettlementId, UnitId } from '../shared/ids.ts';
import type { Role } from './access.ts';
import type { Manner } from './manner.ts';
import type { Place, Scope } from './scope.ts';

/** A person or place that can be reached in an office. */
export interface Contact {
  /** What it is for, or the person's name. */
  readonly name: string;
  readonly phone?: string | undefined;
}

/** A settlement of relocated households. */
export interface Settlement {
  readonly id: SettlementId;
  readonly region: RegionId;
  /** As people call it: 黔西市. */
  readonly county: string;
  readonly name: string;
  readonly kind?: 'rural' | 'urban' | undefined;
  /** People, not households. */
  readonly population?: number | undefined;
  /** Of them those who were registered as poor. */
  readonly poorPopulation?: number | undefined;
  readonly buildings: readonly Building[];
  readonly office?: Office | undefined;
  /** Who in the settlement answers for a unit that documents name. */
  readonly desks: readonly Desk[];
  readonly tags: readonly string[];
  /** Counts changes: whoever edits says which one they saw. */
  readonly version: number;
}

/** A building with its entrances (单元). */
export interface Building {
  readonly name: string;
  readonly entrances?: readonly string[] | undefined;
}

/** The community office. */
export interface Office {
  readonly address?: string | undefined;
  readonly hours?: string | undefined;
  readonly contacts: readonly Contact[];
}

/** Where the settlement answers for a unit of `knowledge/units.yaml`. */
export interface Desk extends Contact {
  readonly unit: UnitId;
  readonly hours?: string | undefined;
}

/** A household's file (一户一档). */
export interface Household {
  readonly id: HouseholdId;
  readonly settlement: SettlementId;
  /** The office's own number for it (户编号). */
  readonly code?: string | undefined;
  readonly building: string;
  readonly entrance?: string | undefined;
  readonly room?: string | undefined;
  /** The head of the household first. */
  readonly members: readonly Member[];
  readonly marks: readonly Mark[];
  /** Where they moved from. */
  readonly origin?: string | undefined;
  readonly movedIn?: Day | undefined;
  /** What the file is kept for. */
  readonly purpose: string;
  readonly consents: readonly Consent[];
  readonly version: number;
}

/** What a household is registered as. */
export const MARKS = [
  /** 脱贫户 (registered as poor, 建档立卡). */
  'out-of-poverty',
  /** 监测对象, the kind not stated. */
  'monitored',
  /** 脱贫不稳定户 */
  'unstable',
  /** 边缘易致贫户 */
  'borderline',
  /** 突发严重困难户 */
  'sudden-hardship',
  /** 低保户 */
  'dibao',
  /** 特困供养 */
  'destitute',
] as const;
/** One of `MARKS`. */
export type Mark = (typeof MARKS)[number];

/** How somebody can work. */
export const LABOUR = ['full', 'partial', 'none'] as const;
/** Whether somebody works. */
export const WORK = ['none', 'flexible', 'stable'] as const;
/** How somebody belongs to the household. */
export const RELATIONS = ['head', 'spouse', 'child', 'child-in-law', 'grandchild', 'parent', 'sibling', 'other'] as const;

/** Somebody who belongs to a household. */
export interface Member {
  /** Within the household: `m1`. */
  readonly id: string;
  readonly name: string;
  readonly relation: (typeof RELATIONS)[number];
  /** Eighteen characters with a right check digit. */
  readonly identityNumber?: string | undefined;
  readonly phone?: string | undefined;
  readonly sex?: 'female' | 'male' | undefined;
  readonly birth?: Day | undefined;
  readonly labour?: (typeof LABOUR)[number] | undefined;
  readonly work?: (typeof WORK)[number] | undefined;
  /** Where and what they work. */
  readonly workplace?: string | undefined;
  readonly skills?: string | undefined;
  readonly schooling?: string | undefined;
  readonly health?: string | undefined;
}

/** What a household has agreed to. */
export const PURPOSES = ['file', 'eligibility', 'contact', 'employment'] as const;

/** That somebody agreed, for what, how, and who wrote it down. */
export interface Consent {
  readonly purpose: (typeof PURPOSES)[number];
  /** Who agreed: the member's id; a guardian agrees for those under 14. */
  readonly member?: string | undefined;
  readonly how: 'written' | 'spoken' | 'chat';
  readonly on: Day;
  /** Who recorded it: a person's or token's id. */
  readonly recordedBy: string;
  readonly withdrawnOn?: Day | undefined;
}

/** What a household can be found by. */
export const KEY_KINDS = ['code', 'identity', 'phone', 'name', 'door'] as const;

/** One thing that a household can be found by. */
export interface HouseholdKey {
  readonly kind: (typeof KEY_KINDS)[number];
  readonly value: string;
}

/** Who somebody is on a platform. */
export interface Identity {
  readonly channel: string;
  readonly account: string;
  readonly person: string;
}

/** Somebody whom the directory knows. */
export interface Person {
  readonly id: PersonId;
  /** What they are called; empty where nobody said. */
  readonly name: string;
}

/** A role that somebody was given. */
export interface Grant {
  readonly id: string;
  readonly person: PersonId;
  readonly role: Role;
  readonly scope: Scope;
  readonly grantedBy: string;
  /** ISO instant. */
  readonly grantedAt: string;
  readonly revokedBy?: string | undefined;
  readonly revokedAt?: string | undefined;
}

/** A person's place in a household. */
export interface Link {
  readonly person: PersonId;
  readonly household: HouseholdId;
  readonly member: string;
  readonly linkedBy: string;
  readonly linkedAt: string;
}

/** A group chat that belongs to a settlement, or to one building of it. */
export interface Group {
  readonly id: GroupId;
  readonly channel: string;
  readonly account: string;
  /** The platform's own id, which may change. */
  readonly chat: string;
  readonly settlement: SettlementId;
  readonly building?: string | undefined;
  readonly name?: string | undefined;
  readonly boundBy: string;
  readonly boundAt: string;
  readonly manner: Manner;
  /** `22:00-07:00`, or `none`; nothing where nobody set it. */
  readonly quiet?: string | undefined;
}

/** That somebody is not listened to in a settlement's groups; of who it is nothing but a digest is kept. */
export interface Mute {
  readonly id: string;
  /** `nobody:<digest>`, as in the record of what was done. */
  readonly who: string;
  readonly settlement: SettlementId;
  /** The group in which it was done. */
  readonly group?: GroupId | undefined;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  /** ISO instant; nothing where it is for good. */
  readonly until?: string | undefined;
}

/** A token of the API; the token itself is shown once and never kept. */
export interface Token {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly issuedBy: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly revokedAt?: string | undefined;
  readonly usedAt?: string | undefined;
}

/** What was done, looked at or refused. */
export interface AuditEntry {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly via: Actor['via'];
  readonly action: string;
  readonly subject?: string | undefined;
  readonly place?: string | undefined;
  /** `done`, or the code of the refusal. */
  readonly outcome: string;
  readonly reason?: string | undefined;
}

/** Whoever asks something of the directory. */
export interface Actor {
  /** `p_…`, `t_…` (a token), `operator` (the command line), `system`, or `nobody:<digest>` for somebody unknown. */
  readonly id: string;
  readonly via: 'chat' | 'command' | 'api' | 'system';
  readonly rights: readonly { readonly role: Role; readonly scope: Scope }[];
  readonly person?: Person | undefined;
}

/** A stretch of a list: what comes after an id, so many. */
export interface Page {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A settlement's place. */
export const placeOf = ({ id, region, county }: Pick<Settlement, 'id' | 'region' | 'county'>): Place => ({
  settlement: id,
  region,
  county,
});
