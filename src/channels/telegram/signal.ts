/** The types of a signal that ends a request. */
import type { RawApi } from 'grammy';

type Signal = NonNullable<Parameters<RawApi['getMe']>[0]>;

/** A signal for grammy, which takes Node's own and knows it under the types of an older library. */
export const asSignal = (signal: AbortSignal): Signal => signal as unknown as Signal;
