/**
 * An early sign in words: what gathers where, and what of the documents asks to look at it soon. It counts households and names none.
 */
import type { Address } from '../../../delivery/store.ts';
import type { EarlySign } from '../../../grievance/early-signs.ts';
import type { Category } from '../../../knowledge/categories.ts';
import type { EarlySignFigures } from '../../../knowledge/early-signs.ts';
import type { Language, Translate, Wordbook } from '../../../language/i18n.ts';
import type { Outgoing } from '../../../message/index.ts';
import type { SessionOf } from '../answer-words.ts';
import { settlementName } from '../words.ts';
import { kindName } from './case-words.ts';

/** What signs are put into words with. */
export interface EarlySignWordParts {
  readonly wordbook: Wordbook;
  readonly sessionOf: SessionOf;
  readonly categories: () => ReadonlyMap<string, Category>;
  readonly figures: () => EarlySignFigures;
}

/** One sign in a line. */
export const signLine = (
  { settlement, kind, households, days }: EarlySign,
  categories: ReadonlyMap<string, Category>,
  t: Translate,
  language: Language,
): string =>
  t('queue:signs.line', {
    settlement: settlementName(settlement, t),
    kind: kindName(categories, kind, language),
    households,
    days,
  });

/** What those who look after a settlement are told. */
export const createEarlySignWords =
  ({ wordbook, sessionOf, categories, figures }: EarlySignWordParts) =>
  async (to: Address, sign: EarlySign): Promise<Outgoing> => {
    const language = (await sessionOf(to))?.language ?? 'zh-CN';
    const t = wordbook.in(language);
    const clauses = figures().clausesIn(sign.settlement.region);
    const line = signLine(sign, categories(), t, language);
    return {
      text: t(clauses.length > 0 ? 'queue:signs.told_by_clause' : 'queue:signs.told', { line, clause: clauses.join(', ') }),
    };
  };
