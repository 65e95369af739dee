/** The settlement that somebody lives in: their household's, or the one that they said. */
import type { KnownSettlement } from '../../directory/gazetteer.ts';
import type { TurnContext } from '../turn-context.ts';
import type { Desk } from './desk.ts';

/** Nothing where they did not say, or it is no more. */
export async function homeOf({ directory }: Desk, { visitor, session }: TurnContext): Promise<KnownSettlement | undefined> {
  if (visitor.settlement) return visitor.settlement;
  return session.settlement && directory.gazetteer.get(session.settlement);
}
