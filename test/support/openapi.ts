/**
 * Holds values against the schemas of an OpenAPI 3.1 document, and the document against itself. Knows only the keywords that our document uses: any
 * other one throws.
 */

/** A schema, as far as our document goes. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly items?: Schema;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly description?: string;
  readonly example?: unknown;
  readonly default?: unknown;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** One method at one address. */
export interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

/** A document, as far as ours goes. */
export interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: object };
}

/** What a value breaks of a schema, by path; empty where nothing. */
export function faultsAgainst(schema: Schema, value: unknown, document: Document, path = '$'): string[] {
  const inner = (sub: Schema, of: unknown, at = path) => faultsAgainst(sub, of, document, at);
  return Object.keys(schema).flatMap(keyword => faultsOf(keyword, schema, value, path, document, inner));
}

function faultsOf(
  keyword: string,
  schema: Schema,
  value: unknown,
  path: string,
  document: Document,
  inner: (sub: Schema, of: unknown, at?: string) => string[],
): string[] {
  const unless = (isRight: boolean, what: string): string[] => (isRight ? [] : [`${path}: ${what}`]);
  const fields = Object.entries(isOf('object', value) ? (value as object) : {});
  const has = (name: string) => fields.some(([field]) => field === name);
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
  const number = typeof value === 'number' ? value : undefined;
  const properties = schema.properties ?? {};
  switch (keyword) {
    case '$ref':
      return inner(named(schema.$ref!, document), value);
    case 'allOf':
      return schema.allOf!.flatMap(one => inner(one, value));
    case 'oneOf':
      return unless(schema.oneOf!.filter(one => inner(one, value).length === 0).length === 1, 'fits not just one');
    case 'anyOf':
      return unless(
        schema.anyOf!.some(one => inner(one, value).length === 0),
        'fits none',
      );
    case 'type':
      return unless(
        [schema.type!].flat().some(type => isOf(type, value)),
        `is no ${String(schema.type)}`,
      );
    case 'enum':
      return unless(schema.enum!.includes(value), `is not one of ${String(schema.enum)}`);
    case 'required':
      return schema.required!.flatMap(name => unless(!isOf('object', value) || has(name), `lacks ${name}`));
    case 'properties':
      return fields.flatMap(([name, of]) => (properties[name] ? inner(properties[name], of, `${path}.${name}`) : []));
    case 'additionalProperties': {
      const more = schema.additionalProperties!;
      const others = fields.filter(([name]) => !properties[name]);
      return others.flatMap(([name, of]) =>
        more ? inner(more, of, `${path}.${name}`) : unless(false, `${name} is not documented`),
      );
    }
    case 'items':
      return Array.isArray(value) ? value.flatMap((of, index) => inner(schema.items!, of, `${path}.${index}`)) : [];
    case 'pattern':
      return unless(typeof value !== 'string' || new RegExp(schema.pattern!, 'u').test(value), `is not ${schema.pattern}`);
    case 'minLength':
    case 'minItems':
      return unless(length === undefined || length >= schema[keyword]!, `is shorter than ${schema[keyword]}`);
    case 'maxLength':
    case 'maxItems':
      return unless(length === undefined || length <= schema[keyword]!, `is longer than ${schema[keyword]}`);
    case 'minimum':
      return unless(number === undefined || number >= schema.minimum!, `is below ${schema.minimum}`);
    case 'maximum':
      return unless(number === undefined || number <= schema.maximum!, `is above ${schema.maximum}`);
    case 'format':
      return unless(typeof value !== 'string' || !Number.isNaN(Date.parse(value)), `is no ${schema.format}`);
    case 'description':
    case 'example':
    case 'default':
      return [];
    default:
      throw new Error(`${path}: the keyword ${keyword} is not known here`);
  }
}

/** The schema that a reference names. @throws where it names nothing */
export function named(reference: string, { components }: Document): Schema {
  const found = components.schemas[reference.replace('#/components/schemas/', '')];
  if (!found) throw new Error(`${reference} names nothing`);
  return found;
}

/** Every value under a key, anywhere in a document. */
export function* valuesOf(key: string, within: unknown): Generator {
  if (typeof within !== 'object' || within === null) return;
  for (const [name, value] of Object.entries(within)) {
    if (name === key) yield value;
    yield* valuesOf(key, value);
  }
}

/** The operation that an address and method belong to. */
export function operationFor({ paths }: Document, method: string, address: string): Operation | undefined {
  const [plain = ''] = address.split('?');
  const path = Object.keys(paths).find(one => new RegExp(`^${one.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(plain));
  return path === undefined ? undefined : paths[path]?.[method.toLowerCase()];
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
