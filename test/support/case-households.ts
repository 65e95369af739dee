/** Households in a world of cases, and their people, who write as members of them. */
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Household } from '../../src/directory/model.ts';
import type { Reporter } from '../../src/grievance/service.ts';
import { valueIn } from '../directory/subjects.ts';
import type { Caseworld } from './grievances.ts';

/** Files a household. */
export const householdIn = async ({ rooms, settlement }: Caseworld, room: string, name = '罗世珍'): Promise<Household> =>
  valueIn(
    await rooms.directory.households.add(OPERATOR, settlement.id, {
      building: '3栋',
      room,
      members: [{ id: 'm1', name, relation: 'head', phone: '13800138000' }],
      marks: [],
      purpose: 'file',
    }),
  );

/** Somebody's account, linked to the head of a household. */
export async function memberOf({ rooms, resident }: Caseworld, { id }: Household, account: string): Promise<Reporter> {
  const { at } = resident(account);
  const { households, people, visitors } = rooms.directory;
  const person = await people.ensure(at, account);
  valueIn(await households.link(person.id, id, 'm1', OPERATOR.id));
  const visitor = await visitors.behind({ ...at, chat: { id: at.chat, kind: 'private' } });
  return { at, visitor };
}
