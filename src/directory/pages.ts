/** Reads a list stretch by stretch. */
import type { Page } from './model.ts';

const STRETCH = 500;

/** All of a list. */
export async function allPages<T extends { readonly id: string }>(read: (page: Page) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const stretch = await read({ after: all.at(-1)?.id, limit: STRETCH });
    all.push(...stretch);
    if (stretch.length < STRETCH) return all;
  }
}
