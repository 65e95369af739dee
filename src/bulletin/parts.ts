/**
 * What the room is made of.
 */
import type { Deliveries } from '../delivery/index.ts';
import type { Way } from '../delivery/store.ts';
import type { Directory } from '../directory/index.ts';
import type { Clock } from '../shared/clock.ts';
import type { Ids } from '../shared/ids.ts';
import type { Announced, BulletinContent, BulletinKind } from './model.ts';
import type { BulletinStore } from './store.ts';
import type { BulletinWords } from './words.ts';

/** What the room is made of. */
export interface BulletinParts {
  readonly store: BulletinStore;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly words: BulletinWords;
  /** What is kept elsewhere, as it is said at this moment; nothing where there is nothing to say. */
  readonly wordsOf: (announced: Announced) => Promise<BulletinContent | undefined>;
  /** Whether a channel sends what waits for it by itself; elsewhere people come and look. */
  readonly sends: (channel: string) => boolean;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** How copies go: what cannot wait is a case of its own, and wakes people. */
export const wayOf = (kind: BulletinKind): Way =>
  kind === 'alert' ? { urgency: 'case', kind: 'group', evenWhenQuiet: true } : { urgency: 'bulletin', kind: 'group' };
