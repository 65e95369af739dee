/** `anjia directory settlements …` */
import { type ArgsDef, defineCommand, type ParsedArgs } from 'citty';
import { done } from '../../directory/outcome.ts';
import type { SettlementDraft } from '../../directory/settlements.ts';
import { UsageError } from '../usage.ts';
import type { Bench, Open } from './bench.ts';
import { entitlements } from './entitlements.ts';
import { all, inSettlement, numberNamed, partsOf, regionNamed } from './named.ts';
import { addFrom } from './settlements-file.ts';
import { list, record } from './show.ts';
import { verb } from './verb.ts';

const settlement = { type: 'positional', required: true, description: 'Its id, or its name' } as const;
const kinds = ['rural', 'urban'] as const;

/** What may be said of a settlement besides its region and county. */
const fields = {
  name: { type: 'string', description: 'What it is called' },
  kind: { type: 'enum', options: [...kinds], description: 'Where it lies' },
  population: { type: 'string', description: 'People, not households; empty: not known' },
  'poor-population': { type: 'string', description: 'Of them those who were registered as poor; empty: not known' },
  buildings: { type: 'string', description: 'Names, with commas between' },
  tag: { type: 'string', description: 'Words to tell it by, with commas between' },
} satisfies ArgsDef;

export const settlements = (open: Open) =>
  defineCommand({
    meta: { name: 'settlements', description: 'Settlements and what they are entitled to' },
    subCommands: {
      list: verb(open, {
        name: 'list',
        description: 'Lists the settlements',
        args: {},
        run: ({ rooms, actor }) => all(page => rooms.directory.settlements.list(actor, page)),
        say: (found, { t }) =>
          list(found, ({ id, region, county, name, population }) => [id, region, county, name, population], t),
      }),
      show: verb(open, {
        name: 'show',
        description: 'Shows a settlement',
        args: { settlement },
        run: (bench, args) => inSettlement(args.settlement, bench, id => bench.rooms.directory.settlements.get(bench.actor, id)),
        say: (found, { t }) => record(found, t),
      }),
      add: verb(open, {
        name: 'add',
        description: 'Adds a settlement, or all those of a file',
        args: {
          region: { type: 'string', description: 'A region of the documents, as guizhou' },
          county: { type: 'string', description: 'As people call it' },
          ...fields,
          file: { type: 'string', description: 'A file like knowledge/settlements.example.yaml: all of it or nothing' },
        },
        async run(bench, args) {
          if (args.file !== undefined) return addFrom(args.file, bench);
          const { region, county, name } = args;
          if (!region || !county || !name) throw new UsageError(bench.t('commands:directory.settlement_lacks'));
          const draft = changed({ region: regionNamed(region, bench), county, name, ...BARE }, args, bench);
          const added = await bench.rooms.directory.settlements.add(bench.actor, draft);
          return added.ok ? done([added.value]) : added;
        },
        say: (added, { t }) => list(added, ({ id, county, name }) => [id, county, name], t),
      }),
      change: verb(open, {
        name: 'change',
        description: 'Changes what is said of a settlement; what is not named stays',
        args: { settlement, ...fields },
        run: (bench, args) =>
          inSettlement(args.settlement, bench, id =>
            bench.rooms.directory.settlements.amend(bench.actor, id, before => changed(before, args, bench)),
          ),
        say: (found, { t }) => record(found, t),
      }),
      remove: verb(open, {
        name: 'remove',
        description: 'Removes a settlement in which no household and no group is left',
        args: { settlement },
        sure: 'remove',
        run: (bench, args) =>
          inSettlement(args.settlement, bench, id => bench.rooms.directory.settlements.remove(bench.actor, id)),
        say: ({ id, name }, { t }) => t('commands:directory.removed', { what: `${id} ${name}` }),
      }),
      entitlements: entitlements(open, settlement),
    },
  });

const BARE = { buildings: [], desks: [], tags: [] };

/** A draft with what the command line says of it. @throws {UsageError} */
function changed(draft: SettlementDraft, args: ParsedArgs<typeof fields>, { t }: Bench): SettlementDraft {
  const { region, county, office, desks } = draft;
  const number = (text: string | undefined, before: number | undefined) =>
    text === '' ? undefined : (numberNamed(text, t) ?? before);
  return {
    region,
    county,
    office,
    desks,
    name: args.name ?? draft.name,
    kind: kinds.find(kind => kind === args.kind) ?? draft.kind,
    population: number(args.population, draft.population),
    poorPopulation: number(args['poor-population'], draft.poorPopulation),
    buildings:
      args.buildings === undefined
        ? draft.buildings
        : partsOf(args.buildings).map(name => draft.buildings.find(one => one.name === name) ?? { name }),
    tags: args.tag === undefined ? draft.tags : partsOf(args.tag),
  };
}
