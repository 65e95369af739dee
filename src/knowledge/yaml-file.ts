/**
 * Reads one YAML file against a schema. Every fault, of syntax or of shape, comes back with its line.
 */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './fault.ts';

export interface YamlFile<T> {
  /** Absent where the file has faults. */
  readonly data?: T;
  readonly faults: readonly Fault[];
  /** The line on which the value at a path begins, counted from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * @param file the name that faults carry
 * @param text the file's content
 */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(offsetOf(document, path)).line || 1;
  const faultAt = (offset: number, code: string, params: Fault['params']): Fault => ({
    file,
    line: lines.linePos(offset).line || 1,
    code,
    params,
  });

  const syntax = document.errors[0];
  if (syntax) return { faults: [faultAt(syntax.pos[0], 'yaml-syntax', { detail: syntax.message })], lineOf };

  const parsed = schema.safeParse(toPlain(document));
  if (parsed.success) return { data: parsed.data, faults: [], lineOf };
  const faults = parsed.error.issues.flatMap(issue => describe(issue).map(d => ({ file, line: lineOf(d.path), ...d.fault })));
  return { faults, lineOf };
}

/** An alias bomb or a merge loop throws here; both are the writer's fault, not ours. */
function toPlain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return undefined;
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const at = path.slice(0, length);
    const key = at.at(-1);
    const parent = document.getIn(at.slice(0, -1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(item => isScalar(item.key) && item.key.value === key);
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = length === 0 ? document.contents : document.getIn(at, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

type Described = { path: readonly PropertyKey[]; fault: Pick<Fault, 'code' | 'params'> };

function describe(issue: z.core.$ZodIssue): Described[] {
  const field = issue.path.filter(part => typeof part === 'string').at(-1) ?? '';
  const at = (code: string, params: Fault['params'] = {}, path = issue.path): Described => ({
    path,
    fault: { code, params: { field, ...params } },
  });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => at('unknown-key', { key }, [...issue.path, key]));
    case 'invalid_type':
      return [
        issue.input === undefined && /undefined/.test(issue.message)
          ? at('missing', { expected: issue.expected })
          : at('wrong-type', { expected: issue.expected }),
      ];
    case 'invalid_value':
      return [at('not-allowed', { allowed: issue.values.map(String).join(' ') })];
    case 'custom':
      return [at(issue.message)];
    case 'too_small':
      return [at('too-few', { minimum: Number(issue.minimum) })];
    default:
      return [at('wrong-form', { detail: issue.message })];
  }
}
