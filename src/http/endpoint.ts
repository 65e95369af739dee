/**
 * What a room hands to the API: one method at one address, what it takes and answers as zod schemas, and the work. From the same description the
 * request is checked and the OpenAPI document is written.
 */
import type { z } from 'zod';

/** What comes of a request: a value, or a refusal that can be put into words. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: { readonly code: string; readonly params?: ProblemParams } };

/** What the words of a problem are filled with. */
export type ProblemParams = Readonly<Record<string, string | number>>;

/** A body of bytes instead of JSON: a file. */
export interface Bytes {
  /** No more than this. */
  readonly maxBytes: number;
  /** `application/vnd.ms-excel` */
  readonly types: readonly string[];
}

/** A request that is in order. */
export interface Asked<Caller, Params = unknown, Query = unknown, Body = unknown> {
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The header `Accept-Language`. */
  readonly accepts: string | undefined;
}

/** How a request is checked and documented, whatever it does. */
interface Described {
  /** The name of the operation: `listSettlements`. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below the base, as `/settlements/{id}`. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  /** Of an answer: 204 has no body. */
  readonly status: 200 | 201 | 204;
  /** The statuses of its own refusals, beside those that every endpoint has; 404 where it has parameters. */
  readonly refusals?: readonly (404 | 409)[];
  /** Whether a POST takes an `Idempotency-Key`. Not where the answer shows what must be looked at anew each time. Default false. */
  readonly once?: boolean;
  /** Work that has not ended after so long, in milliseconds, is answered for with 503. Default: that of the API. */
  readonly withinMs?: number;
}

/** One method at one address of an API. */
export interface Endpoint<Caller> extends Described {
  readonly params?: z.ZodObject | undefined;
  readonly query?: z.ZodObject | undefined;
  readonly body?: z.ZodType | Bytes | undefined;
  readonly answer?: z.ZodType | undefined;
  handle(asked: Asked<Caller>): Promise<Reply<unknown>>;
}

/** A value that goes out: nobody changes it. */
type Sent<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer One)[]
    ? readonly Sent<One>[]
    : { readonly [Key in keyof T]: Sent<T[Key]> };

type Read<S> = S extends z.ZodType ? z.output<S> : S extends Bytes ? Uint8Array : undefined;

/** Describes endpoints for callers of a kind; the work sees what the schemas make of the request. */
export const endpointFor =
  <Caller>() =>
  <
    Params extends z.ZodObject | undefined = undefined,
    Query extends z.ZodObject | undefined = undefined,
    Body extends z.ZodType | Bytes | undefined = undefined,
    Answer extends z.ZodType | undefined = undefined,
  >(
    described: Described & {
      readonly params?: Params;
      readonly query?: Query;
      readonly body?: Body;
      readonly answer?: Answer;
      handle(
        asked: Asked<Caller, Read<Params>, Read<Query>, Read<Body>>,
      ): Promise<Reply<Answer extends z.ZodType ? Sent<z.input<Answer>> : unknown>>;
    },
  ): Endpoint<Caller> =>
    described;

/** Whether a body is bytes. */
export const isBytes = (body: Endpoint<never>['body']): body is Bytes => body !== undefined && 'maxBytes' in body;
