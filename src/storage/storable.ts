/**
 * Text as both databases can hold it.
 */

/** PostgreSQL stores no NUL, and neither database a lone surrogate: both are dropped. */
export const storable = (text: string): string => text.replaceAll('\0', '').replace(/\p{Cs}/gu, '');
