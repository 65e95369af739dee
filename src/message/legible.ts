/**
 * Words as they can be shown to others, in a page, a terminal or a sheet: without characters that are seen by nobody and turn what is seen around.
 */

/** Controls but tab and line feed; marks of direction; blanks of no width; tags. Joiners stay: faces and some scripts are made with them. */
const UNSEEN =
  /(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0001}\u{e0020}-\u{e007f}]/gu;

/** The words without what nobody sees; lines end in a line feed. */
export const legible = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSEEN, '');
