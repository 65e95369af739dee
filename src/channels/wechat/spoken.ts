/**
 * The words of a message without what WeChat puts around them: the name of whom they are meant for, and the message that they answer.
 */

/** What somebody said, and whether it was said to us. */
export interface Spoken {
  readonly text: string;
  /** Whether it names us, or answers a message of ours. */
  readonly mentioned: boolean;
  /** Whether it answers a message that is not ours. */
  readonly answersOther?: true;
}

/** A message as it is written, and how we are called there. */
export interface Written {
  readonly text: string;
  /** How we are called in the group and everywhere; none is empty. */
  readonly names: readonly string[];
  /** Whether the platform says that we are named. */
  readonly isNamed: boolean;
}

/** Reads the reply below a quotation, and takes our name out of it. */
export function spokenIn({ text, names, isNamed }: Written): Spoken {
  const { quoted, said } = unquoted(text);
  const called = names.some(name => quoted?.startsWith(`${name}：`) || quoted?.startsWith(`${name}:`));
  const named = withoutNames(said, names);
  // Whoever calls everybody calls nobody; some puppets name each member then.
  const isForAll = EVERYBODY.test(said);
  const other: Pick<Spoken, 'answersOther'> = quoted !== undefined && !called ? { answersOther: true } : {};
  if (named.found || !isNamed || isForAll) return { text: named.text, mentioned: called || named.found, ...other };
  return { text: said.replace(SOME_NAME, '').trim(), mentioned: true, ...other };
}

/** WeChat writes an answer to a message as 「name：the message」, a line of strokes, and the answer. */
const QUOTATION = /^「([\s\S]*?)」[^\S\n]*\n(?:[-—－] ?){5,}[^\S\n]*\n([\s\S]*)$/;

function unquoted(text: string): { readonly quoted?: string | undefined; readonly said: string } {
  const [, quoted, said] = QUOTATION.exec(text) ?? [];
  return said === undefined ? { said: text } : { quoted, said };
}

/** What ends a name that is called: WeChat's own space, any other, or the text. */
const ENDS = '(?:[\\u2005\\u2006\\s]+|$)';

const EVERYBODY = /[@＠](?:所有人|全体成员|all)(?:[\u2005\u2006\s]|$)/i;

/** A name that we cannot tell from others': up to WeChat's space, else up to the first one. */
const SOME_NAME = /[@＠](?:[^@＠\u2005\n]{1,60}\u2005|\S{1,60}(?:\s|$))/;

function withoutNames(text: string, names: readonly string[]): { readonly text: string; readonly found: boolean } {
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escaped);
  if (longestFirst.length === 0) return { text: text.trim(), found: false };
  const call = new RegExp(`[@＠](?:${longestFirst.join('|')})${ENDS}`, 'gu');
  const rest = text.replace(call, ' ');
  return { text: rest.trim(), found: rest !== text };
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
