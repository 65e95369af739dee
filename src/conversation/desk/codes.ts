/**
 * A code in a message is all that it takes: it makes somebody what it says, or binds the group that it was posted in.
 */
import { codeIn } from '../../directory/codes.ts';
import type { Redeemed } from '../../directory/visitors.ts';
import { ANONYMOUS } from '../../message/index.ts';
import type { TurnContext } from '../turn-context.ts';
import type { Turn } from './desk.ts';
import { later } from './form.ts';
import { roleWords, scopeWords, settlementName, told } from './words.ts';

/** Whether a message in a group is a code and nothing else: it is meant for the assistant though it was not called. */
export const isCode = (text: string): boolean => codeIn(text) !== undefined && codeIn(text) === text.trim();

/** Takes the code in a message, if there is one. */
export function takeCode(context: TurnContext, text: string): Turn | undefined {
  const letters = codeIn(text);
  if (letters === undefined) return undefined;
  const { person, chat } = context.sender;
  // The code works on: whoever posted it can show themselves and post it again.
  if (person === ANONYMOUS) return { session: context.session, outgoing: [{ text: context.t('desk:code.anonymous') }] };
  return later(context, async ({ directory }) =>
    told(context, await directory.visitors.redeem(context.sender, letters, chat.name), redeemed => words(redeemed, context)),
  );
}

function words(redeemed: Redeemed, context: TurnContext): string {
  const { t } = context;
  switch (redeemed.kind) {
    case 'role': {
      const { role, scope, settlement } = redeemed;
      return t('desk:code.role', { role: roleWords({ role }, t), scope: scopeWords(scope, settlement, context) });
    }
    case 'group': {
      const { settlement, group } = redeemed;
      const place = settlementName(settlement, t);
      return group.building === undefined
        ? t('desk:code.group', { settlement: place })
        : t('desk:code.group_building', { settlement: place, building: group.building });
    }
    case 'household':
      return t('desk:code.household', { settlement: settlementName(redeemed.settlement, t) });
  }
}
