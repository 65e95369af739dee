import { expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { HouseholdDraft } from '../../src/directory/households.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms } from '../../src/rooms.ts';
import type { HouseholdId } from '../../src/shared/ids.ts';
import { valueIn } from '../directory/subjects.ts';
import { clockAt } from '../support/clock.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aSettlement } from '../support/directory.ts';

onEachDatabase('two files that are joined', opened => {
  it('are one for reports of hardship, for cases and for those who have them too; nothing goes with the second file', async () => {
    const { storage } = opened();
    const clock = clockAt('2026-11-20T02:00:00Z');
    const { directory, hardships, grievances } = createRooms(storage, loadWordbook(folders.locales), clock);
    const home = aSettlement({ name: '锦绣社区' });
    await storage.directory.settlements.put(home, clock.now());
    const draft = (code: string): HouseholdDraft => ({
      code,
      building: '3栋',
      members: [{ id: 'm1', name: '罗世珍', relation: 'head' }],
      marks: [],
      purpose: 'file',
    });
    const kept = valueIn(await directory.households.add(OPERATOR, home.id, draft('H1'))).id;
    const double = valueIn(await directory.households.add(OPERATOR, home.id, draft('H2'))).id;
    const aid = valueIn(
      await hardships.reportFor(OPERATOR, {
        settlement: home.id,
        risk: 'accident',
        people: 4,
        text: '摔断了腿',
        name: '罗世珍',
        consent: 'spoken',
        witness: '张三',
        household: double,
      }),
    ).number;
    const report = async (household: HouseholdId) => {
      const place = { region: home.region, county: home.county, settlement: home.id };
      const said = { kind: 'lift-and-building', text: '电梯坏了', onBehalf: { name: '罗世珍', consent: 'spoken' } as const };
      return valueIn(await grievances.intake.reportFor(OPERATOR, { place, ...said }, household)).number;
    };
    const theirs = await report(double);
    const to = { channel: 'web', account: 'anjia', chat: 'p', person: 'p' };
    await storage.grievances.support({ grievance: await report(kept), at: clock.now(), to, household: double });

    valueIn(await directory.doubles.merge(OPERATOR, kept, double));
    expect((await storage.hardships.get(aid))?.household).toBe(kept);
    expect((await storage.grievances.get(theirs))?.household).toBe(kept);
    const [, other] = await storage.grievances.numbersOf({ household: kept });
    expect((await storage.grievances.supporters(other!)).map(({ household }) => household)).toEqual([kept]);
    expect((await grievances.verify()).faults).toEqual([]);

    // What is erased with the file is all of it.
    valueIn(await directory.households.erase(OPERATOR, kept));
    expect((await storage.hardships.get(aid))?.record).toBeUndefined();
  });
});
