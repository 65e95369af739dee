/**
 * The language that somebody is spoken to in, and the wish for the other one.
 */
import { LANGUAGES, type Language } from '../language/i18n.ts';
import { bare, normalise } from '../language/normalise.ts';
import { choiceIn } from './choices.ts';
import type { TurnContext } from './turn-context.ts';

/** The commands that ask for a language. */
const COMMANDS = { chinese: 'zh-CN', english: 'en' } as const satisfies Readonly<Record<string, Language>>;

/** The language that a command asks for; `undefined` for any other command, or none. */
export const languageOf = (command = ''): Language | undefined =>
  command === 'chinese' || command === 'english' ? COMMANDS[command] : undefined;

/** The same turn, spoken in a language from now on. */
export const inLanguage = (context: TurnContext, language: Language): TurnContext => ({
  ...context,
  language,
  t: context.parts.wordbook.in(language),
  session: { ...context.session, language },
});

/**
 * The language that a message asks for.
 * @param asksWords whether words were asked for: 英语 may be what somebody can do, so that just a language's own name asks for it then, or the button
 * that changes it, and only where another one is spoken
 */
export function languageWanted(context: TurnContext, text: string, asksWords: boolean): Language | undefined {
  const said = bare(normalise(text));
  const wanted = languageOf(choiceIn(context, text) ?? context.parts.speech.commands.get(said));
  if (!wanted || !asksWords) return wanted;
  return wanted !== context.language && (OWN_NAMES.includes(said) || languageOf(said)) ? wanted : undefined;
}

/** English, 中文. */
const OWN_NAMES = LANGUAGES.map(language => {
  const [tongue = language] = language.split('-');
  return bare(normalise(new Intl.DisplayNames([language], { type: 'language' }).of(tongue) ?? language));
});
