/** Reads lists stretch by stretch. */
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

/** A stretch of those on a list that may be shown: full, unless the list ends. */
export async function pageWhere<T extends { readonly id: string }>(
  read: (page: Page) => Promise<readonly T[]>,
  { after, limit }: Page,
  mayBeShown: (item: T) => Promise<boolean>,
): Promise<T[]> {
  const shown: T[] = [];
  for (let last = after; ; ) {
    const stretch = await read({ after: last, limit: STRETCH });
    for (const item of stretch) {
      if (await mayBeShown(item)) shown.push(item);
      if (shown.length === limit) return shown;
    }
    if (stretch.length < STRETCH) return shown;
    last = stretch.at(-1)?.id;
  }
}
