/** Cases of a settlement in an office for tests, as residents report them on the web. */
import { nobody } from '../../src/directory/actors.ts';
import { placeOf, type Settlement } from '../../src/directory/model.ts';
import type { Entry } from '../../src/grievance/history.ts';
import type { Grievance, GrievanceDraft } from '../../src/grievance/model.ts';
import { allowed, type Office } from './office.ts';

export interface Cases {
  /** Somebody reports something. @param by default: somebody else each time, since nobody reports very much on a day */
  report(at: Settlement, draft?: Partial<GrievanceDraft>, by?: string): Promise<Grievance>;
  /** As it is kept. */
  get(number: number): Promise<Grievance>;
  history(number: number): Promise<readonly Entry[]>;
}

export function createCases({ core }: Office): Cases {
  const { grievances } = core.storage;
  let reporters = 0;
  return {
    async report(at, draft = {}, by = `reporter ${reporters++}`) {
      const { id: settlement, region } = at;
      const to = { channel: 'web', account: 'anjia', chat: by, person: by };
      const reporter = { at: to, visitor: { actor: nobody(to) } };
      const place = { ...placeOf(at), settlement, region };
      const reported = { place, kind: 'lift-and-building', text: '电梯坏了三天', where: '3栋2单元电梯', ...draft };
      return allowed(await core.rooms.grievances.intake.report(reporter, reported));
    },
    async get(number) {
      const found = await grievances.get(number);
      if (!found) throw new Error(`there is no case ${number}`);
      return found;
    },
    history: number => grievances.entries(number),
  };
}
