/**
 * One-time codes: what they open, how they are written, and how they are taken. A code is ten letters (50 bits) that people type, or a pass of 26
 * (130 bits) that stands in a link; it works once and for a stated time; wrong ones are counted, so that nobody can guess.
 */
import type { Clock } from '../shared/clock.ts';
import type { GroupId, HouseholdId, Ids, RegionId, SettlementId } from '../shared/ids.ts';
import { type Random, randomLetters, readLetters } from '../shared/random.ts';
import type { Role } from './access.ts';
import type { Actor, Identity } from './model.ts';
import { type Outcome, refused } from './outcome.ts';
import type { Scope } from './scope.ts';
import type { DirectoryStore } from './store.ts';

/** What a code opens. */
export type CodePayload =
  | { readonly kind: 'role'; readonly role: Role; readonly scope: Scope; readonly name: string }
  | {
      readonly kind: 'group';
      readonly settlement: SettlementId;
      readonly building?: string | undefined;
      /** The group that has moved to another chat. */
      readonly group?: GroupId | undefined;
    }
  | { readonly kind: 'household'; readonly household: HouseholdId; readonly member: string }
  | ({ readonly kind: 'pass' } & PassPayload);

/** Where a pass leads, and for whom it was made. */
export interface PassPayload {
  /** Who it was made for. */
  readonly of: Identity;
  /** Whether nobody else has seen it: it was asked for in private. */
  readonly isOwn: boolean;
  /** What to go on with: a choice, or words. */
  readonly topic: string;
  readonly region?: RegionId | undefined;
  readonly settlement?: SettlementId | undefined;
}

/** A code as it is handed out: shown once. */
export interface Code {
  /** `7KQ2M-X40DR`; those of a pass are not parted. */
  readonly letters: string;
  /** ISO instant. */
  readonly expiresAt: string;
}

/** So long each kind works, in minutes. */
export const CODE_LASTS_MINUTES = { role: 7 * 24 * 60, group: 30, household: 7 * 24 * 60, pass: 30 } as const;

/** So many wrong codes of one person within so long stop them from trying. */
export const TRIES = { most: 5, withinMinutes: 15 } as const;

/** What a wrong code is recorded as. */
export const REDEEM = 'code.redeem';

const HALF = 5;
/** More than 128 bits: a pass is a link, and whoever guesses it is not slowed down by typing. */
const PASS_LETTERS = 26;

/** Hands out codes and takes them. */
export interface Codes {
  issue(actor: Actor, payload: CodePayload): Promise<Code>;
  /** Takes the code and does what it opens; where that is refused, the code works on. */
  take<T>(
    actor: Actor,
    letters: string,
    kinds: readonly CodePayload['kind'][],
    open: (taken: Taken) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
}

/** A code that was taken. */
export interface Taken {
  readonly payload: CodePayload;
  readonly issuedBy: string;
}

export function createCodes(store: DirectoryStore, { clock, random, ids }: CodeParts): Codes {
  return {
    async issue(actor, payload) {
      const isPass = payload.kind === 'pass';
      const letters = isPass ? randomLetters(random, PASS_LETTERS) : newLetters(random);
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + CODE_LASTS_MINUTES[payload.kind] * 60_000).toISOString();
      await store.codes.add(
        { id: ids.row('c'), kind: payload.kind, payload: JSON.stringify(payload), issuedBy: actor.id, expiresAt },
        letters,
        now,
      );
      return { letters: isPass ? letters : `${letters.slice(0, HALF)}-${letters.slice(HALF)}`, expiresAt };
    },
    async take(actor, typed, kinds, open) {
      const now = clock.now();
      const since = new Date(now.getTime() - TRIES.withinMinutes * 60_000);
      if ((await store.audit.refusals(actor.id, REDEEM, since)) >= TRIES.most)
        return refused('too-many-tries', { minutes: TRIES.withinMinutes });
      const letters = typed.length <= LONGEST ? readLetters(typed) : undefined;
      const code = letters && (await store.codes.find(letters));
      if (!code) return refused('code-unknown');
      if (code.usedBy !== undefined) return refused('code-used');
      if (code.expiresAt <= now.toISOString()) return refused('code-expired');
      const payload = JSON.parse(code.payload) as CodePayload;
      if (!kinds.includes(payload.kind)) return refused('code-elsewhere', { kind: payload.kind });
      if (!(await store.codes.use(code.id, actor.id, now))) return refused('code-used');
      const outcome = await open({ payload, issuedBy: code.issuedBy });
      if (!outcome.ok) await store.codes.release(code.id);
      return outcome;
    },
  };
}

/** Longer ones are looked up for nobody. */
const LONGEST = 64;

/** What codes are made of. */
export interface CodeParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
}

/** At least one digit and one letter, so that no word is taken for a code. */
function newLetters(random: Random): string {
  for (;;) {
    const letters = randomLetters(random, 2 * HALF);
    if (/\d/.test(letters) && /[A-Z]/.test(letters)) return letters;
  }
}

/** The code in a short message (绑定 7KQ2M-X40DR), as typed; `undefined` where there is none. */
export function codeIn(text: string): string | undefined {
  const [whole = '', code] = /(?<![0-9A-Za-z])([0-9A-Za-z]{5}[-－—–]? ?[0-9A-Za-z]{5})(?![0-9A-Za-z])/u.exec(text) ?? [];
  if (code === undefined || !/\d/.test(code) || !/[A-Za-z]/.test(code)) return undefined;
  const beside = text.replace(whole, '').trim();
  return [...beside].length <= BESIDE ? code.replace(/[－—–]/, '-') : undefined;
}

/** So many characters may stand beside a code. */
const BESIDE = 8;
