/** Who was told of a danger, as whoever wrote of it hears it. */
import type { KnownSettlement } from '../../directory/gazetteer.ts';
import type { Hearing } from '../../grievance/index.ts';
import type { Translate } from '../../language/i18n.ts';
import { officeWords } from '../desk/forms/ask-cadre.ts';

/** Where nobody could be told, how the settlement's office is reached comes with it. */
export const heardWords = (hearing: Hearing, settlement: KnownSettlement | undefined, t: Translate): string =>
  [t(`grievance:alarm.heard.${hearing}`), hearing === 'nobody' && settlement ? officeWords(settlement, t) : '']
    .filter(Boolean)
    .join('\n');
