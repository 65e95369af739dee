/**
 * Whole conversations as they are recorded in `test/journeys/`, held in WeChat: alone with the account, and in a group where nothing of a household
 * is asked.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { types } from 'wechaty-puppet';
import { createWechat } from '../../../src/channels/wechat/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { clockAt } from '../../support/clock.ts';
import { beforeOthers, type Journey, journeys } from '../../support/journeys.ts';
import { openWorld, type World } from './world.ts';

const clock = clockAt('2026-11-22T08:00:00Z');
let world: World;
let test: TestApp;

async function login(): Promise<void> {
  await vi.waitFor(() => expect(world.puppet.listenerCount('message')).toBeGreaterThan(0), { timeout: 20_000 });
  world.login();
}

beforeAll(async () => {
  world = await openWorld();
  const { token, endpoint } = world;
  const wechat = createWechat({
    puppet: 'wechaty-puppet-service',
    token,
    endpoint,
    budget: { perMinute: 10_000, pushesPerDay: 10_000 },
    welcomes: () => false,
    jitterMs: 0,
  });
  test = await startApp({ clock, channels: [wechat] });
  await login();
});

afterAll(async () => {
  await test.end();
  await world.end();
});

/** Says something and looks whether the answer holds what must be heard. */
async function hold({ turns }: Journey, person: string, room?: string): Promise<void> {
  for (const [i, { say, hear, not = [], restart }] of turns.entries()) {
    if (restart) {
      await test.restart();
      await login();
    }
    const before = world.said.length;
    world.tells(
      {
        id: `${person} ${i}`,
        talkerId: person,
        ...(room === undefined ? { listenerId: 'bot' } : { roomId: room, mentionIdList: ['bot'] }),
        type: types.Message.Text,
        text: room === undefined ? say : `@安家助手\u2005${say}`,
        timestamp: clock.now().getTime(),
      },
      `${person} ${i}`,
    );
    const heard = () =>
      world.said
        .slice(before)
        .filter(({ to }) => to === (room ?? person))
        .map(({ text }) => text)
        .join('');
    await vi.waitFor(
      () => {
        for (const words of hear) expect(heard(), `after “${say}”`).toContain(words);
      },
      { timeout: 20_000, interval: 20 },
    );
    for (const words of not) expect(heard(), `after “${say}”`).not.toContain(words);
  }
}

describe('a whole conversation in WeChat', () => {
  it.each(journeys)('%s, in private', async (name, journey) => {
    world.person(`${name} private`, name);
    await hold(journey, `${name} private`);
  });

  it.each(beforeOthers)('%s, in a group', async (name, journey) => {
    const person = world.person(`${name} group`, name);
    world.room(`${name}@chatroom`, name, [person]);
    await hold(journey, person.id, `${name}@chatroom`);
  });
});
