/**
 * Households as a cadre files them, for tests of the desk.
 */
import type { HouseholdDraft } from '../../src/directory/households.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Consent, Household } from '../../src/directory/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { SettlementId } from '../../src/shared/ids.ts';
import { allowed, type Office } from './office.ts';

/** What must be read nowhere without the keys. */
export const SECRETS = ['罗世珍', '罗小宝', '13800138000', '11010519491231002X', '都安县', '高血压'] as const;

/** A grandmother and her grandchild. */
export const LUO: HouseholdDraft = {
  code: 'HM-0012',
  building: '3栋',
  entrance: '2单元',
  room: '501',
  members: [
    {
      id: 'm1',
      name: '罗世珍',
      relation: 'head',
      sex: 'female',
      birth: '1949-12-31' as Day,
      phone: '13800138000',
      identityNumber: '11010519491231002X',
      labour: 'partial',
      work: 'none',
      health: '高血压',
    },
    { id: 'm2', name: '罗小宝', relation: 'grandchild', birth: '2015-05-05' as Day, labour: 'none', work: 'none' },
  ],
  marks: ['dibao'],
  purpose: 'file',
  origin: '都安县',
  movedIn: '2019-06-01' as Day,
};

/** Files a household. */
export const filed = async ({ core }: Office, settlement: SettlementId, draft: HouseholdDraft = LUO): Promise<Household> =>
  allowed(await core.rooms.directory.households.add(OPERATOR, settlement, draft));

/** Records that a household agreed. */
export const agreed = async (
  { core }: Office,
  { id }: Household,
  purpose: Consent['purpose'] = 'eligibility',
): Promise<Household> =>
  allowed(await core.rooms.directory.households.consent(OPERATOR, id, { purpose, how: 'spoken', member: 'm1' }));

/** The household as it is now. */
export const asItIs = ({ core }: Office, { id }: Household): Promise<Household | undefined> =>
  core.storage.directory.households.get(id);
