/**
 * The addresses that lead to the assistant: a platform's own where it has one, else that of the web page.
 */
import type { Links } from './conversation/way.ts';
import type { Channel } from './message/channel.ts';

/** @param entry where a pass is brought to the web page from outside; nothing where nobody reaches it from there */
export function linksOf(entry: string | undefined, channels: readonly Channel[]): Links {
  const ontoTheWeb = entry === undefined ? undefined : (pass: string) => `${entry}?pass=${pass}`;
  return {
    ontoTheWeb,
    intoPrivate({ channel: name, account }) {
      const channel = channels.find(one => one.name === name && one.account === account);
      return channel?.privateLink ? pass => channel.privateLink!(pass) : ontoTheWeb;
    },
  };
}
