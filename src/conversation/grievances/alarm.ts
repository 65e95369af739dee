/**
 * Present danger goes to a person as well: the settlement's handlers and cadres, or whoever is above them where it has none, are told at once, with
 * what was written and as much of who and where as is known.
 */
import type { Deliveries } from '../../delivery/index.ts';
import type { Address, Way } from '../../delivery/store.ts';
import type { KnownSettlement } from '../../directory/gazetteer.ts';
import type { Directory } from '../../directory/index.ts';
import { placeOf } from '../../directory/model.ts';
import type { Visitor } from '../../directory/visitors.ts';
import { type Hearing, whoHears } from '../../grievance/index.ts';
import type { Translate, Wordbook } from '../../language/i18n.ts';
import type { SessionOf } from '../desk/answer-words.ts';

/** What is passed on. */
export interface Cry {
  readonly settlement: KnownSettlement;
  readonly visitor: Visitor;
  /** Who wrote: they are not told of themselves. */
  readonly from: Address;
  readonly words: string;
  /** Whether it was written before others. */
  readonly inGroup: boolean;
  /** The number of the message. */
  readonly message: number;
}

/** Tells those who can do something about it. */
export interface Alarm {
  /** @returns who hears of it */
  raise(cry: Cry): Promise<Hearing>;
}

/** It wakes people. */
const AT_ONCE: Way = { urgency: 'danger', kind: 'private', evenWhenQuiet: true };

/** What raising the alarm takes. */
export interface AlarmParts {
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly wordbook: Wordbook;
  readonly sessionOf: SessionOf;
}

export function createAlarm({ directory, deliveries, wordbook, sessionOf }: AlarmParts): Alarm {
  const words = ({ settlement, words, inGroup }: Cry, who: string, t: Translate): string =>
    [
      t('grievance:alarm.told', {
        settlement: t('directory:settlement', { county: settlement.county, name: settlement.name }),
        words,
      }),
      t('grievance:alarm.who', { who: who === '' ? t('grievance:alarm.unknown') : who }),
      t(inGroup ? 'grievance:alarm.in_group' : 'grievance:alarm.in_private'),
      t('grievance:alarm.go'),
    ].join('\n');
  return {
    async raise(cry) {
      const { visitor, from, message } = cry;
      const own = visitor.link && (await directory.reach.nameOf(visitor.link));
      const who = own ? `${own.name} ${own.building}` : (visitor.actor.person?.name ?? '');
      const { hearing, chats } = await whoHears(directory, placeOf(cry.settlement), from);
      for (const to of chats) {
        const t = wordbook.in((await sessionOf(to))?.language ?? 'zh-CN');
        await deliveries.post(`cry:${message}`, to, { text: words(cry, who, t) }, AT_ONCE);
      }
      return hearing;
    },
  };
}
