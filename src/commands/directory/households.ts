/** `anjia directory households …` */
import { defineCommand } from 'citty';
import { keyIn } from '../../directory/household-lookup.ts';
import { type HouseholdSummary, REASONS } from '../../directory/households.ts';
import { KEY_KINDS, PURPOSES } from '../../directory/model.ts';
import type { Translate } from '../../language/i18n.ts';
import { type HouseholdId, parseHouseholdId } from '../../shared/ids.ts';
import { UsageError } from '../usage.ts';
import type { Open } from './bench.ts';
import { householdImports } from './household-imports.ts';
import { all, idNamed, inSettlement } from './named.ts';
import { codeText, list, record } from './show.ts';
import { verb } from './verb.ts';

const settlement = { type: 'positional', required: true, description: 'Its settlement: id or name' } as const;
const household = { type: 'positional', required: true, description: 'Its id: h_…' } as const;
const HOW = ['written', 'spoken'] as const;

export const households = (open: Open) =>
  defineCommand({
    meta: { name: 'households', description: 'Household files' },
    subCommands: {
      ...householdImports(open),
      list: verb(open, {
        name: 'list',
        description: 'Lists the households of a settlement, names shortened',
        args: { settlement, building: { type: 'string', description: 'Only those of a building' } },
        run: (bench, { settlement, building }) =>
          inSettlement(settlement, bench, id =>
            all(page => bench.rooms.directory.households.list(bench.actor, id, { ...page, building })),
          ),
        say: (found, { t }) => list(found, summaryRow, t),
      }),
      find: verb(open, {
        name: 'find',
        description: 'Finds households; an identity number is read from standard input, never from the command line',
        args: {
          settlement,
          value: { type: 'positional', required: false, description: 'What to look for; without it, standard input' },
          kind: { type: 'enum', options: [...KEY_KINDS], required: true, description: 'What it is' },
        },
        async run(bench, args) {
          const { t, terminal, rooms, actor } = bench;
          const { kind } = args;
          if (kind === 'identity' && args.value !== undefined) throw new UsageError(t('commands:directory.identity_typed'));
          const typed = args.value ?? (await terminal.ask(t(`commands:directory.find.${kind}`)));
          const key = keyIn(kind, typed);
          if (!key) throw new UsageError(t('commands:directory.key_unknown'));
          return inSettlement(args.settlement, bench, id => rooms.directory.households.find(actor, id, key));
        },
        say: (found, { t }) => list(found, summaryRow, t),
      }),
      show: verb(open, {
        name: 'show',
        description: 'Shows a file in full; that it was looked at, and why, is recorded',
        args: { household, reason: { type: 'enum', options: [...REASONS], required: true, description: 'Why it is looked at' } },
        run: ({ rooms, actor, t }, { household, reason }) =>
          rooms.directory.households.open(actor, householdNamed(household, t), reason),
        say: (found, { t }) => record(found, t),
      }),
      erase: verb(open, {
        name: 'erase',
        description: 'Erases a file with all that hangs on it; it cannot be brought back',
        args: { household },
        sure: 'erase',
        run: ({ rooms, actor, t }, { household }) => rooms.directory.households.erase(actor, householdNamed(household, t)),
        say: (id, { t }) => t('commands:directory.erased', { what: id }),
        data: id => [{ id }],
      }),
      'link-code': verb(open, {
        name: 'link-code',
        description: 'A code that links whoever sends it to a member of the household',
        args: { household, member: { type: 'string', required: true, description: 'The member: m1, …' } },
        run: ({ rooms, actor, t }, { household, member }) =>
          rooms.directory.households.linkCode(actor, householdNamed(household, t), member),
        say: (code, { t }) => codeText(code, t),
      }),
      consent: verb(open, {
        name: 'consent',
        description: 'Records what the household agreed to',
        args: {
          household,
          purpose: { type: 'enum', options: [...PURPOSES], required: true, description: 'What they agreed to' },
          how: { type: 'enum', options: [...HOW], required: true, description: 'How they said so' },
          member: { type: 'string', description: 'Who said so: m1, …' },
        },
        run: ({ rooms, actor, t }, { household, purpose, how, member }) =>
          rooms.directory.households.consent(actor, householdNamed(household, t), {
            purpose,
            how,
            member,
          }),
        say: ({ id, consents }, { t }) => t('commands:directory.consented', { what: id, total: consents.length }),
        data: ({ id, consents, version }) => [{ id, consents, version }],
      }),
    },
  });

const summaryRow = ({ id, door, code, head, members }: HouseholdSummary) => [id, door.join(' '), code, head, members];

const householdNamed = (text: string, t: Translate): HouseholdId => idNamed(text, parseHouseholdId, 'household', t);
