/**
 * A fault of the knowledge as a sentence that says where, what and what to do.
 */
import type { Fault } from '../knowledge/fault.ts';
import type { Translate } from '../language/i18n.ts';

/** One line, as `clauses/guizhou/3.1.4.yaml:12: …`. */
export const describeFault = ({ file, line, code, params }: Fault, t: Translate): string =>
  t('knowledge:fault.line', { file, line, what: t(`knowledge:fault.${code}`, { ...params }) });
