/** A message that is sent to a group for somebody to see whether it comes. */
import type { Deliveries } from '../../delivery/index.ts';
import type { Group } from '../../directory/model.ts';
import type { Wordbook } from '../../language/i18n.ts';
import type { Clock } from '../../shared/clock.ts';

/** @returns sends it; a group that could not be written to is tried again */
export const createGroupTest =
  (deliveries: Deliveries, wordbook: Wordbook, clock: Clock) =>
  async ({ channel, account, chat }: Group): Promise<void> => {
    const standing = await deliveries.chat({ channel, account }, chat);
    if (standing?.closed !== undefined)
      await deliveries.note({ channel, account }, { kind: 'open', chat: { id: chat, kind: 'group' }, joined: false });
    const text = wordbook.in('zh-CN')('desk:group_test');
    const origin = `group-test:${clock.now().toISOString()}`;
    // Somebody has just asked for it, and looks: it waits for no quiet hours to end.
    await deliveries.post(origin, { channel, account, chat, person: '' }, { text }, { urgency: 'reply', kind: 'group' });
  };
