/** Long lists, a page at a time. */

/** So many items stand on a page. */
const ON_A_PAGE = 8;

/** A page of a list. */
export interface ListPage<T> {
  readonly shown: readonly T[];
  /** From 0; after the last page comes the first one again. */
  readonly number: number;
  readonly isLast: boolean;
}

/** The page of a number. */
export function pageOf<T>(items: readonly T[], page: number): ListPage<T> {
  const pages = Math.max(1, Math.ceil(items.length / ON_A_PAGE));
  const number = page % pages;
  return {
    shown: items.slice(number * ON_A_PAGE, (number + 1) * ON_A_PAGE),
    number,
    isLast: number === pages - 1,
  };
}
