/** The rooms that the API speaks for. */
import type { Bulletins } from '../bulletin/index.ts';
import type { HouseholdWording } from '../directory/household-sheet/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Employment } from '../employment/index.ts';
import type { Hardships } from '../grievance/hardship/service.ts';
import type { Grievances } from '../grievance/index.ts';
import type { Ledgers } from '../grievance/ledgers.ts';
import type { Inquiries, LocalKnowledge } from '../inquiry/index.ts';
import type { Category } from '../knowledge/categories.ts';
import type { Policy } from '../knowledge/load.ts';
import type { Schemes } from '../knowledge/schemes/model.ts';
import type { Wordbook } from '../language/i18n.ts';
import type { Clock } from '../shared/clock.ts';
import type { RegionId } from '../shared/ids.ts';
import type { Webhooks } from '../webhook/index.ts';

/** What endpoints are made of. */
export interface Rooms {
  readonly directory: Directory;
  readonly bulletins: Bulletins;
  readonly inquiries: Inquiries;
  readonly localKnowledge: LocalKnowledge;
  readonly employment: Employment;
  readonly hardships: Hardships;
  readonly grievances: Grievances;
  readonly caseLedgers: Ledgers;
  /** The kinds of grievance; read when they are first needed. */
  readonly categories: () => ReadonlyMap<string, Category>;
  readonly webhooks: Webhooks;
  readonly gaps: Gaps;
  readonly policy: Policy;
  /** Read when they are first asked for. */
  readonly rules: () => Schemes;
  /** How offices write their household tables; read when it is first asked for. */
  readonly householdWording: () => HouseholdWording;
  readonly wordbook: Wordbook;
  readonly clock: Clock;
}

/** What people asked and the documents did not answer; the port of who keeps it. */
export interface Gaps {
  /** Like questions together, the most frequent first; of some regions or all. */
  list(regions: readonly RegionId[] | 'all', limit: number): Promise<readonly Gap[]>;
}

/** Like questions that were not answered. */
export interface Gap {
  readonly region: RegionId;
  readonly reason: string;
  readonly question: string;
  /** The clause that came closest. */
  readonly nearest?: string | undefined;
  readonly times: number;
  /** ISO instant of the last one. */
  readonly lastAt: string;
}
