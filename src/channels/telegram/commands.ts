/**
 * What stands in the menu of the bot. Each command is one that the conversation knows, under its own name.
 */
import type { RawApi } from 'grammy';
import { LANGUAGES, type Wordbook } from '../../language/i18n.ts';
import { asSignal } from './signal.ts';

/** A command, and where it is offered. */
export interface MenuCommand {
  /** As in `knowledge/language/commands.yaml`. */
  readonly id: string;
  readonly inGroups: boolean;
}

export const COMMANDS: readonly MenuCommand[] = [
  { id: 'help', inGroups: true },
  { id: 'change_region', inGroups: true },
  { id: 'my_questions', inGroups: false },
  { id: 'own_household', inGroups: false },
  { id: 'me', inGroups: false },
  { id: 'desk', inGroups: false },
  { id: 'chinese', inGroups: true },
  { id: 'english', inGroups: true },
  { id: 'erase_me', inGroups: false },
];

const SCOPES = [
  { type: 'all_private_chats', inGroups: false },
  { type: 'all_group_chats', inGroups: true },
] as const;

/** Registers the menu in both languages; Chinese for those who use Telegram in any other. @throws as the Bot API */
export async function registerCommands(api: RawApi, wordbook: Wordbook, signal: AbortSignal): Promise<void> {
  for (const { type, inGroups } of SCOPES) {
    const offered = COMMANDS.filter(command => !inGroups || command.inGroups);
    for (const language of [undefined, ...LANGUAGES]) {
      const t = wordbook.in(language ?? 'zh-CN');
      const commands = offered.map(({ id }) => ({ command: id, description: t(`telegram:command.${id}`) }));
      await api.setMyCommands(
        { commands, scope: { type }, ...(language ? { language_code: CODES[language] } : {}) },
        asSignal(signal),
      );
    }
  }
}

/** As Telegram names them (ISO 639-1). */
const CODES = { 'zh-CN': 'zh', en: 'en' } as const;
