/**
 * `anjia work`: whom to help to work first, the employment ledger, whom to call, and what was heard of them, at the command line.
 */
import { defineCommand } from 'citty';
import { doorText, employmentSheet, firstSheet, householdWords, stateWords } from '../../employment/ledger-sheets.ts';
import { LEAVING, type Placement } from '../../employment/model.ts';
import { ANSWERS } from '../../employment/placements.ts';
import { parseHouseholdId } from '../../shared/ids.ts';
import { type Open, openBench } from '../directory/bench.ts';
import { idNamed, inSettlement } from '../directory/named.ts';
import { list } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { file, sheetWords, writeSheet } from './sheet-file.ts';

const settlement = { type: 'positional', required: true, description: 'The settlement: id or name' } as const;

/** A placement for a program: where somebody is told stays with the assistant. */
const shown = ({ to: _to, record, ...known }: Placement) => ({ ...known, ...record });

/** The commands on a bench. */
export const workOn = (open: Open) =>
  defineCommand({
    meta: { name: 'work', description: 'Who looks for work, who was brought to a job, and in which households no one works' },
    subCommands: {
      first: verb(open, {
        name: 'first',
        description: 'Lists households in which nobody works and who comes first by policy, each with the clause',
        args: { settlement, file },
        async run(bench, { settlement, file }) {
          const listed = await inSettlement(settlement, bench, id => bench.rooms.employment.work.first(bench.actor, id));
          if (listed.ok && file !== undefined) await writeSheet(file, firstSheet(listed.value, sheetWords(bench)), bench);
          return listed;
        },
        say: ({ households, unknown }, bench) => {
          const { t } = bench;
          const words = sheetWords(bench);
          const found = list(households, one => [doorText(one.door), one.head, householdWords(one, words).join(' ')], t);
          return unknown > 0 ? `${found}\n${t('work:first.unknown', { total: unknown })}` : found;
        },
        data: ({ households }) =>
          households.map(({ first, ...household }) => ({
            ...household,
            first: first.map(({ priority: { id, clause, standing }, member }) => ({ id, clause, standing, member: member?.id })),
          })),
      }),
      ledger: verb(open, {
        name: 'ledger',
        description: 'The employment ledger of a settlement: only households that agreed to be helped to work',
        args: { settlement, file },
        async run(bench, { settlement, file }) {
          const rows = await inSettlement(settlement, bench, id => bench.rooms.employment.work.ledger(bench.actor, id));
          if (rows.ok && file !== undefined) await writeSheet(file, employmentSheet(rows.value, sheetWords(bench)), bench);
          return rows;
        },
        say: (rows, bench) => {
          const { rows: lines } = employmentSheet(rows, sheetWords(bench));
          return list(lines, line => line, bench.t);
        },
        data: rows =>
          rows.map(({ door, member: { id, name, labour, work, workplace }, age, placement, first }) => ({
            door,
            member: id,
            name,
            age,
            labour,
            work,
            workplace,
            placement: placement && shown(placement),
            first: first.map(({ priority }) => ({ id: priority.id, clause: priority.clause })),
          })),
      }),
      placements: verb(open, {
        name: 'placements',
        description: 'Lists whom a job was found for in a settlement, and how it is now',
        args: { settlement },
        run: (bench, { settlement }) =>
          inSettlement(settlement, bench, id => bench.rooms.employment.placements.list(bench.actor, id)),
        say: (found, { t }) =>
          list(
            found,
            one => [one.id, one.record.name, one.record.employer, one.record.title, stateWords(one, t), one.begunOn],
            t,
          ),
        data: found => found.map(shown),
      }),
      calls: verb(open, {
        name: 'calls',
        description: 'Lists whom to call: those who cannot be written to, or did not answer',
        args: { settlement },
        run: (bench, { settlement }) =>
          inSettlement(settlement, bench, id => bench.rooms.employment.placements.toAsk(bench.actor, id)),
        say: (found, { t }) =>
          list(
            found,
            ({ placement: { id, record }, because }) => [
              id,
              record.name,
              record.employer,
              record.title,
              t(`work:because.${because}`),
            ],
            t,
          ),
        data: found => found.map(({ placement, because }) => ({ ...shown(placement), because })),
      }),
      hire: verb(open, {
        name: 'hire',
        description: 'Records that a member of a household was hired; the household’s file says so, too',
        args: {
          household: { type: 'positional', required: true, description: 'Its id: h_…' },
          member: { type: 'string', required: true, description: 'Who of them: m1' },
          employer: { type: 'string', required: true, description: 'By whom' },
          title: { type: 'string', required: true, description: 'As what' },
          flexible: { type: 'boolean', description: 'Casual work, or on their own account. Default: a stable job' },
        },
        run: ({ rooms, actor, t }, { household, member, employer, title, flexible }) =>
          rooms.employment.placements.hired(actor, {
            household: idNamed(household, parseHouseholdId, 'household', t),
            member,
            employer,
            title,
            work: flexible ? 'flexible' : 'stable',
          }),
        say: ({ record }, { t }) => t('work:hired', { name: record.name ?? '', employer: record.employer, title: record.title }),
        data: placement => [shown(placement)],
      }),
      heard: verb(open, {
        name: 'heard',
        description: 'Records what was heard of somebody whom a job was found for',
        args: {
          placement: { type: 'positional', required: true, description: 'Its id: k_…' },
          answer: { type: 'string', required: true, description: ANSWERS.join(', ') },
          why: { type: 'string', description: `Why they left, or did not begin: ${LEAVING.join(', ')}` },
        },
        run({ rooms, actor, t }, { placement, answer, why }) {
          const said = ANSWERS.find(one => one === answer);
          const left = LEAVING.find(one => one === why);
          if (!said) throw new UsageError(t('work:word_unknown', { word: answer, allowed: ANSWERS.join(' ') }));
          if (why !== undefined && !left) throw new UsageError(t('work:word_unknown', { word: why, allowed: LEAVING.join(' ') }));
          return rooms.employment.placements.record(actor, placement, said, left);
        },
        say: (placement, { t }) => t('work:recorded', { state: stateWords(placement, t) }),
        data: placement => [shown(placement)],
      }),
    },
  });

/** The command `work`. */
export const work = workOn(openBench);
