/** What the links of a history are called. */
import type { Translate } from '../language/i18n.ts';
import { MOVE_NAMES } from './life.ts';

/** What is done with a case beside the moves: it comes in, somebody has it too, others are handled with it, it is erased, files are joined. */
const OTHER_DEEDS = ['report', 'support', 'joined', 'parted', 'erase', 'eraseHousehold', 'moveHousehold'];

/** What was done, in a word or two; an action of a later version as it stands. */
export const deedWords = (action: string, t: Translate): string =>
  [...OTHER_DEEDS, ...MOVE_NAMES].includes(action) ? t(`case-sheets:move.${action}`) : action;
