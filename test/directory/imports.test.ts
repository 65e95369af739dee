import { beforeEach, expect, it } from 'vitest';
import type { HouseholdDraft, ReadHouseholds } from '../../src/directory/household-sheet/index.ts';
import { createDirectory, type Directory, OPERATOR } from '../../src/directory/index.ts';
import type { Actor, Household, Member } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { SettlementId } from '../../src/shared/ids.ts';
import type { Storage } from '../../src/storage/index.ts';
import { clockAt } from '../support/clock.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aSettlement } from '../support/directory.ts';
import { identityNumber } from '../support/workbooks.ts';

const clock = clockAt('2026-11-29T04:00:00Z');
const purpose = '一户一档';

const member = (number: number, over: Partial<Member> = {}): Member => ({
  id: 'm1',
  name: `罗世${number}`,
  relation: 'head',
  identityNumber: identityNumber('19800101', number),
  ...over,
});
const draft = (number: number, over: Partial<HouseholdDraft> = {}): HouseholdDraft => ({
  code: `H${number}`,
  building: '3栋',
  room: String(100 + number),
  members: [member(number)],
  marks: { is: [], not: [] },
  rows: [{ sheet: '表', row: number }],
  ...over,
});
const read = (...households: readonly HouseholdDraft[]): ReadHouseholds => ({ households, rows: [], sheets: [] });
const many = (count: number) => Array.from({ length: count }, (_, i) => draft(i + 1));

