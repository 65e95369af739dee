/** Where somebody is told, out of something that says more. */
import type { Address } from '../../delivery/store.ts';

export const addressOf = <T extends string | null>({
  channel,
  account,
  chat,
  person,
}: Record<keyof Address, T>): Record<keyof Address, T> => ({
  channel,
  account,
  chat,
  person,
});
