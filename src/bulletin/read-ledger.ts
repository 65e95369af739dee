/** A whole ledger, read page by page. */
import type { Actor } from '../directory/model.ts';
import { done, type Outcome } from '../directory/outcome.ts';
import type { Bulletins } from './index.ts';
import type { LedgerFilter, LedgerLine } from './model.ts';

const STRETCH = 500;

/** All lines that the actor may see, or those that the filter names, oldest first. */
export async function readLedger(
  bulletins: Pick<Bulletins, 'ledger'>,
  actor: Actor,
  id: string,
  filter: Omit<LedgerFilter, 'after' | 'limit'> = {},
): Promise<Outcome<readonly LedgerLine[]>> {
  const lines: LedgerLine[] = [];
  for (;;) {
    const page = await bulletins.ledger(actor, id, { ...filter, after: lines.at(-1)?.delivery, limit: STRETCH });
    if (!page.ok) return page;
    lines.push(...page.value);
    if (page.value.length < STRETCH) return done(lines);
  }
}
