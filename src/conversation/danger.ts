/**
 * Present danger to life: found sentence by sentence, and let go where the sentence tells of the past, asks in general, exaggerates or denies.
 */
import type { DangerKind, DangerWords } from '../knowledge/load-language.ts';
import { normalise } from '../language/normalise.ts';

/** The kind of danger that the text reports as happening now, or `none`. */
export type DangerReader = (text: string) => DangerKind | 'none';

export function createDangerReader({ signs, past, notReal, question, negation }: DangerWords): DangerReader {
  const calming = [past, notReal, question, negation].flat();
  return text => {
    const whole = normalise(text);
    for (const sentence of whole.split(/[。!?;!?;\n]+/)) {
      const sign = signs.find(({ pattern }) => pattern.test(sentence));
      if (sign && !calming.some(pattern => pattern.test(sentence))) return sign.kind;
    }
    return 'none';
  };
}
