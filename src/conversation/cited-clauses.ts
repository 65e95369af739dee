/**
 * Clauses as bulletins cite them: as answers do.
 */
import type { Clauses } from '../bulletin/index.ts';
import type { Policy } from '../knowledge/load.ts';
import { statusOn } from '../knowledge/model.ts';
import { citationText } from './wording.ts';

/** @param policyOf called when a clause is first asked for */
export function citedClauses(policyOf: () => Policy): Clauses {
  let policy: Policy | undefined;
  const clauseOf = (id: Parameters<Clauses['knows']>[0]) => {
    policy ??= policyOf();
    return policy.clauses.get(id);
  };
  return {
    knows: id => clauseOf(id) !== undefined,
    cite(ids, t, on) {
      const cited = ids.flatMap(id => clauseOf(id) ?? []);
      // A clause may have gone since the bulletin was written.
      if (cited.length === 0) return '';
      return citationText(
        cited.map(clause => ({ clause, status: statusOn(clause.document, undefined, on) })),
        { t },
      );
    },
  };
}