onEachDatabase('an import of households', opened => {
  let storage: Storage;
  let directory: Directory;
  let here: SettlementId;
  let there: SettlementId;
  let cadre: Actor;

  beforeEach(async () => {
    ({ storage } = opened());
    directory = createDirectory({ store: storage.directory, clock });
    const settlements = [aSettlement(), aSettlement()];
    for (const settlement of settlements) await storage.directory.settlements.put(settlement, clock.now());
    [here, there] = [settlements[0]!.id, settlements[1]!.id];
    cadre = { id: 't_cadre', via: 'api', rights: [{ role: 'cadre', scope: { kind: 'settlement', settlement: here } }] };
  });

  const value = <T>(outcome: Outcome<T>): T => {
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };
  const run = async (...drafts: readonly HouseholdDraft[]) =>
    value(await directory.imports.run(cadre, here, read(...drafts), { purpose }));
  const all = () => storage.directory.households.list(here, { limit: 1000 });
  const contents = async () => (await all()).map((household: Household) => ({ ...household, version: 0 }));

  it('adds what is new, joins what is known, and says that the same file again changes nothing', async () => {
    expect((await run(...many(3))).counts).toEqual({ added: 3, changed: 0, same: 0, refused: 0 });
    const second = await run(...many(2), draft(3, { origin: '某村' }), draft(4));
    expect(second.counts).toEqual({ added: 1, changed: 1, same: 2, refused: 0 });
    expect((await all()).find(({ code }) => code === 'H3')).toMatchObject({ origin: '某村', purpose, version: 2 });
  });

  it('shows in a preview what it would do, and does nothing', async () => {
    await run(draft(1));
    const before = await all();
    const preview = value(
      await directory.imports.preview(cadre, here, read(draft(1, { origin: '某村' }), draft(2)), { purpose }),
    );
    expect(preview).toMatchObject({ state: 'preview', counts: { added: 1, changed: 1, same: 0, refused: 0 } });
    expect(await all()).toEqual(before);
    expect(value(await directory.imports.list(cadre, here, { limit: 10 }))).toHaveLength(1);
  });

  it('finds a household by any of its members, by its number, and by its door with a name', async () => {
    await run(draft(1), draft(2), draft(3));
    const moved = draft(1, { code: 'NEW', room: '999' });
    const numbered = draft(2, { members: [member(2, { identityNumber: undefined })] });
    const doored = draft(3, { code: undefined, members: [member(3, { identityNumber: undefined })] });
    expect((await run(moved, numbered, doored)).counts).toMatchObject({ added: 0, refused: 0 });
    expect(await all()).toHaveLength(3);
  });

  it('does not take a namesake, or who moved into the same door, for the same household', async () => {
    await run(draft(1));
    const namesake = draft(2, { members: [member(9, { name: '罗世1' })] });
    const nextTenant = draft(3, { room: '101', members: [member(8)] });
    expect((await run(namesake, nextTenant)).counts).toMatchObject({ added: 2 });
  });

  it('names what the file says otherwise than the directory, and lets the file win', async () => {
    await run(draft(1));
    const report = await run(draft(1, { room: '777' }));
    expect(report.households[0]).toMatchObject({
      outcome: 'changed',
      rows: [{ sheet: '表', row: 1 }],
      conflicts: [{ field: 'room', before: '101', after: '777' }],
    });
    expect((await all())[0]).toMatchObject({ room: '777' });
  });

  it('refuses a household whose members stand in several, and changes neither', async () => {
    await run(draft(1), draft(2));
    const both = draft(7, { members: [member(1), member(2, { id: 'm2', relation: 'spouse' })] });
    const report = await run(both);
    expect(report.counts).toEqual({ added: 0, changed: 0, same: 0, refused: 1 });
    expect(report.households[0]?.reason).toEqual({ code: 'several-households', params: { doors: '3栋-101 / 3栋-102' } });
    expect(await all()).toHaveLength(2);
  });

  it('refuses what lacks a building or holds a wrong field, and takes the rest', async () => {
    const { building: _, ...homeless } = draft(1);
    const report = await run(homeless, draft(2, { members: [member(2, { identityNumber: '520000198001010000' })] }), draft(3));
    expect(report.counts).toEqual({ added: 1, changed: 0, same: 0, refused: 2 });
    expect(report.households.map(({ reason }) => reason?.params['field'])).toEqual(['building', 'members.0.identityNumber']);
  });

  it('takes two parts of one household in the same file for one', async () => {
    await run(draft(1));
    const report = await run(draft(1, { origin: '某村' }), draft(1, { movedIn: undefined, entrance: '2单元' }));
    expect(report.counts).toMatchObject({ added: 0, changed: 2 });
    expect(await all()).toMatchObject([{ origin: '某村', entrance: '2单元', version: 2 }]);
  });

  it('is undone to the letter, also over many stretches, and leaves alone what somebody changed since', async () => {
    await run(...many(450));
    const before = await contents();
    const report = await run(...many(450).map(one => ({ ...one, origin: '某村' })), draft(900));
    expect(report.counts).toEqual({ added: 1, changed: 450, same: 0, refused: 0 });
    const [first] = await all();
    const changed = { ...first!, origin: '改过的村' };
    value(await directory.households.change(cadre, first!.id, first!.version, changed));
    const undone = value(await directory.imports.undo(cadre, report.id ?? ''));
    expect(undone).toEqual({ restored: 450, kept: [first!.id] });
    const after = await contents();
    expect(after.find(({ id }) => id === first!.id)?.origin).toBe('改过的村');
    expect(after.filter(({ id }) => id !== first!.id)).toEqual(before.filter(({ id }) => id !== first!.id));
    expect((await directory.imports.undo(cadre, report.id ?? '')).ok).toBe(false);
  });

  it('goes back to before the first of several changes in one import', async () => {
    await run(draft(1));
    const before = await contents();
    const far = many(260).map((one, i) => (i === 259 ? draft(1, { entrance: '2单元' }) : { ...one, origin: '某村' }));
    const report = await run(...far);
    value(await directory.imports.undo(cadre, report.id ?? ''));
    expect(await contents()).toEqual(before);
  });

  it('stops after the stretch in hand, says how far it came, and can be undone', async () => {
    const stopping = new AbortController();
    const report = value(
      await directory.imports.run(cadre, here, read(...many(500)), {
        purpose,
        signal: stopping.signal,
        onProgress: through => through >= 200 && stopping.abort(),
      }),
    );
    expect(report).toMatchObject({ state: 'stopped', counts: { added: 200 } });
    expect(await all()).toHaveLength(200);
    value(await directory.imports.undo(cadre, report.id ?? ''));
    expect(await all()).toHaveLength(0);
  });

  it('keeps its report for those who may import: where to look, and nothing of what stood there', async () => {
    await run(draft(1));
    const reason = { code: 'identity-check', params: { column: '身份证号', value: '522121198001010001' } } as const;
    const rows = [{ sheet: '表', row: 1, outcome: 'warned', reasons: [reason], household: 0 }] as const;
    const table = { ...read(draft(1, { room: '555' })), rows };
    const report = value(await directory.imports.run(cadre, here, table, { purpose }));
    expect(report.notable[0]?.reasons[0]?.params['value']).toBe('522121198001010001');
    expect(report.households[0]?.conflicts).toMatchObject([{ field: 'room', before: '101', after: '555' }]);
    const kept = value(await directory.imports.get(cadre, report.id ?? ''));
    expect(kept).toMatchObject({ id: report.id, state: 'done', counts: report.counts, rows: report.rows });
    expect(kept.notable[0]?.reasons).toEqual([{ ...reason, params: { column: '身份证号', value: '***' } }]);
    expect(kept.households[0]?.conflicts).toMatchObject([{ field: 'room', before: '***', after: '***' }]);
    expect(JSON.stringify(kept)).not.toMatch(/522121|555/);
    const elsewhere: Actor = { ...cadre, rights: [{ role: 'cadre', scope: { kind: 'settlement', settlement: there } }] };
    expect(await directory.imports.get(elsewhere, report.id ?? '')).toMatchObject({ refusal: { code: 'out-of-scope' } });
  });

  it('is refused elsewhere and without the role, recorded, with nothing written', async () => {
    const handler: Actor = { ...cadre, id: 't_handler', rights: [{ role: 'handler', scope: { kind: 'all' } }] };
    for (const [actor, settlement] of [
      [cadre, there],
      [handler, here],
    ] as const) {
      expect((await directory.imports.run(actor, settlement, read(draft(1)), { purpose })).ok).toBe(false);
      expect((await directory.imports.preview(actor, settlement, read(draft(1)), { purpose })).ok).toBe(false);
      const entries = await storage.directory.audit.list({ actor: actor.id, limit: 10, scopes: [{ kind: 'all' }] });
      expect(entries.map(({ action, outcome }) => [action, outcome === 'done'])).toEqual([
        ['household.import', false],
        ['household.import', false],
      ]);
    }
    expect(await storage.directory.households.count(there)).toBe(0);
  });

  it('lets two who import the same households at once end with each of them once', async () => {
    const reports = await Promise.all([run(...many(60)), run(...many(60))]);
    expect(await all()).toHaveLength(60);
    expect(reports.reduce((sum, { counts }) => sum + counts.added, 0)).toBe(60);
  });

  it('joins two files of one household: links and consents come along', async () => {
    await run(draft(1));
    const other = value(
      await directory.households.add(cadre, here, {
        code: 'H1-2',
        building: '4栋',
        members: [member(1), member(5, { id: 'm2', relation: 'child' })],
        marks: ['dibao'],
        purpose,
      }),
    );
    const [first] = await all();
    const person = await directory.people.ensure({ channel: 'web', account: 'web', person: 'p' }, '罗');
    value(await directory.households.link(person.id, other.id, 'm2', 't'));
    const { household } = value(await directory.doubles.merge(cadre, first!.id, other.id));
    expect(household).toMatchObject({ id: first!.id, building: '4栋', marks: ['dibao'] });
    expect(household.members.map(({ name }) => name)).toEqual(['罗世1', '罗世5']);
    expect(await all()).toEqual([household]);
    expect((await directory.households.own(person.id))?.link).toMatchObject({ household: first!.id, member: 'm2' });
    expect((await directory.doubles.merge(OPERATOR, first!.id, first!.id)).ok).toBe(false);
  });
});
