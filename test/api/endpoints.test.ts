import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpointsOf } from '../../src/api/index.ts';
import { ACTIONS, type Action, GRANTED_ROLES, type Role, rolesFor } from '../../src/directory/access.ts';
import type { Scope } from '../../src/directory/scope.ts';
import type { RegionId, SettlementId } from '../../src/shared/ids.ts';
import { apiOn, startApi, type TestApi } from '../support/api.ts';
import { databases, onEachDatabase } from '../support/databases.ts';
import { faultsAgainst, operationFor } from '../support/openapi.ts';
import { EXPECTED, REACHES, type Reach, scopeOf } from '../support/rights.ts';
import { CASES, type Case, GUIZHOU, makeWorld, PERSONAL, send, type World } from './world.ts';

onEachDatabase('the API', opened => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startApi(opened().storage);
  });
  afterEach(() => api.stop());

  it('serves every endpoint as its document says, and logs nothing personal', async () => {
    const document = await api.document();
    const world = await makeWorld(api);
    const tokens: string[] = [];
    for (const one of CASES) {
      const token = await api.token(one.action ? rolesFor(one.action)[0]! : 'handler');
      tokens.push(token);
      const { status, json, text } = await send(api, one, world, token);
      expect({ id: one.id, status, text: status === one.status ? '' : text }).toEqual({
        id: one.id,
        status: one.status,
        text: '',
      });
      const answer = operationFor(document, one.method, one.path(world))?.responses[status];
      expect(answer, `${one.id} ${status}`).toBeDefined();
      const schema = answer?.content?.['application/json']?.schema;
      expect(schema ? faultsAgainst(schema, json, document) : text, one.id).toEqual(schema ? [] : '');
    }
    expect(api.log.lines.filter(line => line.includes('"request"')).length).toBeGreaterThan(CASES.length);
    const lines = api.log.lines.join('\n');
    for (const word of [...PERSONAL, ...tokens, world.household.id]) expect(lines).not.toContain(word);
  });
});

/** Scopes around the world's settlement, and how far each is from it. */
const scopesAround = ({
  settlement,
}: World): readonly { readonly name: string; readonly scope: Scope; readonly reach?: Reach }[] => [
  ...REACHES.map(reach => ({ name: `its own ${reach}`, scope: scopeOf(reach, settlement), reach })),
  { name: 'another region', scope: { kind: 'region', region: 'guangxi' as RegionId } },
  { name: 'another county', scope: { kind: 'county', region: GUIZHOU, county: '大方县' } },
  { name: 'another settlement', scope: { kind: 'settlement', settlement: 's_00000000000000000000' as SettlementId } },
];

/** Whether a role does it anywhere. */
const does = (role: Role, action: Action): boolean => EXPECTED.some(row => row.action === action && row.allowed[role].length > 0);

/** Whether a role does it here; lists are there for whoever does it anywhere. @param reach none where the scope lies elsewhere */
function isAllowed({ action, where }: Case, role: Role, reach: Reach | undefined): boolean {
  if (action === undefined || where === 'anywhere') return action === undefined || does(role, action);
  return EXPECTED.some(row => row.action === action && row.reach === reach && row.allowed[role].includes('own'));
}

describe('who may do what where through the API', () => {
  let api: TestApi;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ api, end } = await apiOn(databases[0]!));
  });
  afterAll(() => end());

  it('covers every endpoint and every right', () => {
    const ids = endpointsOf({ ...api.rooms } as never).map(({ id }) => id);
    expect(CASES.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const used = new Set(CASES.map(({ action }) => action));
    expect(ACTIONS.filter(action => !used.has(action))).toEqual([]);
  });

  it.each(CASES.map(one => ({ ...one, name: `${one.id}: ${one.action ?? 'anybody'}` })))('$name', async one => {
    let world = await makeWorld(api);
    for (const role of GRANTED_ROLES) {
      for (const index of scopesAround(world).keys()) {
        const { name, scope, reach } = scopesAround(world)[index]!;
        const token = await tokenWith(api, role, scope);
        const { status, json } = await send(api, one, world, token.secret);
        const allowed = isAllowed(one, role, reach);
        const isHidden = allowed && one.hides === true && !isAllowed({ ...one, where: 'settlement' }, role, reach);
        const expected = isHidden ? 404 : allowed ? one.status : 403;
        expect({ role, scope: name, status }).toEqual({ role, scope: name, status: expected });
        if (isHidden) continue;
        if (!allowed) {
          const code = does(role, one.action!) ? 'out-of-scope' : 'not-allowed';
          const [entry] = await api.storage.directory.audit.list({ scopes: [{ kind: 'all' }], limit: 1 });
          expect({ ...entry, told: json.code }).toMatchObject({
            actor: token.id,
            via: 'api',
            action: one.action,
            outcome: code,
            told: code,
          });
        } else if (one.method !== 'GET') world = await makeWorld(api);
      }
    }
  });
});

/** A token as the store has it, also where its settlement does not exist. */
async function tokenWith({ storage, rooms, clock }: TestApi, role: Role, scope: Scope) {
  const secret = `anjia_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')}`;
  const id = rooms.directory.ids.row('t');
  const now = clock.now();
  await storage.directory.tokens.add(
    {
      id,
      label: '测试',
      role,
      scope,
      issuedBy: 'operator',
      issuedAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + 86_400_000).toISOString(),
    },
    secret,
  );
  return { id, secret };
}
