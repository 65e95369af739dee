/**
 * One message is looked at from several sides in its turn, and many copies of one are alike: what was found out about a text last need not be found
 * out again. Nothing is kept beyond the next text.
 */

/** The work, done once where it is asked for the same text several times in a row. @param work pure */
export function rememberLast<T>(work: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly found: T } | undefined;
  return text => {
    if (last?.text !== text) last = { text, found: work(text) };
    return last.found;
  };
}
