import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOn, type TestApi } from '../support/api.ts';
import { startApp } from '../support/app.ts';
import { databases } from '../support/databases.ts';
import { type Document, faultsAgainst, named, operationFor, valuesOf } from '../support/openapi.ts';
import { CASES, makeWorld } from './world.ts';

describe('the OpenAPI document', () => {
  let api: TestApi;
  let document: Document;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ api, end } = await apiOn(databases[0]!));
    document = await api.document();
  });
  afterAll(() => end());
  const operations = () => Object.entries(document.paths).flatMap(([path, of]) => Object.values(of).map(one => ({ path, one })));

  it('is public, of version 3.1, and says where the API is and how tokens are sent', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: '/api/v1' }]);
    expect(document.components.securitySchemes).toMatchObject({ token: { type: 'http', scheme: 'bearer' } });
  });

  it('has every endpoint once, behind a token', async () => {
    const world = await makeWorld(api);
    expect(
      operations()
        .map(({ one }) => one.operationId)
        .sort(),
    ).toEqual(CASES.map(({ id }) => id).sort());
    for (const { id, method, path } of CASES) {
      const operation = operationFor(document, method, path(world));
      expect(operation).toMatchObject({ operationId: id, security: [{ token: [] }] });
    }
  });

  it('refers to nothing that is not there', () => {
    const references = [...valuesOf('$ref', document)].map(String);
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) expect(() => named(reference, document)).not.toThrow();
  });

  it('names every parameter of a path, and no other one', () => {
    for (const { path, one } of operations()) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = (one.parameters ?? []).filter(parameter => parameter.in === 'path').map(({ name }) => name);
      expect(given, path).toEqual(wanted);
    }
  });

  it('uses only keywords and patterns that a validator of JSON Schema 2020-12 can read', () => {
    const schemas = [...valuesOf('schema', document), ...Object.values(document.components.schemas)];
    for (const schema of schemas) expect(() => faultsAgainst(schema as never, {}, document)).not.toThrow();
    for (const pattern of valuesOf('pattern', document)) {
      if (typeof pattern === 'string') expect(() => new RegExp(pattern, 'u')).not.toThrow();
      expect(pattern).not.toMatch(/\/[a-z]*$/);
    }
  });

  it('documents what every endpoint refuses, as problems', () => {
    for (const { path, one } of operations()) {
      const statuses = Object.keys(one.responses);
      const wanted = ['401', '403', '422', '429', '500', '503', ...(one.requestBody ? ['400', '413', '415'] : [])];
      expect(
        wanted.filter(status => !statuses.includes(status)),
        path,
      ).toEqual([]);
      if (path.includes('{')) expect(statuses, path).toContain('404');
      for (const [status, { content }] of Object.entries(one.responses))
        if (Number(status) >= 400) expect(Object.keys(content ?? {}), `${path} ${status}`).toEqual(['application/problem+json']);
    }
  });

  it('lets nothing personal into an address: no telephone, no identity number, no name', () => {
    const parameters = operations().flatMap(({ one }) => one.parameters ?? []);
    const inAddress = new Set(parameters.filter(({ in: where }) => where !== 'header').map(({ name }) => name));
    expect([...inAddress].sort()).toEqual([
      'action',
      'actor',
      'after',
      'alarm',
      'building',
      'county',
      'doubtful',
      'form',
      'from',
      'holder',
      'id',
      'kind',
      'limit',
      'number',
      'order',
      'preview',
      'purpose',
      'region',
      'settlement',
      'state',
      'subject',
      'to',
      'unit',
    ]);
  });

  it('is served by the app itself, whose API lets nobody in without a token', async () => {
    const { app, end: endApp } = await startApp();
    const served = await fetch(`${app.url}/api/v1/openapi.json`);
    expect(await served.json()).toEqual(document);
    expect((await fetch(`${app.url}/api/v1/settlements`)).status).toBe(401);
    await endApp();
  });
});
