import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

const CRY = '电梯困人了快来救命';
const isAlarm = (text: string): boolean => text.includes('有人可能有危险');

let world: Caseworld;
beforeEach(async () => {
  world = await openCaseworld();
});
afterEach(() => world.close());

describe('the alarm of a report', () => {
  it('reaches whoever is handler and cadre of the settlement once', async () => {
    const { person } = await world.staff('handler', '王经办');
    const scope = { kind: 'settlement', settlement: world.settlement.id } as const;
    await world.rooms.directory.people.grant(person!.id, 'cadre', scope, OPERATOR.id);
    await world.staff('cadre', '张干部');
    await world.reported(undefined, { text: CRY });
    expect((await world.heard('王经办')).filter(isAlarm)).toHaveLength(1);
    expect((await world.heard('张干部')).filter(isAlarm)).toHaveLength(1);
  });
});
