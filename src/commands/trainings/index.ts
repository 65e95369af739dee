/** `anjia trainings`: offered, closed, and who took part, at the command line. */
import { defineCommand } from 'citty';
import { trainingSheet } from '../../employment/ledger-sheets.ts';
import type { Training } from '../../employment/model.ts';
import type { KeptSignup } from '../../employment/store.ts';
import { MARKED } from '../../employment/trainings.ts';
import { type ClauseId, parseClauseId } from '../../shared/ids.ts';
import { type Open, openBench } from '../directory/bench.ts';
import { all, idNamed, inSettlement } from '../directory/named.ts';
import { list } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { file, sheetWords, writeSheet } from '../work/sheet-file.ts';

const training = { type: 'positional', required: true, description: 'Its id: x_…' } as const;
const settlement = { type: 'positional', required: true, description: 'The settlement: id or name' } as const;

const shown = ({ record, ...known }: Training) => ({ ...known, ...record });
/** Where somebody is told stays with the assistant. */
const signupOf = ({ to: _to, record, ...known }: KeptSignup) => ({ ...known, ...record });
const line = ({ id, state, record, closesOn }: Training) => [
  id,
  state,
  record.title,
  record.time,
  record.place,
  record.seats,
  closesOn,
];

/** The commands on a bench. */
export const trainingsOn = (open: Open) =>
  defineCommand({
    meta: { name: 'trainings', description: 'Trainings that residents sign up for' },
    subCommands: {
      list: verb(open, {
        name: 'list',
        description: 'Lists the trainings',
        args: {},
        run: ({ rooms, actor }) => all(page => rooms.employment.trainings.list(actor, page)),
        say: (found, { t }) => list(found, line, t),
        data: found => found.map(shown),
      }),
      offer: verb(open, {
        name: 'offer',
        description: 'Offers a training in a settlement',
        args: {
          settlement,
          title: { type: 'string', required: true, description: 'What is taught' },
          place: { type: 'string', required: true, description: 'Where' },
          time: { type: 'string', required: true, description: 'When, as people read it' },
          closes: { type: 'string', required: true, description: 'The last day to sign up: 2026-12-01' },
          seats: { type: 'string', description: 'For so many people at most' },
          phone: { type: 'string', description: 'Whom to call' },
          skills: { type: 'string', description: 'Ids of skills, with commas between them' },
          clauses: { type: 'string', description: 'The clauses that it rests on, with commas between them' },
        },
        run: (bench, { settlement, title, place, time, closes, seats, phone, skills, clauses }) => {
          const { rooms, actor, t } = bench;
          const cited = wordsIn(clauses).map((word): ClauseId => idNamed(word, parseClauseId, 'clause', t));
          if (seats !== undefined && !/^\d{1,5}$/.test(seats)) throw new UsageError(t('work:seats_unknown', { seats }));
          return inSettlement(settlement, bench, id =>
            rooms.employment.trainings.offer(actor, id, {
              title,
              place,
              time,
              closesOn: closes,
              seats: seats === undefined ? undefined : Number(seats),
              skills: wordsIn(skills),
              contact: phone === undefined ? {} : { phone },
              clauses: cited,
            }),
          );
        },
        say: one => line(one).join('  '),
        data: one => [shown(one)],
      }),
      close: verb(open, {
        name: 'close',
        description: 'Takes nobody any more; those who signed up stay',
        args: { training },
        run: ({ rooms, actor }, { training }) => rooms.employment.trainings.close(actor, training),
        say: (_, { t }) => t('work:training.close_done'),
        data: one => [shown(one)],
      }),
      withdraw: verb(open, {
        name: 'withdraw',
        description: 'It does not take place',
        args: { training },
        run: ({ rooms, actor }, { training }) => rooms.employment.trainings.withdraw(actor, training),
        say: (_, { t }) => t('work:training.withdraw_done'),
        data: one => [shown(one)],
      }),
      signups: verb(open, {
        name: 'signups',
        description: 'Lists who signed up, in their order',
        args: { training },
        run: ({ rooms, actor }, { training }) => rooms.employment.trainings.signups(actor, training),
        say: ({ signups }, { t }) =>
          list(signups, ({ number, record, state }) => [number, record.name, record.phone, t(`work:signup.${state}`)], t),
        data: ({ signups }) => signups.map(signupOf),
      }),
      mark: verb(open, {
        name: 'mark',
        description: 'Notes whether somebody took part',
        args: {
          training,
          signup: { type: 'positional', required: true, description: 'The number of the signup in the list' },
          as: { type: 'string', required: true, description: MARKED.join(', ') },
        },
        run({ rooms, actor, t }, { training, signup, as }) {
          const marked = MARKED.find(one => one === as);
          if (!marked) throw new UsageError(t('work:word_unknown', { word: as, allowed: MARKED.join(' ') }));
          return rooms.employment.trainings.mark(actor, training, Number(signup), marked);
        },
        say: ({ state }, { t }) => t('work:training.marked', { state: t(`work:signup.${state}`) }),
        data: one => [signupOf(one)],
      }),
      ledger: verb(open, {
        name: 'ledger',
        description: 'The training ledger of a settlement',
        args: { settlement, file },
        async run(bench, { settlement, file }) {
          const rows = await inSettlement(settlement, bench, id => bench.rooms.employment.work.trainings(bench.actor, id));
          if (rows.ok && file !== undefined) await writeSheet(file, trainingSheet(rows.value, sheetWords(bench)), bench);
          return rows;
        },
        say: (rows, bench) => {
          const { rows: lines } = trainingSheet(rows, sheetWords(bench));
          return list(lines, cells => cells, bench.t);
        },
        data: rows => rows.map(({ training: one, signup }) => ({ training: shown(one), signup: signupOf(signup) })),
      }),
    },
  });

const wordsIn = (text: string | undefined): string[] => (text ?? '').split(/[,，\s]+/).filter(Boolean);

/** The command `trainings`. */
export const trainings = trainingsOn(openBench);
