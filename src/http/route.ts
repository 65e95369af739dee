/**
 * What a room hands to the web server, and what it is told of each visit.
 */

import type { SentFile } from './multipart.ts';

/** One browser asking for one page, or sending one form. */
export interface Visit {
  /** Names the browser for as long as it keeps its cookie. A digest: the cookie itself stays with the server. */
  readonly session: string;
  /** A fresh token for the forms of a page: each form carries one in the field `token`, and only this browser can send it back. */
  newToken(): string;
  /** The fields of the form that was sent, its verified `token` among them; empty for a GET. */
  readonly form: ReadonlyMap<string, string>;
  /** The files that came with it, where the route takes files. */
  readonly files: readonly SentFile[];
  /** What stands behind the question mark of the address, as anybody may have written it there. */
  readonly query: ReadonlyMap<string, string>;
  /** What the browser was asked to remember (`Answer.remember`). */
  readonly remembered: ReadonlyMap<string, string>;
}

/** What the browser gets: a page, the way to one, a file to keep, or the page of a problem. */
export type Answer =
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | {
      readonly kind: 'redirect';
      readonly to: string;
      /** Kept by the browser in cookies: settings of no secrecy. */
      readonly remember?: Readonly<Record<string, string>>;
    };

/** One address and method; a POST is handled only with a session, a form within the limits, and a token of that session. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** An exact path such as `/`. */
  readonly path: string;
  /** Takes forms with files too, of so many bytes altogether. Default: it takes none. */
  readonly uploads?: { readonly maxBytes: number };
  handle(visit: Visit): Promise<Answer> | Answer;
}

/** An address for programs that watch the server: without session, form or limit. */
export interface Probe {
  /** An exact path such as `/healthz`. */
  readonly path: string;
  answer(from: ProbeCaller): Promise<ProbeAnswer>;
}

/** Who watches. */
export interface ProbeCaller {
  /** Whether the request was made on this machine, and not through a proxy on it. */
  readonly isLocal: boolean;
  /** The bearer token that was sent. */
  readonly token?: string | undefined;
}

/** What they are told. */
export interface ProbeAnswer {
  readonly status: 200 | 403 | 503;
  readonly type: string;
  readonly body: string;
}

/** An address that another server posts JSON to; what comes without the secret is refused before it is read. */
export interface Hook {
  /** An exact path such as `/hooks/telegram`. */
  readonly path: string;
  /** What proves the sender: a header, in lower case, and what stands in it. */
  readonly secret: { readonly header: string; readonly value: string };
  /**
   * Takes what was sent; once it resolves with `taken`, it is safe.
   * @returns `later` where it is to be sent again
   * @throws as `later`
   */
  take(body: unknown): Promise<'taken' | 'later'>;
}

/** A request that was answered, without a word of what was in it. */
export interface Answered {
  readonly method: string;
  /** The path of the route or probe; nothing where it was none. */
  readonly path?: string | undefined;
  readonly status: number;
  readonly ms: number;
}

/** Why a request is not served. */
export type Problem =
  | 'not_found'
  /** The form is not one, or is damaged. */
  | 'bad_form'
  /** The form is longer than the server takes. */
  | 'too_long'
  /** The file is. */
  | 'too_large'
  /** Too many requests; the person has to wait. */
  | 'too_many'
  /** The form was sent by another site. */
  | 'foreign'
  /** The browser keeps no cookie, or the page is from a session that is over. */
  | 'stale'
  /** The answer takes too long; what was sent is kept. */
  | 'slow'
  /** Our own fault. */
  | 'broken';

/** A form that was in order and could not be handled now: a page may offer to send it again. */
export interface Unsent {
  readonly path: string;
  readonly form: Visit['form'];
}

/** The page, in HTML, that tells a person what is wrong and what to do. */
export type ProblemPage = (problem: Problem, unsent?: Unsent) => string;

/** What the browser is told of a problem: the status of HTTP. */
export const STATUS = {
  not_found: 404,
  bad_form: 400,
  too_long: 413,
  too_large: 413,
  too_many: 429,
  foreign: 403,
  stale: 403,
  slow: 503,
  broken: 500,
} as const satisfies Record<Problem, number>;
