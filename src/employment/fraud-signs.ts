/**
 * What about a posting looks like fraud, so that a person looks at it before anybody is shown it.
 */
import type { FraudWords } from '../knowledge/employment-fraud.ts';
import type { FraudSign, Job } from './model.ts';

/** The signs that are no words: `posting:sign` says these too. */
export const SEEN_SIGNS = ['no-employer', 'absurd-wage', 'messenger-only'] as const;

/**
 * Finds the signs of a posting, each once.
 * @param nameless what stands for an employer that is not named
 */
export function createFraudSigns(words: FraudWords, nameless: readonly string[]): (job: Job) => readonly FraudSign[] {
  const { usual, absurd } = words;
  return job => {
    const { employer, title, place, wage, hours, more, contact } = job;
    const said = [employer, title, place, wage?.text, hours, more, contact.name].join('\n');
    const signs: FraudSign[] = [...words.signsIn(said)];
    if (employer === '') signs.push({ sign: 'no-employer' });
    else if (nameless.some(word => employer.startsWith(word))) signs.push({ sign: 'no-employer', words: employer });
    const figure = wage && wage.form !== 'piece' ? (wage.from ?? wage.to) : undefined;
    if (wage && wage.form !== 'piece' && figure !== undefined && figure >= absurd * usual[wage.form])
      signs.push({ sign: 'absurd-wage', words: wage.text ?? String(figure) });
    if (contact.phone === undefined && words.namesMessenger([contact.name, more].join('\n')))
      signs.push({ sign: 'messenger-only' });
    return signs;
  };
}
