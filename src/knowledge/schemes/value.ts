/**
 * A fact's value: what may be written for it, and whether the fact takes it.
 */
import type { Fact, FactValue, NumberFact } from './model.ts';

/** A number, or a fraction as text such as `2/3`: the number nearest to it. */
export function numberOf(amount: number | string): number {
  if (typeof amount === 'number') return amount;
  const [over = 0, under = 1] = amount.split('/').map(Number);
  return over / under;
}

/** The value that a YAML file writes (`yes`, `flexible`, 16, `2/3`), or `undefined` where the fact has no such value. */
export function valueWritten(fact: Fact, written: string | number): FactValue | undefined {
  if ('options' in fact) {
    const value = fact.type === 'boolean' ? YES_NO.get(written) : written;
    return value !== undefined && takes(fact, value) ? value : undefined;
  }
  const number = typeof written === 'string' && !/^\d+\/\d+$/.test(written) ? undefined : numberOf(written);
  return number !== undefined && takes(fact, number) ? number : undefined;
}

const YES_NO: ReadonlyMap<unknown, boolean> = new Map([
  ['yes', true],
  ['no', false],
]);

/** Whether a value is of the fact's type and within its range. */
export function takes(fact: Fact, value: unknown): value is FactValue {
  return 'options' in fact ? fact.options.some(option => option.value === value) : isWithin(fact, value);
}

const isWithin = ({ type, min, max }: NumberFact, value: unknown): boolean =>
  typeof value === 'number' && value >= min && value <= max && (type === 'number' || Number.isInteger(value));
