/**
 * Finds a short name among a few, though it was typed wrongly or only sounds right: names of places, commands.
 */
import Fuse from 'fuse.js';
import { normalise } from './normalise.ts';
import { soundOf } from './sound.ts';

/** The value whose name is meant, or `undefined` where none is near enough. */
export type Fuzzy<T> = (text: string) => T | undefined;

/** 0 is the same text, 1 nothing in common. */
const NEAR_ENOUGH = 0.3;

/** @param names one value may have several names */
export function createFuzzy<T>(names: readonly { readonly name: string; readonly value: T }[]): Fuzzy<T> {
  const entries = names.map(({ name, value }) => ({ name: normalise(name), sound: soundsOf(name), value }));
  const fuse = new Fuse(entries, { keys: ['name', 'sound'], threshold: NEAR_ENOUGH, includeScore: true });
  return text => {
    const typed = normalise(text);
    return (fuse.search(typed)[0] ?? fuse.search(soundsOf(typed))[0])?.item.value;
  };
}

const soundsOf = (text: string): string => [...normalise(text)].map(soundOf).join(' ');
