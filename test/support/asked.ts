/**
 * What residents ask in private, and what the assistant answers to it: asked one after the other, elsewhere and in good weather.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCore } from '../../src/app.ts';
import { createAssistant } from '../../src/assistant.ts';
import { LIMITS } from '../../src/channels/telegram/limits.ts';
import { config } from '../../src/config.ts';
import { partsOf } from '../../src/message/parts.ts';
import { dayAt } from '../../src/shared/calendar.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { labelledMessages } from '../eval/labelled.ts';
import type { Random } from './random.ts';

/** Says where one lives: nothing is answered before. */
export const SETTLING = '贵州';

/** What somebody wants who reports something. */
const REPORTS: readonly string[] = ['open_grievance', 'open_hardship_report'];

/** What one person asks, one message after the other, and what Telegram shows for it. */
export interface Asked {
  readonly said: readonly string[];
  readonly answers: readonly string[];
}

/** What is answered to somebody who says where they live, and ways of asking afterwards. */
export interface AskedBy {
  readonly settled: readonly string[];
  readonly ways: readonly Asked[];
}

/** @param ways so many ways of asking @param each so many messages each */
export async function askedInPrivate(random: Random, ways: number, each: number): Promise<AskedBy> {
  const assistant = createAssistant();
  const region = assistant.policy.regions.get('guizhou' as RegionId)!;
  const opensReport = (text: string) =>
    REPORTS.includes(assistant.respond({ region, text, on: dayAt(new Date()), language: 'zh-CN' }).action);
  // What tells of danger is answered before what was asked earlier, and a report asks for the settlements that there are: neither has a place in a row.
  const questions = labelledMessages('guizhou').flatMap(({ chat, text }) =>
    chat === 'private' && assistant.danger(text) === 'none' && !opensReport(text) ? [text] : [],
  );
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-asked-'));
  const { conversation, stop } = await openCore(config({ DATA_DIR: dataDir }), { assistant });
  let sent = 0;
  const ask = async (person: string, text: string): Promise<readonly string[]> => {
    const outgoing = await conversation.handle({
      channel: 'terminal',
      account: 'terminal',
      chat: { id: person, kind: 'private' },
      person,
      platformId: String(sent++),
      text,
      mentioned: true,
      at: new Date(),
    });
    return outgoing.flatMap(one => partsOf(one, LIMITS).map(part => part.text.trim()));
  };
  const settled = await ask('first', SETTLING);
  const asked = Array.from({ length: ways }, async (_, way): Promise<Asked> => {
    const said = random.shuffled(questions).slice(0, each);
    const answers: string[] = [];
    await ask(`person ${way}`, SETTLING);
    for (const text of said) answers.push(...(await ask(`person ${way}`, text)));
    return { said, answers };
  });
  const result: AskedBy = { settled, ways: await Promise.all(asked) };
  await stop();
  rmSync(dataDir, { recursive: true });
  return result;
}
