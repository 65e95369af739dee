/**
 * Shapes that several kinds of file under `knowledge/` share. Custom messages are codes of faults.
 */
import { z } from 'zod';
import { type Day, parseDay } from '../shared/calendar.ts';

export const text = z.string().trim().min(1);
export const texts = z.array(text);

/** Text that a parser takes; what it refuses is the fault with this code. */
export const parsed = <T>(parse: (text: string) => T | undefined, code: string) =>
  z.string().transform((value, context) => {
    const result = parse(value);
    if (result !== undefined) return result;
    context.addIssue({ code: 'custom', message: code });
    return z.NEVER;
  });

export const day = parsed<Day>(parseDay, 'bad-day');

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'bad-name');

/** Wording of ours: Chinese always, English where we wrote it too. */
export const wording = z.strictObject({ zh: text, en: text.optional() });

/** A number, or a fraction as text such as `2/3`. */
export const amount = z.union([z.number(), z.string().regex(/^\d+\/\d+$/, 'bad-amount')], 'bad-amount');

/** The few characters of a clause where a figure or a date is printed. */
export const printed = text.max(20);
