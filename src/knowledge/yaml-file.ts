/**
 * Reads one YAML file against a schema. Every fault, of syntax or of shape, comes back with its line.
 */
import { CORE_SCHEMA, load } from 'js-yaml';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './fault.ts';

/** A file as read. */
export interface YamlFile<T> {
  /** Absent where the file has faults. */
  readonly data?: T;
  readonly faults: readonly Fault[];
  /** The line on which the value at a path begins, counted from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Values are read by the fast parser; the one that knows positions is asked only when there is a fault to place.
 * @param file the name that faults carry
 * @param text the file's content, as text or as its bytes
 */
export function readYaml<T>(file: string, text: string | Uint8Array, schema: z.ZodType<T>): YamlFile<T> {
  if (typeof text !== 'string') {
    const decoded = decode(text);
    if (decoded === undefined) return { faults: [{ file, line: 1, code: 'not-utf8', params: {} }], lineOf: () => 1 };
    return readYaml(file, decoded, schema);
  }
  let positions: Positions | undefined;
  const lineOf = (path: readonly PropertyKey[]) => {
    positions ??= positionsOf(text);
    return positions.lineAt(offsetOf(positions.document, path));
  };
  // An empty file, or one of comments alone.
  if (!/^\s*[^#\s]/m.test(text)) return { faults: [{ file, line: 1, code: 'empty-file', params: {} }], lineOf };
  let plain: unknown;
  try {
    plain = load(text, { schema: CORE_SCHEMA });
  } catch (error) {
    const { document, lineAt } = positionsOf(text);
    const at = document.errors[0];
    const detail = at?.message ?? (error instanceof Error ? error.message : String(error));
    if (at?.code === 'DUPLICATE_KEY')
      return { faults: [{ file, line: lineAt(at.pos[0]), code: 'key-twice', params: {} }], lineOf };
    return { faults: [{ file, line: lineAt(at?.pos[0] ?? 0), code: 'yaml-syntax', params: { detail } }], lineOf };
  }
  const parsed = schema.safeParse(plain, { reportInput: true });
  if (parsed.success) return { data: parsed.data, faults: [], lineOf };
  const faults = parsed.error.issues.flatMap(issue => describe(issue).map(d => ({ file, line: lineOf(d.path), ...d.fault })));
  return { faults, lineOf };
}

/** The text of a UTF-8 file; `undefined` for any other encoding, which would read as rubbish without a word. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

interface Positions {
  readonly document: Document;
  readonly lineAt: (offset: number) => number;
}

function positionsOf(text: string): Positions {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  return { document, lineAt: offset => lines.linePos(offset).line || 1 };
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

/** A schema may name the fault itself. */
const OWN_CODE = /^[a-z]+(?:-[a-z]+)+$/;

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
        issue.input === undefined ? at('missing', { expected: issue.expected }) : at('wrong-type', { expected: issue.expected }),
      ];
    case 'invalid_value':
      if (issue.input === undefined) return [at('missing')];
      return [at('not-allowed', { allowed: issue.values.map(String).join(' ') })];
    case 'invalid_key':
      return [at('bad-name')];
    case 'custom':
      return [at(issue.message)];
    case 'too_small':
      return [at('too-few', { minimum: Number(issue.minimum) })];
    default:
      if (OWN_CODE.test(issue.message)) return [at(issue.input === undefined ? 'missing' : issue.message)];
      return [at('wrong-form', { detail: issue.message })];
  }
}
