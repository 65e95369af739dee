/**
 * Whole conversations as they are recorded in `test/journeys/`, held in Telegram: alone with the bot, and in a group where nothing of a household
 * is asked.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { type BotApi, type Room, startBotApi } from '../../support/bot-api/index.ts';
import { clockAt } from '../../support/clock.ts';
import { beforeOthers, type Journey, journeys } from '../../support/journeys.ts';

let api: BotApi;
let running: TestApp;
beforeAll(async () => {
  api = await startBotApi();
  running = await startApp({ clock: clockAt('2026-11-22T08:00:00Z') }, { TELEGRAM_TOKEN: api.token, TELEGRAM_API: api.url });
});
afterAll(async () => {
  await running.end();
  await api.stop();
});

/** Says something and looks whether the answer holds what must be heard: its words, and what stands on its buttons. */
async function hold({ turns }: Journey, say: (words: string) => void, room: Room): Promise<void> {
  for (const { say: words, hear, not = [], restart } of turns) {
    if (restart) await running.restart();
    const before = api.sentTo(room).length;
    say(words);
    const heard = () =>
      api
        .sentTo(room)
        .slice(before)
        .map(({ text = '', reply_markup }) =>
          [text, ...(reply_markup?.inline_keyboard.flat() ?? []).map((button, i) => `${i + 1}. ${button.text}`)].join('\n'),
        )
        .join('\n');
    await vi.waitFor(
      () => {
        for (const expected of hear) expect(heard(), `after “${words}”`).toContain(expected);
      },
      { timeout: 20_000, interval: 20 },
    );
    for (const unwanted of not) expect(heard(), `after “${words}”`).not.toContain(unwanted);
  }
}

describe('a whole conversation in Telegram', () => {
  it.each(journeys)('%s, in private', async (name, journey) => {
    const person = api.person(name);
    const room = api.privateWith(person);
    await hold(journey, words => api.say(room, person, words), room);
  });

  it.each(beforeOthers)('%s, in a group', async (name, journey) => {
    const person = api.person(name);
    const room = api.group(name);
    await hold(journey, words => api.say(room, person, `@${api.username} ${words}`), room);
  });
});
