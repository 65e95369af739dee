/** The terminal under the contract: lines in, text out. */
import { PassThrough } from 'node:stream';
import { createTerminal } from '../../../src/channels/terminal/index.ts';
import type { Incoming, Outgoing } from '../../../src/message/index.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import type { ChannelUnderContract } from './platform.ts';

const ALONE = 'one person sits there';
const OWN = 'it is this machine';

export const terminal: ChannelUnderContract = {
  name: 'terminal',
  choices: 'digits',
  exempt: {
    doubles: 'nothing comes twice: a line is read once',
    groups: ALONE,
    mentions: ALONE,
    limits: 'a terminal has no longest message',
    failings: OWN,
    editing: OWN,
    removing: OWN,
  },
  failings: {},
  async open() {
    const input = new PassThrough();
    const output = new PassThrough();
    const received: Incoming[] = [];
    const arrivals: Outgoing[] = [];
    let shown: string[] = [];
    output.setEncoding('utf8').on('data', (text: string) => {
      shown = `${shown.join('\n\n\0')}${text}`.split('\n\n\0');
    });
    let heard = () => {};
    const terminal = createTerminal({
      input,
      output,
      prompt: false,
      clock: systemClock,
      person: '张三',
      handle: async incoming => {
        received.push(incoming);
        return [];
      },
      arrivals: async () => {
        const all = arrivals.splice(0);
        queueMicrotask(() => heard());
        return all;
      },
    });
    const running = terminal.run();
    const line = (text: string) =>
      new Promise<void>(resolve => {
        heard = resolve;
        input.write(`${text}\n`);
      });
    const seen: { text: string; buttons: string[] }[] = [];
    return {
      received,
      write: (_, text) => line(text),
      async say(_, outgoing) {
        arrivals.push(outgoing);
        const before = shown.join('').length;
        // What arrives is shown with the next line.
        await line('.');
        received.pop();
        await new Promise(resolve => setImmediate(resolve));
        seen.push({ text: shown.join('').slice(before).replace(/\n\n$/, ''), buttons: [] });
        return [];
      },
      seen: async () => seen,
      async close() {
        input.end();
        await running;
      },
    };
  },
};
