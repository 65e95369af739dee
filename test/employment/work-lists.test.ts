import { beforeEach, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Household, Member, Settlement } from '../../src/directory/model.ts';
import { employmentSheet, firstSheet, type SheetWords } from '../../src/employment/ledger-sheets.ts';
import type { WorkLists } from '../../src/employment/work-lists.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { valueIn } from '../directory/subjects.ts';
import { onEachDatabase } from '../support/databases.ts';
import { address, type Working, working } from './work-rooms.ts';

const t = loadWordbook(folders.locales).in('zh-CN');
const words: SheetWords = { t, language: 'zh-CN', cite: ({ clause }) => clause, nameOf: skill => skill };
const able = (over: Partial<Member> = {}): Member => ({
  id: 'm1',
  name: '罗世珍',
  relation: 'head',
  sex: 'male',
  birth: '1980-05-01' as Day,
  labour: 'full',
  work: 'none',
  ...over,
});

onEachDatabase('what cadres see of work', opened => {
  let world: Working;
  let home: Settlement;
  let work: WorkLists;
  beforeEach(async () => {
    world = working(opened().storage);
    home = await world.settle('锦绣社区');
    work = world.rooms.employment.work;
  });
  const cadre = (settlement: Settlement): Actor => ({
    id: 'p_1',
    via: 'chat',
    rights: [{ role: 'cadre', scope: { kind: 'settlement', settlement: settlement.id } }],
  });
  async function file(
    members: readonly Member[],
    over: { agreed?: boolean; marks?: Household['marks']; building?: string } = {},
  ) {
    const { agreed = true, marks = [], building = '3栋' } = over;
    const added = valueIn(
      await world.rooms.directory.households.add(OPERATOR, home.id, { building, members, marks, purpose: 'file' }),
    );
    if (!agreed) return added;
    return valueIn(await world.rooms.directory.households.consent(OPERATOR, added.id, { purpose: 'employment', how: 'spoken' }));
  }
  const first = async () => valueIn(await work.first(cadre(home), home.id));

  it('names households in which nobody works, with the clause, and no others', async () => {
    await file([able({ work: 'stable' })], { building: '1栋' });
    await file([able()], { building: '2栋' });
    await file([able({ labour: 'none' })], { building: '4栋' });
    const { households: listed, unknown } = await first();
    expect(listed.map(({ door }) => door)).toEqual([['2栋']]);
    expect(listed[0]).toMatchObject({ employed: 'nobody', agreed: true });
    expect(listed[0]?.first.map(({ priority }) => `${priority.id} ${priority.clause}`)).toEqual([
      'zero-employment guizhou:3.2.7',
      'no-stable-job guizhou:3.2.7',
    ]);
    expect(unknown).toBe(0);
  });

  it('guesses nothing that the file does not say, and counts such households', async () => {
    await file([able({ work: undefined })]);
    await file([able({ labour: undefined })]);
    expect(await first()).toMatchObject({ households: [], unknown: 2 });
  });

  it('puts first who comes first by policy: nobody at work before nobody in a stable job', async () => {
    await file([able({ work: 'flexible' })], { building: '1栋' });
    await file([able()], { building: '2栋' });
    expect((await first()).households.map(({ door }) => door[0])).toEqual(['2栋', '1栋']);
  });

  it('names members who come first: in difficulty, women, older people, on either side of sixty', async () => {
    await file([able({ work: 'stable' }), able({ id: 'm2', relation: 'other', name: '罗大姐', sex: 'female' })], {
      building: '1栋',
    });
    await file([able({ work: 'stable' }), able({ id: 'm2', relation: 'other', name: '罗老汉', birth: '1966-11-22' as Day })], {
      building: '2栋',
    });
    await file([able({ work: 'stable' }), able({ id: 'm2', relation: 'other', name: '罗二哥', birth: '1966-11-23' as Day })], {
      building: '3栋',
    });
    await file([able({ work: 'stable' }), able({ id: 'm2', relation: 'other', name: '罗三哥', labour: 'partial' })], {
      building: '4栋',
      marks: ['dibao'],
    });
    const found = (await first()).households.flatMap(({ door, first: why }) =>
      why.map(({ priority, member }) => [door[0], priority.id, member?.name]),
    );
    expect(found).toEqual([
      ['4栋', 'public-post', '罗三哥'],
      ['1栋', 'women-at-home', '罗大姐'],
      ['2栋', 'older-at-home', '罗老汉'],
    ]);
  });

  it('says nothing of members of a household that has not agreed to be helped to work', async () => {
    await file([able(), able({ id: 'm2', relation: 'other', name: '罗大姐', sex: 'female' })], { agreed: false });
    const { households: listed } = await first();
    expect(listed).toMatchObject([{ agreed: false, head: '罗**' }]);
    const sheet = JSON.stringify(firstSheet(await first(), words).rows);
    expect(sheet).not.toContain('罗大姐');
    expect(sheet).toContain('先上门问');
    expect(valueIn(await work.ledger(cadre(home), home.id))).toEqual([]);
  });

  it('keeps a ledger of everybody of working age, with what they look for and what became of it, numbers shortened', async () => {
    const household = await file([
      able({ identityNumber: '11010519491231002X', phone: '13800138000' }),
      able({ id: 'm2', relation: 'other', name: '罗小宝', birth: '2015-05-05' as Day, labour: 'none' }),
      able({ id: 'm3', relation: 'other', name: '罗爷爷', birth: '1950-05-05' as Day }),
    ]);
    const draft = { household: household.id, member: 'm1', employer: '兴旺制衣厂', title: '缝纫工', work: 'stable' as const };
    valueIn(await world.rooms.employment.placements.hired(OPERATOR, draft));
    await world.rooms.employment.wishes.register({
      of: { region: home.region, county: home.county, settlement: home.id },
      to: address('luo'),
      wants: { skills: ['sewing'], places: [], near: true, kinds: [], limits: ['childcare'] },
      how: 'chat',
      language: 'zh-CN',
      household: household.id,
      member: 'm1',
    });
    const rows = valueIn(await work.ledger(cadre(home), home.id));
    expect(rows.map(({ member }) => member.name)).toEqual(['罗世珍']);
    const [row] = employmentSheet(rows, words).rows;
    expect(row).toContain('sewing、要近、带娃');
    expect(row).toContain('缝纫工（兴旺制衣厂）');
    expect(row).toContain('上班了');
    expect(row).toContain('110*************2X');
    expect(JSON.stringify(row)).not.toMatch(/11010519491231002X|13800138000/);
  });

  it('is seen by those in scope alone, and every look is recorded', async () => {
    await file([able()]);
    const elsewhere = cadre(await world.settle('远处'));
    expect(await work.first(elsewhere, home.id)).toMatchObject({ refusal: { code: 'out-of-scope' } });
    expect(await work.ledger(elsewhere, home.id)).toMatchObject({ refusal: { code: 'out-of-scope' } });
    expect(await work.first({ ...elsewhere, rights: [] }, home.id)).toMatchObject({ refusal: { code: 'not-allowed' } });
    await first();
    const looks = valueIn(await world.rooms.directory.audit(OPERATOR, { action: 'work.view', limit: 50 }));
    expect(looks.filter(({ outcome, reason }) => outcome === 'done' && reason === 'first')).toHaveLength(1);
    expect(looks.filter(({ outcome }) => outcome !== 'done').length).toBeGreaterThanOrEqual(3);
  });
});
