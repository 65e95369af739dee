/** What a refusal of the directory is over HTTP, and what is said of it. */
import type { RefusalCode } from '../directory/outcome.ts';
import { type ProblemParams, type ProblemWords, REQUEST_STATUS } from '../http/index.ts';
import type { Wordbook } from '../language/i18n.ts';
import { languageOf } from './language.ts';

const STATUS = {
  'not-allowed': 403,
  'out-of-scope': 403,
  unknown: 404,
  invalid: 422,
  changed: 409,
  exists: 409,
  'in-use': 409,
  'code-unknown': 422,
  'code-used': 422,
  'code-expired': 422,
  'code-elsewhere': 422,
  'too-many-tries': 429,
  'last-admin': 409,
  'no-consent': 409,
  'is-staff': 409,
  state: 409,
  own: 403,
  held: 409,
  'many-today': 429,
  'too-late': 409,
  'too-early': 409,
} as const satisfies Record<RefusalCode, number>;

/** A file is no spreadsheet that can be read: `fault` says why. */
export const UNREADABLE = 'file-unreadable';

const isRefusal = (code: string): code is RefusalCode => Object.hasOwn(STATUS, code);

/** The status of a refusal; a code that nobody knows is our own fault. */
export const statusOf = (code: string): number => (code === UNREADABLE ? 422 : isRefusal(code) ? STATUS[code] : 500);

/** Refusals that concern a token: the directory's own words speak to a person in a chat. */
const OF_TOKENS = ['not-allowed', 'out-of-scope'];

/** The words of problems in the language that a program accepts. */
export const problemWords =
  (wordbook: Wordbook) =>
  (accepts: string | undefined): ProblemWords => {
    const language = languageOf(accepts);
    const t = wordbook.in(language);
    const detail = (code: string, params: ProblemParams): string => {
      const { what, fault } = params;
      if (code === UNREADABLE) return t(`spreadsheet:fault.${fault}`, params);
      if (Object.hasOwn(REQUEST_STATUS, code) || OF_TOKENS.includes(code)) return t(`api:problem.${code}`, params);
      return t(`directory:refused.${code}`, { ...params, ...(what ? { what: t(`directory:what.${what}`) } : {}) });
    };
    return {
      language,
      title: status => t(`api:status.${status}`),
      detail,
      fault: ({ code, params = {} }) => t(`api:fault.${code}`, params),
    };
  };
