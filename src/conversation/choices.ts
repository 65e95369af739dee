/**
 * What a number or a pressed button stands for.
 */
import type { Command } from '../knowledge/load-language.ts';
import { chineseNumber } from '../language/chinese-number.ts';
import { bare, normalise } from '../language/normalise.ts';
import { parseRegionId, parseSchemeId } from '../shared/ids.ts';
import { isJobChoice } from './jobs/state.ts';
import type { TurnContext } from './turn-context.ts';

/** The choice that the text stands for; `none` where its number is not offered, `undefined` where it is no choice. */
export function choiceIn(context: TurnContext, text: string): string | undefined {
  const { choices: offered = [], labels = [], asksNumber = false } = context.session;
  const typed = normalise(text);
  const pressed = offered.find(id => id === text || id === typed);
  if (pressed || isLasting(context, typed)) return pressed ?? typed;
  const named = labelled(labels, bare(typed));
  if (named !== undefined) return offered[named];
  const number = asksNumber ? undefined : NUMBERED.exec(typed)?.slice(1).find(Boolean);
  if (offered.length === 0 || number === undefined) return undefined;
  return offered[(/\d/.test(number) ? Number(number) : (chineseNumber(number) ?? 0)) - 1] ?? 'none';
}

/** 2, 2., 二, 选2, 第二个 */
const NUMBERED =
  /^(\d{1,2})[.、]?$|^(?:[选按]第?|第)?(\d{1,2}|[一二三四五六七八九十])$|^(?:[选按]第?|第)(\d{1,2}|[一二三四五六七八九十])(?:个|项|条)$/u;

/** Fewer characters do not name a button by its beginning. */
const SHORTEST_BEGINNING = 2;

/** The place of the only label that is, or begins with, what was said. */
function labelled(labels: readonly string[], said: string): number | undefined {
  const plain = labels.map(label => bare(normalise(label)));
  const whole = plain.indexOf(said);
  if (whole >= 0 && said !== '') return whole;
  if ([...said].length < SHORTEST_BEGINNING) return undefined;
  const begun = plain.flatMap((label, i) => (label.startsWith(said) ? [i] : []));
  return begun.length === 1 ? begun[0] : undefined;
}

/** Whether a button means this whatever was offered last: a page keeps such buttons, and older messages too. */
function isLasting({ parts: { policy, speech, rules } }: TurnContext, choice: string): boolean {
  const [kind, value = ''] = choice.split('=');
  switch (kind) {
    case 'region':
      return policy.regions.has(parseRegionId(value)!);
    case 'check':
      return rules.schemes.has(parseSchemeId(value)!);
    case 'menu':
    case 'screen':
      return value === '' || value === 'settlement';
    case 'ask':
      return choice.includes('=');
    default:
      return isCommand(speech.commands, choice) || isSteering(choice) || isJobChoice(choice);
  }
}

/** Whether a choice is the name of a command. */
export const isCommand = (commands: ReadonlyMap<string, Command>, choice: string): choice is Command =>
  [...commands.values()].some(command => command === choice);

const STEERING = ['unsure', 'back', 'again', 'stop', 'go_on', 'keep', 'done', 'show_kept', 'erase_kept'];

/** Whether a choice is a button of an interview. */
export const isSteering = (choice: string): boolean => STEERING.includes(choice) || choice.startsWith('fact=');
