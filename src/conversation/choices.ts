/**
 * What a number or a pressed button stands for.
 */
import type { Command } from '../knowledge/load-language.ts';
import { bare, normalise } from '../language/normalise.ts';
import { parseRegionId, parseSchemeId } from '../shared/ids.ts';
import type { TurnContext } from './turn-context.ts';

/** The choice that the text stands for; `none` where its number is not offered, `undefined` where it is no choice. */
export function choiceIn(context: TurnContext, text: string): string | undefined {
  const { choices: offered = [], labels = [], asksNumber = false } = context.session;
  const typed = normalise(text);
  const pressed = offered.find(id => id === text || id === typed);
  if (pressed || isLasting(context, typed)) return pressed ?? typed;
  const said = bare(typed);
  const named = said === '' ? -1 : labels.findIndex(label => bare(normalise(label)) === said);
  if (named >= 0) return offered[named];
  const number = (asksNumber ? /^0(\d)$/ : /^(\d{1,2})[.、]?$/).exec(typed)?.[1];
  if (offered.length === 0 || number === undefined) return undefined;
  return offered[Number(number) - 1] ?? 'none';
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
      return isCommand(speech.commands, choice);
  }
}

/** Whether a choice is the name of a command. */
export const isCommand = (commands: ReadonlyMap<string, Command>, choice: string): choice is Command =>
  [...commands.values()].some(command => command === choice);
