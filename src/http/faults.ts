/**
 * What zod says of a request, as faults of fields. Values are never repeated; names of fields nobody knows are shortened.
 */
import type { z } from 'zod';
import type { FieldFault } from './problem.ts';

const MOST_FAULTS = 20;
const LONGEST_NAME = 60;

/** The faults of a request, at most twenty. @param given what the schema was held against */
export const faultsOf = (issues: readonly z.core.$ZodIssue[], given: unknown): readonly FieldFault[] =>
  issues.flatMap(issue => faultsIn(issue, given)).slice(0, MOST_FAULTS);

function faultsIn(issue: z.core.$ZodIssue, given: unknown): readonly FieldFault[] {
  const field = nameOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ field: nameOf([...issue.path, key]), code: 'unknown-field' }));
    case 'invalid_type':
      return [{ field, code: isMissing(given, issue.path) ? 'missing' : 'wrong-type' }];
    case 'invalid_value':
      return isMissing(given, issue.path)
        ? [{ field, code: 'missing' }]
        : [{ field, code: 'not-one-of', params: { allowed: issue.values.join(', ') } }];
    case 'too_small':
      return [{ field, code: issue.origin === 'number' ? 'too-small' : 'too-short', params: { least: Number(issue.minimum) } }];
    case 'too_big':
      return [{ field, code: issue.origin === 'number' ? 'too-big' : 'too-long', params: { most: Number(issue.maximum) } }];
    default:
      return [{ field, code: isMissing(given, issue.path) ? 'missing' : 'wrong-form' }];
  }
}

const nameOf = (path: readonly PropertyKey[]): string =>
  path.map(part => [...String(part)].slice(0, LONGEST_NAME).join('')).join('.');

function isMissing(given: unknown, path: readonly PropertyKey[]): boolean {
  let value = given;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return true;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value === undefined;
}
