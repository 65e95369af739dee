/**
 * A fault of the knowledge as a sentence that says where, what and what to do.
 */
import type { Fault } from '../knowledge/fault.ts';
import type { Translate } from '../language/i18n.ts';

/** One line, as `clauses/guizhou/3.1.4.yaml:12: …`. */
export const describeFault = ({ file, line, code, params }: Fault, t: Translate): string =>
  t('knowledge:fault.line', { file, line, what: t(`knowledge:fault.${code}`, { ...params, ...expectedIn(params, t) }) });

const TYPES = ['object', 'array', 'string', 'number', 'boolean', 'record'] as const;

/** What should have stood there, in words. */
function expectedIn({ expected }: Fault['params'], t: Translate): { expected?: string } {
  const type = TYPES.find(one => one === expected);
  return type ? { expected: t(`knowledge:type.${type}`) } : {};
}
