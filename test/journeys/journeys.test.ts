import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';
import { asPlainText } from '../../src/message/index.ts';
import { journeys } from '../support/journeys.ts';

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

  it.each(journeys)('%s', async (name, { turns }) => {
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
