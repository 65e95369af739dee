/** `anjia queue report`: files a grievance for somebody who does not write themselves, at the office or on the telephone. */
import type { GrievanceDraft } from '../../grievance/model.ts';
import { parseHouseholdId } from '../../shared/ids.ts';
import type { Open } from '../directory/bench.ts';
import { idNamed, settlementNamed } from '../directory/named.ts';
import { table } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { kindNamed, textFrom } from './named.ts';
import { caseData, caseLine, named } from './shown.ts';

export const report = (open: Open) =>
  verb(open, {
    name: 'report',
    description: 'Files a grievance for somebody, with their consent; the number is printed once it is on disk',
    args: {
      settlement: { type: 'positional', required: true, description: 'Where it is: id or name of the settlement' },
      text: { type: 'positional', required: false, description: 'What they say; without it, standard input' },
      kind: { type: 'string', required: true, description: 'What it is about: an id of knowledge/categories.yaml' },
      where: { type: 'string', description: 'Where in the settlement: 3栋2单元电梯' },
      household: { type: 'string', description: 'Their household’s file: h_…' },
      name: { type: 'string', description: 'Whose matter it is' },
      consent: { type: 'string', description: 'How they agreed that it is filed for them: written, spoken' },
      phone: { type: 'string', description: 'Where they are called' },
      anonymous: { type: 'boolean', description: 'Without who it is: nobody can be called back' },
    },
    async run(bench, args) {
      const { rooms, actor, t } = bench;
      const kind = kindNamed(args.kind, t);
      const isAnonymous = args.anonymous === true;
      const consent = (['written', 'spoken'] as const).find(one => one === args.consent);
      const { name, phone, where } = args;
      if (
        isAnonymous ? name !== undefined || phone !== undefined || args.household !== undefined : !consent || name === undefined
      )
        throw new UsageError(t('commands:queue.whose'));
      const household = args.household === undefined ? undefined : idNamed(args.household, parseHouseholdId, 'household', t);
      const settlement = await settlementNamed(args.settlement, bench);
      if (!settlement.ok) return settlement;
      const region = (await rooms.directory.regionOf(settlement.value)) ?? [...bench.policy().regions.keys()][0]!;
      const draft: GrievanceDraft = {
        place: { region, settlement: settlement.value },
        kind,
        text: await textFrom(args.text, bench),
        where,
        isAnonymous,
        name,
        phone,
        ...(consent && name !== undefined && !isAnonymous ? { onBehalf: { name, consent } } : {}),
      };
      const filed = await rooms.grievances.intake.reportFor(actor, draft, household);
      return named(filed, found => [found], bench);
    },
    say: ({ found, names }, { t }) =>
      `${t('commands:queue.filed', { number: found.number })}\n${table([caseLine(found, names, t)])}`,
    data: ({ found }) => [caseData(found)],
  });
