import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';
import { asPlainText } from '../../src/message/index.ts';

/** Recorded by `npm run chat -- --record FILE`, then cut down to what must be heard. */
interface Journey {
  readonly title: string;
  readonly turns: readonly {
    readonly say: string;
    readonly hear: readonly string[];
    /** What must not be heard. */
    readonly not?: readonly string[];
    /** Whether the program is stopped and started before this. */
    readonly restart?: boolean;
  }[];
}

const folder = new URL('.', import.meta.url);
const journeys = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => ({ name, journey: parse(readFileSync(new URL(name, folder), 'utf8')) as Journey }));

describe('a whole conversation', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-'));
  const open = () => openCore(config({ DATA_DIR: dataDir }), { clock: { now: () => new Date('2026-11-22T08:00:00Z') } });
  let core: Core;
  beforeAll(async () => {
    core = await open();
  });
  afterAll(async () => {
    await core.stop();
    rmSync(dataDir, { recursive: true });
  });

  it.each(journeys.map(({ name, journey }) => [journey.title, name, journey] as const))('%s', async (_, name, { turns }) => {
    for (const [i, { say, hear, not = [], restart }] of turns.entries()) {
      if (restart) {
        await core.stop();
        core = await open();
      }
      const outgoing = await core.conversation.handle({
        channel: 'terminal',
        account: 'terminal',
        chat: { id: name, kind: 'private' },
        person: name,
        platformId: `${name} ${i}`,
        text: say,
        mentioned: true,
        at: core.clock.now(),
      });
      const heard = outgoing.map(asPlainText).join('\n');
      for (const words of hear) expect(heard, `after “${say}”`).toContain(words);
      for (const words of not) expect(heard, `after “${say}”`).not.toContain(words);
    }
  });
});
