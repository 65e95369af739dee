/**
 * Which platforms are written to; elsewhere people come and look.
 */
const SENDING = new Set(['telegram', 'wechat', 'wecom']);

/** Whether a channel sends what waits for it by itself. */
export const sends = (channel: string): boolean => SENDING.has(channel);
