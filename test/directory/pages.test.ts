import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Page } from '../../src/directory/model.ts';
import { allPages, pageWhere } from '../../src/directory/pages.ts';

const listOf =
  (ids: readonly string[]) =>
  async ({ after = '', limit }: Page) =>
    ids
      .filter(id => id > after)
      .slice(0, limit)
      .map(id => ({ id }));

const ids = fc.integer({ min: 0, max: 1300 }).map(count => Array.from({ length: count }, (_, i) => String(i).padStart(5, '0')));

it('shows what may be shown of a list, each once, in full stretches until the list ends', async () => {
  await fc.assert(
    fc.asyncProperty(ids, fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 900 }), async (all, limit, each) => {
      const mayBeShown = async ({ id }: { readonly id: string }) => Number(id) % each === 0;
      const seen: string[] = [];
      for (;;) {
        const stretch = await pageWhere(listOf(all), { after: seen.at(-1), limit }, mayBeShown);
        seen.push(...stretch.map(({ id }) => id));
        if (stretch.length < limit) break;
      }
      expect(seen).toEqual(all.filter(id => Number(id) % each === 0));
    }),
    { numRuns: 60 },
  );
});

it('reads all of a list', async () => {
  await fc.assert(
    fc.asyncProperty(ids, async all => {
      expect((await allPages(listOf(all))).map(({ id }) => id)).toEqual(all);
    }),
    { numRuns: 30 },
  );
});
