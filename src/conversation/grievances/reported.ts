/**
 * What somebody is told once their case is on disk: its number, what happens next and by when, and how they see it again.
 */
import type { KnownSettlement } from '../../directory/gazetteer.ts';
import type { Hearing } from '../../grievance/index.ts';
import type { Grievance } from '../../grievance/model.ts';
import { formChoice } from '../desk/form.ts';
import { officeWords } from '../desk/forms/ask-cadre.ts';
import type { TurnOutcome } from '../store.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { readable } from './case-number.ts';
import { heardWords } from './heard-words.ts';
import { dueWords } from './words.ts';

/**
 * @param settlement nothing where only the region is known
 * @param hearing who was told of the danger in it just now; nothing where nobody had to be
 */
export function reportedWords(
  context: TurnContext,
  { number, dueAt }: Grievance,
  settlement: KnownSettlement | undefined,
  hearing: Hearing | undefined,
): TurnOutcome {
  const { t, at, session } = context;
  const office = settlement && hearing !== 'nobody' ? officeWords(settlement, t) : '';
  const text = [
    t('grievance:reported', { number: readable(number), due: dueWords(dueAt, at, t) }),
    ...(hearing ? [heardWords(hearing, settlement, t)] : []),
    ...(office === '' ? [] : [office]),
  ].join('\n');
  const choices = [formChoice('my_grievances', context), formChoice('report_grievance', context)];
  return say(
    context,
    { text, choices },
    {
      form: undefined,
      topic: undefined,
      region: session.region ?? settlement?.region,
      settlement: settlement?.id ?? session.settlement,
      grievances: { ...session.grievances, photos: undefined, last: { number, at: at.toISOString() } },
    },
  );
}
