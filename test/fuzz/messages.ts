/**
 * Random and mutated messages, the same for the same seed: real questions with characters dropped, doubled, swapped, replaced, run together,
 * and strings of any characters at all.
 */
import { labelledMessages } from '../eval/labelled.ts';

export interface FuzzMessage {
  readonly region: string;
  readonly text: string;
}

const ODD = [...'?!。,、;:“”《》()\u0000\u200b\u202e\ud800\uffff🐶👨‍👩‍👧ﷺ\t\n 0123456789一二三九萬戶ａＺ<script>&\'"`$[]{}\\/%'];

/** @param seed the same seed gives the same messages */
export function* fuzzMessages(count: number, seed: number): Generator<FuzzMessage> {
  let state = seed >>> 0;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!;
  const labelled = labelledMessages();
  const regions = [...new Set(labelled.map(({ region }) => region))];

  const anyCharacter = (): string => {
    const kind = random(4);
    if (kind === 0) return pick(ODD);
    if (kind === 1) return String.fromCodePoint(0x4e00 + random(0x5000));
    return kind === 2 ? String.fromCharCode(random(0x10000)) : String.fromCharCode(32 + random(95));
  };
  const mutate = (text: string): string => {
    const characters = [...text];
    const at = random(characters.length + 1);
    switch (random(6)) {
      case 0:
        characters.splice(at, 1 + random(3));
        break;
      case 1:
        characters.splice(at, 0, anyCharacter());
        break;
      case 2:
        characters.splice(at, 1, anyCharacter());
        break;
      case 3:
        characters.splice(at, 0, ...characters.slice(0, random(characters.length + 1)));
        break;
      case 4:
        characters.reverse();
        break;
      default:
        return text + pick(labelled).text;
    }
    return characters.join('');
  };

  for (let n = 0; n < count; n++) {
    let text = random(5) === 0 ? Array.from({ length: random(60) }, anyCharacter).join('') : pick(labelled).text;
    for (let times = random(4); times > 0; times--) text = mutate(text);
    if (random(2000) === 0) text = text.repeat(500);
    yield { region: pick(regions), text };
  }
}
