/**
 * Problems as RFC 9457 writes them: what a program is told when its request is not served.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ProblemParams } from './endpoint.ts';

/** One field that is not in order. */
export interface FieldFault {
  /** `members.0.phone` */
  readonly field: string;
  readonly code: FaultCode;
  readonly params?: ProblemParams;
}

/** What may be wrong with a field. */
export type FaultCode =
  | 'missing'
  | 'unknown-field'
  | 'wrong-type'
  | 'wrong-form'
  | 'not-one-of'
  | 'too-short'
  | 'too-long'
  | 'too-small'
  | 'too-big'
  /** The rules of the subject say no. */
  | 'wrong';

/** Why a request is not served, before or after any work, with the status of HTTP. */
export const REQUEST_STATUS = {
  'not-json': 400,
  'token-missing': 401,
  'token-refused': 401,
  'no-such-address': 404,
  'no-such-method': 405,
  'too-large': 413,
  'wrong-content-type': 415,
  'bad-request': 422,
  'key-reused': 422,
  'too-many-requests': 429,
  broken: 500,
  slow: 503,
} as const;

/** One of them. */
export type RequestProblem = keyof typeof REQUEST_STATUS;

/** What is said of problems, in one language. */
export interface ProblemWords {
  /** A language tag. */
  readonly language: string;
  /** What kind of problem a status is, in a few words. */
  title(status: number): string;
  detail(code: string, params: ProblemParams): string;
  fault(fault: FieldFault): string;
}

/** A problem before it is put into words. */
export interface Told {
  readonly code: string;
  readonly status: number;
  readonly params?: ProblemParams | undefined;
  readonly faults?: readonly FieldFault[];
}

/** The document that a program reads. */
export const problemShape = z
  .object({
    type: z.string().meta({ description: 'Names the kind of problem; the same as `code`', example: 'urn:anjia:problem:unknown' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().meta({ description: 'For a person, in the language of Accept-Language' }),
    instance: z
      .string()
      .meta({ description: 'Names this one occurrence; the server’s log knows it where the fault is the server’s' }),
    code: z.string().meta({ description: 'For a program', example: 'out-of-scope' }),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457: why a request was not served' });

/** The problem in words; each has a name of its own. */
export const problemOf = ({ code, status, params = {}, faults }: Told, words: ProblemWords): z.output<typeof problemShape> => ({
  type: `urn:anjia:problem:${code}`,
  title: words.title(status),
  status,
  detail: words.detail(code, params),
  instance: `urn:uuid:${randomUUID()}`,
  code,
  params,
  ...(faults ? { errors: faults.map(fault => ({ field: fault.field, code: fault.code, detail: words.fault(fault) })) } : {}),
});
