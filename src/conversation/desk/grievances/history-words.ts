/** The history of a case in words: when, by whom as what, what was done, and what was said. */
import type { Entry } from '../../../grievance/history.ts';
import { MOVE_NAMES, type MoveName, moveOf } from '../../../grievance/life.ts';
import type { Translate } from '../../../language/i18n.ts';
import { instantWords } from '../when.ts';

/** What stands in a link as words of somebody. */
const SAID = ['text', 'says', 'why', 'instead'] as const;

/** One link. @param me the actor's id of who reads it */
export function entryWords(entry: Entry, me: string, t: Translate): string {
  const { at, action, by } = entry;
  const says = saidIn(entry);
  const line = t('queue:history.line', {
    at: instantWords(new Date(at), t),
    who: by === me ? t('queue:by.me') : t(`queue:by.${whoDoes(action)}`),
    what: t(`queue:did.${DONE.find(one => one === action) ?? 'report'}`),
  });
  if (says === undefined) return t('queue:history.erased', { line });
  return says === '' ? line : t('queue:history.said', { line, says });
}

/** What may stand in a history beside the moves. */
const DONE = [...MOVE_NAMES, 'report', 'support', 'joined', 'parted', 'erase', 'eraseHousehold'] as const;

const isMove = (action: string): action is MoveName => MOVE_NAMES.some(name => name === action);

/** As what somebody acts who does something that is no move of the table. */
const BESIDE = new Map<string, 'handler' | 'supervisor' | 'clock'>([
  ['joined', 'handler'],
  ['parted', 'supervisor'],
  ['erase', 'clock'],
  ['eraseHousehold', 'clock'],
]);

/** As what somebody acts. */
function whoDoes(action: string): 'reporter' | 'clock' | 'handler' | 'supervisor' | 'officer' {
  if (!isMove(action)) return BESIDE.get(action) ?? 'reporter';
  const { by } = moveOf(action);
  if (by === 'reporter' || by === 'clock') return by;
  if (by === 'grievance.supervise') return 'supervisor';
  return by === 'grievance.call' ? 'officer' : 'handler';
}

/** What was said; empty where nothing was, or where the assistant itself acted; `undefined` where it was erased. */
function saidIn({ action, digest, payload }: Entry): string | undefined {
  if (whoDoes(action) === 'clock') return '';
  if (!payload) return digest === '' ? '' : undefined;
  const data: unknown = JSON.parse(payload.data);
  if (typeof data !== 'object' || data === null) return '';
  const said = new Map(Object.entries(data));
  return SAID.flatMap(name => {
    const value: unknown = said.get(name);
    return typeof value === 'string' ? [value] : [];
  }).join(' ');
}
