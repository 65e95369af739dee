import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/index.ts';
import type { SettlementDraft } from '../../src/directory/settlements.ts';
import { apiOn, must, type TestApi } from '../support/api.ts';
import { databases } from '../support/databases.ts';
import { makeWorld, settlementDraft } from './world.ts';

interface Entitlement {
  readonly scheme: string;
  readonly outcome: string;
  readonly determination: string | null;
  readonly missing: readonly { readonly fact: string }[];
  readonly clauses: readonly string[];
  readonly citation: { readonly status: string; readonly title: string };
  readonly inForce: boolean;
  readonly explanation: {
    readonly result: string;
    readonly reasons: readonly { readonly state: string; readonly supports: boolean | null; readonly says: string }[];
    readonly next: string | null;
  };
}

describe('what a settlement may have, through the API', () => {
  let api: TestApi;
  let cadre: string;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ api, end } = await apiOn(databases[0]!));
    cadre = await api.token('cadre');
  });
  afterAll(() => end());
  let number = 0;

  async function entitlements(over: Partial<SettlementDraft>, language = 'zh-CN'): Promise<readonly Entitlement[]> {
    const draft = { ...settlementDraft(`点${++number}`), ...over };
    const { id } = must(await api.rooms.directory.settlements.add(OPERATOR, draft));
    const { json } = await api.call('GET', `/settlements/${id}/entitlements`, {
      token: cadre,
      headers: { 'accept-language': language },
    });
    expect(json.on).toBe('2026-11-22');
    return json.items as unknown as readonly Entitlement[];
  }
  const policeRoom = (all: readonly Entitlement[]) => all.find(({ scheme }) => scheme === 'guizhou.police-room')!;

  it('decides every scheme for settlements of its region, and no other one', async () => {
    const ofGuizhou = (await entitlements({})).map(({ scheme }) => scheme);
    expect(ofGuizhou.toSorted()).toEqual(['guizhou.police-room', 'guizhou.settlement-administration']);
    const ofYuncheng = (await entitlements({ region: 'yuncheng' as never })).map(({ scheme }) => scheme);
    expect(ofYuncheng.toSorted()).toEqual(['yuncheng.first-secretary', 'yuncheng.workshop']);
  });

  it('turns at the figure of the clause, and says so with the figure', async () => {
    const [below, at] = [
      policeRoom(await entitlements({ population: 2999 })),
      policeRoom(await entitlements({ population: 3000 })),
    ];
    expect(below).toMatchObject({ outcome: 'ineligible', determination: null, missing: [] });
    expect(below.explanation.reasons).toMatchObject([{ condition: 'large-enough', state: 'unmet', supports: false }]);
    expect(at).toMatchObject({ outcome: 'eligible', determination: 'police-room', clauses: ['guizhou:3.4.19'], inForce: true });
    expect(at.citation).toMatchObject({ status: 'in_force' });
    expect(at.explanation.reasons).toMatchObject([{ state: 'met', supports: true, clause: 'guizhou:3.4.19' }]);
    expect(at.explanation.reasons[0]?.says).toContain('3000');
    expect(at.explanation.next).not.toBeNull();
  });

  it('says what the record lacks where it cannot tell', async () => {
    const found = policeRoom(await entitlements({ population: undefined }));
    expect(found).toMatchObject({ outcome: 'unknown', determination: null, missing: [{ fact: 'settlement_population' }] });
    expect(found.explanation.reasons).toMatchObject([{ state: 'unknown', supports: null }]);
  });

  it('leaves no figure open in either language, whatever the settlement is', async () => {
    for (const region of ['guangxi', 'guizhou', 'chongqing', 'yuncheng'] as never[])
      for (const population of [undefined, 0, 99, 800, 3000, 30_000])
        for (const language of ['zh-CN', 'en']) {
          const all = await entitlements({ region, population, poorPopulation: population }, language);
          expect(all.length).toBeGreaterThan(1);
          for (const { explanation, scheme, citation } of all) {
            expect(explanation.result, scheme).not.toBe('');
            expect(citation.title).not.toBe('');
            expect(JSON.stringify(explanation)).not.toMatch(/\{\{|undefined/);
            if (language === 'en') expect(explanation.result, scheme).toMatch(/^[^\p{Script=Han}]+$/u);
          }
        }
  });

  it('decides for a member what is on file, once the household has agreed, and says what the file lacks', async () => {
    const world = await makeWorld(api);
    const path = `/households/${world.household.id}`;
    const check = (member = 'm1') => api.call('POST', `${path}/entitlements`, { token: cadre, body: { member } });
    expect(await check()).toMatchObject({ status: 409, json: { code: 'no-consent' } });
    await api.call('POST', `${path}/consents`, { token: cadre, body: { purpose: 'eligibility', how: 'spoken', member: 'm1' } });
    expect(await check('m9')).toMatchObject({ status: 404, json: { params: { what: 'member' } } });
    const items = (await check()).json.items as unknown as readonly Entitlement[];
    const schemes = items.map(({ scheme }) => scheme);
    expect(schemes).toContain('guizhou.urban-dibao');
    expect(schemes).not.toContain('guizhou.police-room');
    for (const { outcome, missing } of items) expect(missing.length > 0).toBe(outcome === 'unknown');
    const known = items.flatMap(({ missing }) => missing.map(({ fact }) => fact));
    expect(known).not.toContain('relocated');
  });
});
