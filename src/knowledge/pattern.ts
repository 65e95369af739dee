/**
 * A regular expression as a value in a YAML file.
 */
import { z } from 'zod';

/**
 * Takes the source of a regular expression; what is none is the fault `bad-pattern`.
 * @param flags with which it is compiled
 */
export const pattern = (flags: string) =>
  z.string().transform((source, context) => {
    try {
      return new RegExp(source, flags);
    } catch {
      context.addIssue({ code: 'custom', message: 'bad-pattern' });
      return z.NEVER;
    }
  });
