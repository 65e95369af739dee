/**
 * Counties as people write them.
 */

/** 黔西市, 黔西县 and 黔西 are one; what is too short without its last character keeps it (忠县). */
export const countyStem = (county: string | undefined): string => (county ?? '').trim().replace(/^(..+)[市县区]$/u, '$1');
