/** Group robots under the contract: over real HTTP, each group with a robot of its own. */
import { createWecom } from '../../../src/channels/wecom/index.ts';
import { partsOf } from '../../../src/message/parts.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { type Odd, startWecom, type TestRobot } from '../../support/wecom-webhook.ts';
import type { ChannelUnderContract, Failing } from './platform.ts';

const ALOUD = 'what a robot has said is out of its hands';
const DEAF = 'a robot hears nobody';

const says = (errcode: number): Odd => ({ kind: 'answers', body: JSON.stringify({ errcode, errmsg: 'no' }) });

const ODD: Readonly<Record<Failing, Odd>> = {
  slower: says(45009),
  broken: { kind: 'answers', status: 502, body: '<html>Bad Gateway</html>' },
  cut: { kind: 'cut', shown: false },
  forbidden: says(93000),
  unfit: says(40058),
};

export const wecom: ChannelUnderContract = {
  name: 'wecom',
  choices: 'digits',
  exempt: { editing: ALOUD, removing: ALOUD, hearing: DEAF, doubles: DEAF, groups: DEAF, mentions: DEAF },
  limit: { most: 2048, unit: 'utf8' },
  failings: {
    slower: { kind: 'wait', reason: 'rate' },
    broken: { kind: 'again', reason: 'server' },
    cut: { kind: 'again', reason: 'network' },
    forbidden: { kind: 'refused', reason: 'kicked', closes: true },
    unfit: { kind: 'refused', reason: 'unfit', closes: false },
  },
  async open() {
    const server = await startWecom(systemClock);
    const robots = new Map<string, TestRobot>();
    const robotOf = (group: string): TestRobot => {
      const robot = robots.get(group) ?? server.robot();
      robots.set(group, robot);
      return robot;
    };
    const channel = createWecom({ api: server.api, keyOf: async group => robotOf(group).key });
    return {
      received: [],
      write: () => Promise.resolve(),
      async say(group, outgoing) {
        const outcomes = [];
        // As the sender does it: what shows nothing is not sent.
        for (const part of partsOf(outgoing, channel.limits).filter(({ text, file }) => text.trim() !== '' || file))
          outcomes.push(await channel.send({ chat: group, kind: 'group', person: '' }, part));
        return outcomes;
      },
      seen: async group => robotOf(group).shown.map(text => ({ text, buttons: [] })),
      fail: failing => server.answersNext(ODD[failing]),
      close: () => server.stop(),
    };
  },
};
