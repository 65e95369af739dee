import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { StartError } from '../../src/shared/start-error.ts';
import { openStorage, type Storage } from '../../src/storage/index.ts';
import { linesOf, newKeyLine } from '../../src/storage/sealing/keys.ts';
import { keyFileIn } from '../../src/storage/sealing/open-keys.ts';
import { DamagedError } from '../../src/storage/sealing/sealer.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aHousehold, aPerson, aSettlement, ids } from '../support/directory.ts';
import { openedText, readableText, withDatabase } from '../support/opened.ts';

const at = new Date('2026-11-22T08:00:00Z');
const now = at.toISOString();

/** What must be read by nobody without the keys, once in each sealed column of the directory. */
const SECRETS = {
  contact: '罗主任0857',
  member: '罗世珍',
  identity: '522401199001011234',
  before: '罗世珍曾用名',
  report: '第三行写错了',
  person: '称呼她罗大姐',
  group: '三栋邻里群',
  letters: 'ABCDEFGH',
  payload: '邀请罗大姐',
  secret: 'anjia_secret_of_a_token',
  label: '县里的系统',
  result: '已经建好的档案',
};

async function fill({ directory }: Storage) {
  const settlement = aSettlement({ office: { contacts: [{ name: SECRETS.contact }] } });
  const household = aHousehold(settlement.id, { members: [{ id: 'm1', name: SECRETS.member, relation: 'head' }] });
  const person = aPerson(SECRETS.person);
  await directory.settlements.put(settlement, at);
  await directory.households.put([{ household, keys: [{ kind: 'identity', value: SECRETS.identity }] }], at);
  const entry = {
    id: 'i_1',
    settlement: settlement.id,
    by: 'p',
    at: now,
    state: 'done',
    written: 1,
    report: SECRETS.report,
  } as const;
  await directory.imports.add(entry);
  const before = { ...household, origin: SECRETS.before };
  await directory.imports.remember('i_1', [{ household: household.id, before, version: 2 }]);
  await directory.people.put(person, at);
  const bound = { settlement: settlement.id, name: SECRETS.group, boundBy: 'p', boundAt: now, manner: 'called' as const };
  await directory.groups.put({ id: ids.group(), channel: 'web', account: 'a', chat: 'c', ...bound });
  const code = { id: 'c_1', kind: 'role', payload: SECRETS.payload, issuedBy: 'p', expiresAt: now };
  await directory.codes.add(code, SECRETS.letters, at);
  const issued = { issuedBy: 'p', issuedAt: now, expiresAt: now };
  await directory.tokens.add(
    { id: 't_1', label: SECRETS.label, role: 'admin', scope: { kind: 'all' }, ...issued },
    SECRETS.secret,
  );
  await directory.once.claim('key', 'digest', at);
  await directory.once.keep('key', SECRETS.result);
  return { settlement, household, person };
}

onEachDatabase('what the directory store keeps', opened => {
  it('stands nowhere in clear where it is personal, and is all there with the keys', async () => {
    const { settlement } = await fill(opened().storage);
    const readable = await readableText(opened().options);
    expect(readable).toContain(settlement.name);
    for (const secret of Object.values(SECRETS)) expect(readable).not.toContain(secret);
    const { letters, secret, ...sealed } = SECRETS;
    const there = await openedText(opened().options);
    for (const words of Object.values(sealed)) expect(there).toContain(words);
    expect(there).not.toMatch(new RegExp(`${letters}|${secret}`));
  });

  it('does not open where a value was moved to another column, or changed', async () => {
    const { household, person } = await fill(opened().storage);
    const { directory } = opened().storage;
    await withDatabase(opened().options, async ({ db }) => {
      await sql`update person set name = (select name from chat_group)`.execute(db);
      await sql`update household set record = substr(record, 1, 40) || case substr(record, 41, 1) when 'A' then 'B' else 'A' end
        || substr(record, 42)`.execute(db);
      await sql`update code set payload = 'in clear'`.execute(db);
    });
    await expect(directory.people.get(person.id)).rejects.toThrow(DamagedError);
    await expect(directory.households.get(household.id)).rejects.toThrow(DamagedError);
    await expect(directory.codes.find(SECRETS.letters)).rejects.toThrow(DamagedError);
  });

  it('is found and opened after a new key took over, as long as the old one is there', async () => {
    const { settlement, household, person } = await fill(opened().storage);
    const before = linesOf(keyFileIn(opened().options.dataDir))[0]!;
    const after = newKeyLine();
    const renewed = await openStorage({ ...opened().options, dataKeys: `${after},${before}` });
    const { households, people, codes } = renewed.directory;
    const added = aHousehold(settlement.id);
    const key = { kind: 'identity', value: SECRETS.identity } as const;
    await households.put([{ household: added, keys: [key] }], at);
    expect(await households.find(key)).toEqual([household.id, added.id]);
    expect([...(await households.findAny(settlement.id, [key]))]).toEqual([household.id, added.id].map(id => [id, [key]]));
    expect(await people.get(person.id)).toEqual(person);
    expect(await codes.find(SECRETS.letters)).toMatchObject({ payload: SECRETS.payload });
    await renewed.close();
    await expect(openStorage({ ...opened().options, dataKeys: after })).rejects.toThrow(StartError);
  });

  it('is any text that people write, except what no database can hold', async () => {
    const { settlements, people, audit } = opened().storage.directory;
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, text, async (one, two) => {
        const settlement = aSettlement({ county: one, tags: [two] });
        expect(await settlements.put(settlement, at)).toBe(true);
        expect(await settlements.named(settlement.region, one, settlement.name)).toEqual(settlement);
        const person = aPerson(one);
        await people.put(person, at);
        await people.identify(person.id, { channel: 'web', account: 'a', person: `${person.id}${two}` }, at);
        const behind = await people.behind({ channel: 'web', account: 'a', person: `${person.id}${two}` });
        expect(behind).toEqual({ ...person, name: one.replaceAll('\0', '') });
        await audit.add({ at: now, actor: person.id, via: 'chat', action: 'household.open', outcome: 'done', reason: two });
        const [entry] = await audit.list({ actor: person.id, scopes: [{ kind: 'all' }], limit: 1 });
        expect(entry?.reason).toBe(two.replaceAll('\0', ''));
      }),
      { numRuns: 40 },
    );
  });
});
