import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApi, type TestApi } from '../support/api.ts';
import { onEachDatabase } from '../support/databases.ts';
import { type Document, faultsAgainst, operationFor } from '../support/openapi.ts';
import { CASES, type Case, contentOf, householdDraft, makeWorld, type World } from './world.ts';

/** Bodies that no endpoint takes. */
const GARBAGE: readonly (readonly [string, unknown])[] = [
  ['nothing', {}],
  ['a list', []],
  ['a number', 7],
  ['null', null],
  ['text', '罗世珍'],
  ['an unknown field', { phone: '13800138000' }],
  ['a nest', JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)],
];

onEachDatabase('what nobody should send', opened => {
  let api: TestApi;
  let world: World;
  let document: Document;
  const tokens: Record<string, string> = {};
  beforeEach(async () => {
    api = await startApi(opened().storage);
    world = await makeWorld(api);
    document = await api.document();
    tokens['cadre'] = await api.token('cadre');
    tokens['admin'] = await api.token('admin');
  });
  afterEach(async () => {
    const lines = api.log.lines.join('\n');
    expect(lines).not.toMatch(/罗|138001380|110105|DROP|5%E5/);
    expect(api.log.lines.filter(line => line.includes('"level":"error"'))).toEqual([]);
    await api.stop();
  });

  /** Whoever the directory would let do it. */
  const holder = ({ id }: Pick<Case, 'id'>) =>
    /Token|Role|invite|Settlement/.test(id) && id !== 'changeSettlement' ? tokens['admin']! : tokens['cadre']!;

  async function isProblem(method: string, path: string, answer: { status: number; json: unknown }) {
    const problem = operationFor(document, method, path)?.responses[answer.status]?.content?.['application/problem+json'];
    expect(problem, `${method} ${path} ${answer.status}`).toBeDefined();
    expect(faultsAgainst(problem!.schema, answer.json, document)).toEqual([]);
  }

  it('refuses every body that is not as documented, with a problem that is', async () => {
    for (const one of CASES.filter(({ body }) => body)) {
      const path = one.path(world);
      for (const [name, body] of GARBAGE) {
        if (['issueGroupCode', 'editGroup'].includes(one.id) && name === 'nothing') continue;
        const answer = await api.call(one.method, path, { token: holder(one), body });
        expect({ id: one.id, name, status: answer.status }).toEqual({ id: one.id, name, status: 422 });
        await isProblem(one.method, path, answer);
      }
      for (const raw of ['{', '\0', '{"a":1}}', new Uint8Array([0xff, 0xfe, 0x00])])
        expect(await api.call(one.method, path, { token: holder(one), raw }), one.id).toMatchObject({ status: 400 });
      const typed = await api.call(one.method, path, {
        token: holder(one),
        raw: '{}',
        headers: { 'content-type': 'text/plain' },
      });
      expect(typed.status, one.id).toBe(415);
      expect((await api.call(one.method, path, { token: holder(one), raw: ' '.repeat(300_000) })).status, one.id).toBe(413);
    }
  });

  it('refuses every field beside those that are documented, and every field of another type', async () => {
    for (const one of CASES) {
      const body = one.body?.(world) as Record<string, unknown> | undefined;
      if (!body) continue;
      for (const name of ['admin', '__proto__', 'constructor', 'id ']) {
        const raw = JSON.stringify(body).replace(/^\{/, `{${JSON.stringify(name)}:1,`);
        const { status, json } = await api.call(one.method, one.path(world), { token: holder(one), raw });
        expect({ id: one.id, status, errors: json.errors }).toEqual({
          id: one.id,
          status: 422,
          errors: [expect.objectContaining({ field: name, code: 'unknown-field' })],
        });
      }
      for (const name of Object.keys(body)) {
        const sent = { ...body, [name]: { not: 'this' } };
        const { status, json } = await api.call(one.method, one.path(world), { token: holder(one), body: sent });
        const [first] = json.errors as unknown as { field: string }[];
        expect({ id: one.id, name, status, field: first?.field.split('.')[0] }).toEqual({
          id: one.id,
          name,
          status: 422,
          field: name,
        });
      }
    }
  });

  it.each([
    'x',
    's_',
    's_0000000000000000000O',
    '__proto__',
    'constructor',
    '%00',
    '%2e%2e',
    '13800138000',
    "'; DROP TABLE",
    '🏠',
    'x'.repeat(70),
  ])('finds nothing at an id that is none: %j', async id => {
    for (const one of CASES) {
      const path = one.path(world);
      const part = path.split(/[/?]/)[2];
      if (part === undefined || path.startsWith('/inquiries') || /^\/[a-z-]+\?/.test(path)) continue;
      const asked = path.replace(part, encodeURIComponent(id).replaceAll('%25', '%'));
      const answer = await api.call(one.method, asked, { token: holder(one), ...contentOf(one, world) });
      expect([404, 405], `${one.id} ${asked}`).toContain(answer.status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    for (const number of [id, '0', '-1', '1.5', '1e99', '99999999999'])
      expect(
        await api.call('POST', `/inquiries/${encodeURIComponent(number)}/answer`, {
          token: tokens['cadre']!,
          body: { says: '有', name: '王' },
        }),
      ).toMatchObject({ status: 404 });
  });

  it('refuses control characters, marks of direction and halves of characters in every text of a household and of a settlement', async () => {
    const households = `/settlements/${world.settlement.id}/households`;
    const draft = householdDraft();
    for (const bad of ['3\0栋', '3\n栋', '\ud800', '3\u0085栋', '\u001b[31m', '3\u202e栋']) {
      for (const body of [
        { ...draft, building: bad },
        { ...draft, code: bad },
        { ...draft, members: [{ ...draft.members[0], name: bad }] },
      ])
        expect((await api.call('POST', households, { token: tokens['cadre']!, body })).status, JSON.stringify(bad)).toBe(422);
      const info = { topic: '水费', says: `${bad}\u0007`, source: '社区' };
      expect(
        (await api.call('POST', `/settlements/${world.settlement.id}/info`, { token: tokens['cadre']!, body: info })).status,
      ).toBe(422);
      expect(
        (
          await api.call('GET', `${households}?building=${encodeURIComponent(bad.replace('\ud800', '\0'))}`, {
            token: tokens['cadre']!,
          })
        ).status,
      ).toBe(422);
    }
  });

  it('names the member and field that the rules of a household refuse, without the value', async () => {
    const [head, child] = householdDraft().members;
    const members = [head, { ...child, identityNumber: '110105194912310021' }];
    const answer = await api.call('POST', `/settlements/${world.settlement.id}/households`, {
      token: tokens['cadre']!,
      body: { ...householdDraft(), members },
    });
    expect(answer).toMatchObject({
      status: 422,
      json: {
        code: 'invalid',
        params: { field: 'members.1.identityNumber' },
        errors: [{ field: 'members.1.identityNumber', code: 'wrong' }],
      },
    });
    expect(answer.text).not.toContain('110105194912310021');
    const future = { ...householdDraft(), movedIn: '2027-01-01' };
    expect(
      await api.call('POST', `/settlements/${world.settlement.id}/households`, { token: tokens['cadre']!, body: future }),
    ).toMatchObject({
      status: 422,
      json: { errors: [{ field: 'movedIn' }] },
    });
  });

  it('answers whatever takes the place of a part of a right request, and never breaks', async () => {
    for (const one of CASES.filter(({ body }) => body)) {
      const right = one.body!(world);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...pathsIn(right)), anyPart, async (path, part) => {
          const body = withPart(right, path, part);
          const { status } = await api.call(one.method, one.path(world), { token: holder(one), body });
          expect({ id: one.id, broken: status >= 500 }).toEqual({ id: one.id, broken: false });
        }),
        { numRuns: 15 },
      );
    }
  });
});

/** JSON of any kind, with what databases and patterns stumble over among it. */
const anyPart = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '\0',
    '\ud800',
    '__proto__',
    '2026-02-30',
    '0000-01-01',
    -1,
    1e308,
    2 ** 53,
    0.1,
    [],
    {},
    null,
    's_00000000000000000000',
  ),
);

/** The way to every part of a body. */
const pathsIn = (value: unknown): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, part]) => [[name], ...pathsIn(part).map(path => [name, ...path])])
    : [];

/** The value with one part replaced. */
function withPart(value: unknown, [name, ...rest]: readonly string[], part: unknown): unknown {
  if (name === undefined) return part;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = withPart(copy[name], rest, part);
  return copy;
}
