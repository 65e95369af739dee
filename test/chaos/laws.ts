/**
 * What must hold whatever the weather: everything asked is answered, nothing is said twice but what was in doubt, and each chat hears its answers
 * in their order.
 */

/** What one chat in private was to hear, and heard. */
export interface Heard {
  readonly chat: string;
  readonly wanted: readonly string[];
  readonly heard: readonly string[];
  /** Of what was wanted, one by one: whether the record says that it may have been shown twice. */
  readonly doubtful: readonly boolean[];
}

/** A question in a group, and the answers that refer to it. */
export interface Replied {
  /** Who asked, and where. */
  readonly who: string;
  /** Its number in its chat: later questions have higher ones. */
  readonly message: number;
  /** Where among all that was sent its answers stand. */
  readonly answers: readonly number[];
  /** So many answers are on record. */
  readonly wanted: number;
  readonly isDoubtful: boolean;
}

/** Laws that were broken, in words. */
export type Broken = readonly string[];

/** In private answers do not say what they answer: they are told by their words, in their order. */
export function heardAsWanted({ chat, wanted, heard, doubtful }: Heard): Broken {
  const due = runsOf(wanted);
  const came = runsOf(heard);
  const at = due.findIndex(({ text }, n) => came[n]?.text !== text);
  if (at >= 0) {
    const what = at < came.length ? `“${came[at]?.text}”` : 'nothing';
    return [`chat ${chat} heard ${what} instead of answer ${due[at]?.from} of ${wanted.length}: “${due[at]?.text}”`];
  }
  if (came.length > due.length) return [`chat ${chat} heard “${came[due.length]?.text}”, which it was not to hear`];
  return due.flatMap(({ from, times }, n) => {
    const more = came[n]!.times - times;
    const allowed = doubtful.slice(from, from + times).filter(Boolean).length;
    if (more < 0) return [`chat ${chat} heard answer ${from} ${came[n]!.times} times instead of ${times}`];
    return allowed === 0 && more > 0 ? [`chat ${chat} heard answer ${from} ${more} times more, and nothing was in doubt`] : [];
  });
}

/** In groups answers say what they answer. */
export function repliedToAll(asked: readonly Replied[]): Broken {
  const broken: string[] = [];
  const last = new Map<string, number>();
  for (const { who, message, answers, wanted, isDoubtful } of asked.toSorted((a, b) => a.message - b.message)) {
    const [first] = answers;
    if (first === undefined) broken.push(`message ${message} of ${who} was not answered`);
    else {
      if (first < (last.get(who) ?? -1)) broken.push(`message ${message} of ${who} was answered before an earlier one`);
      last.set(who, first);
    }
    if (answers.length > wanted && !isDoubtful)
      broken.push(`message ${message} of ${who} has ${answers.length} answers instead of ${wanted}, and nothing was in doubt`);
  }
  return broken;
}

/** The same text several times in a row. */
interface Run {
  readonly text: string;
  readonly from: number;
  readonly times: number;
}

function runsOf(texts: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [from, text] of texts.entries()) {
    const last = runs.at(-1);
    if (last?.text === text) runs[runs.length - 1] = { ...last, times: last.times + 1 };
    else runs.push({ text, from, times: 1 });
  }
  return runs;
}
