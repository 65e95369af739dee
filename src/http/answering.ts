/**
 * How an API answers: JSON, or a problem document in the language that was asked for.
 */
import type { Context } from 'hono';
import type { Endpoint, Reply } from './endpoint.ts';
import { type ProblemWords, problemOf, REQUEST_STATUS, type RequestProblem, type Told } from './problem.ts';

/** What an API and the server tell each other about a request. */
export type ApiEnvironment = {
  Variables: {
    /** The address as the document writes it: what a log may hold. */
    endpoint?: string;
    caller?: unknown;
  };
};

/** A request of an API. */
export type ApiContext = Context<ApiEnvironment>;

/** What an endpoint answered, as it can be kept. */
export interface Answered {
  readonly status: number;
  /** `null` where there is none. */
  readonly body: unknown;
}

/** Puts answers and problems together. */
export interface Answering {
  /** The answer of an endpoint that did its work, or refused it. */
  answerOf(c: ApiContext, endpoint: Endpoint<never>, reply: Reply<unknown>): Answered;
  /** Refuses before or instead of the work. */
  refuse(c: ApiContext, code: RequestProblem, more?: Pick<Told, 'params' | 'faults'>): Response;
  /** Asks to come again after so many seconds. */
  holdOff(c: ApiContext, seconds: number): Response;
  /** Our own fault. @returns the name of this one occurrence too, for the log */
  broken(c: ApiContext): { readonly response: Response; readonly instance: string };
}

/** Says problems with these words; refusals have the status that they are given. */
export function createAnswering(
  wordsFor: (accepts: string | undefined) => ProblemWords,
  statusOf: (code: string) => number,
): Answering {
  const problem = (c: ApiContext, told: Told) => {
    const words = wordsFor(c.req.header('accept-language'));
    c.header('content-language', words.language);
    return problemOf(told, words);
  };
  const refuse: Answering['refuse'] = (c, code, more = {}) => {
    const status = REQUEST_STATUS[code];
    return give(c, { status, body: problem(c, { code, status, ...more }) });
  };
  return {
    refuse,
    answerOf(c, endpoint, reply) {
      if (reply.ok) return { status: endpoint.status, body: endpoint.answer ? reply.value : null };
      const { code, params = {} } = reply.refusal;
      const status = statusOf(code);
      const { field } = params;
      const faults = typeof field === 'string' ? { faults: [{ field, code: 'wrong' as const }] } : {};
      return { status, body: problem(c, { code, status, params, ...faults }) };
    },
    holdOff(c, seconds) {
      c.header('retry-after', String(seconds));
      return refuse(c, 'too-many-requests', { params: { seconds } });
    },
    broken(c) {
      const status = REQUEST_STATUS.broken;
      const body = problem(c, { code: 'broken', status });
      return { response: give(c, { status, body }), instance: body.instance };
    },
  };
}

/** Sends an answer. */
export function give(c: ApiContext, { status, body }: Answered): Response {
  if (body === null) return c.body(null, status as 204);
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return c.body(JSON.stringify(body), status as 200, { 'content-type': `${type}; charset=utf-8` });
}
