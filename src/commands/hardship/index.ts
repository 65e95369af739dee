/**
 * `anjia hardship`: reports of hardship, step by step, at the command line.
 */
import { defineCommand } from 'citty';
import { lastDay, reportLine, staffWords } from '../../conversation/hardship/words.ts';
import type { Outcome } from '../../directory/outcome.ts';
import { HARDSHIP_MOVE_NAMES } from '../../grievance/hardship/life.ts';
import type { Hardship } from '../../grievance/hardship/model.ts';
import type { HardshipView } from '../../grievance/hardship/service.ts';
import type { Entry } from '../../grievance/history.ts';
import { parseNumber } from '../../grievance/number.ts';
import { HARDSHIP_STATES } from '../../knowledge/hardship.ts';
import { parseHouseholdId } from '../../shared/ids.ts';
import { type Bench, type Open, openBench } from '../directory/bench.ts';
import { idNamed, inSettlement, numberNamed } from '../directory/named.ts';
import { list, table } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';

const number = { type: 'positional', required: true, description: 'The number of the report' } as const;
const words = { type: 'positional', required: true, description: 'What is to be written down' } as const;

/** A report for a program: where somebody is told stays with the assistant. */
const shown = ({ reporter: _reporter, ...report }: Hardship) => report;
const viewed = ({ report, can }: HardshipView) => [{ ...shown(report), can }];
const reportNamed = (text: string, { t }: Bench): number => idNamed(text, parseNumber, 'hardship', t);
const inLanguage = ({ t, clock }: Bench) => ({ t, language: 'zh-CN' as const, at: clock.now() });
const said = ({ report, can }: HardshipView, bench: Bench): string => {
  const { knowledge } = bench.rooms.hardships;
  return [staffWords(report, knowledge, inLanguage(bench)), can.join(' ')].filter(Boolean).join('\n');
};

/** A step that needs nothing but words. */
const step = (
  open: Open,
  name: string,
  description: string,
  work: (bench: Bench, number: number, words: string) => Promise<Outcome<HardshipView>>,
) =>
  verb(open, {
    name,
    description,
    args: { number, words },
    run: (bench, args) => work(bench, reportNamed(args.number, bench), args.words),
    say: said,
    data: viewed,
  });

/** The commands on a bench. */
export const hardshipOn = (open: Open) =>
  defineCommand({
    meta: { name: 'hardship', description: 'Reports of hardship: checked, assessed, publicised, decided' },
    subCommands: {
      list: verb(open, {
        name: 'list',
        description: 'Lists the reports, due first in front',
        args: {
          settlement: { type: 'string', description: 'Only those of this settlement: id or name' },
          state: { type: 'string', description: HARDSHIP_STATES.join(', ') },
          limit: { type: 'string', default: '50', description: 'How many to list' },
        },
        run(bench, { settlement, state, limit }) {
          const { rooms, actor, t } = bench;
          const known = state === undefined ? undefined : HARDSHIP_STATES.find(one => one === state);
          if (state !== undefined && !known)
            throw new UsageError(t('work:word_unknown', { word: state, allowed: HARDSHIP_STATES.join(' ') }));
          const filter = { states: known && [known], limit: numberNamed(limit, t) ?? 0 };
          if (settlement === undefined) return rooms.hardships.list(actor, filter);
          return inSettlement(settlement, bench, id => rooms.hardships.list(actor, { ...filter, settlement: id }));
        },
        say: (found, bench) => {
          const { t, language, at } = inLanguage(bench);
          return list(found, one => [reportLine(one, bench.rooms.hardships.knowledge, t, language, at)], t);
        },
      }),
      show: verb(open, {
        name: 'show',
        description: 'Shows a report and what may be done with it now; the look is recorded',
        args: { number },
        run: (bench, args) => bench.rooms.hardships.get(bench.actor, reportNamed(args.number, bench)),
        say: said,
        data: viewed,
      }),
      report: verb(open, {
        name: 'report',
        description: 'Writes a report down for somebody who cannot write; the authorisation was read to them and they agreed',
        args: {
          settlement: { type: 'positional', required: true, description: 'The settlement: id or name' },
          words: { type: 'positional', required: true, description: 'What happened, in their words' },
          name: { type: 'string', required: true, description: 'The head of the household' },
          people: { type: 'string', required: true, description: 'How many belong to it' },
          risk: { type: 'string', required: true, description: 'The kind: illness, accident, disaster, income, …' },
          consent: { type: 'string', required: true, description: 'How they agreed: written or spoken' },
          witness: { type: 'string', required: true, description: 'Who was there' },
          building: { type: 'string', description: 'Where they live' },
          door: { type: 'string', description: 'Entrance and room' },
          phone: { type: 'string', description: 'How they are reached' },
          guardian: { type: 'string', description: 'Who agreed for somebody under 14' },
          household: { type: 'string', description: 'Their file: h_…' },
        },
        run(bench, { settlement, words: text, people, consent, household, ...args }) {
          const { rooms, actor, t } = bench;
          if (consent !== 'written' && consent !== 'spoken')
            throw new UsageError(t('work:word_unknown', { word: consent, allowed: 'written spoken' }));
          const file = household === undefined ? undefined : idNamed(household, parseHouseholdId, 'household', t);
          const { name, risk, witness, building, door, phone, guardian } = args;
          return inSettlement(settlement, bench, id =>
            rooms.hardships.reportFor(actor, {
              settlement: id,
              text,
              people: numberNamed(people, t) ?? 0,
              consent,
              household: file,
              name,
              risk,
              witness,
              building,
              door,
              phone,
              guardian,
            }),
          );
        },
        say: ({ number: id, dueAt }, { t }) => t('desk:form.hardship_for.done', { number: id, due: lastDay(dueAt) }),
        data: one => [shown(one)],
      }),
      check: step(open, 'check', 'Notes what was found at the household', ({ rooms, actor }, id, text) =>
        rooms.hardships.check(actor, id, text),
      ),
      missing: step(open, 'missing', 'Notes what is still missing; the person is told', ({ rooms, actor }, id, text) =>
        rooms.hardships.missing(actor, id, text),
      ),
      assess: verb(open, {
        name: 'assess',
        description: 'Notes what the assessment came to',
        args: { number, words, against: { type: 'boolean', description: 'The household is not proposed to be taken in' } },
        run: (bench, args) =>
          bench.rooms.hardships.assess(bench.actor, reportNamed(args.number, bench), {
            says: args.words,
            isProposed: args.against !== true,
          }),
        say: said,
        data: viewed,
      }),
      publicity: verb(open, {
        name: 'publicity',
        description: 'Prints the notice to be posted: no number, telephone, bank card or illness',
        args: { number, on: { type: 'string', description: 'The day on which it is posted: 2026-12-01. Default: today' } },
        run: (bench, { on, ...args }) => bench.rooms.hardships.notice(bench.actor, reportNamed(args.number, bench), on),
        say: notice => notice,
        data: notice => [{ notice }],
      }),
      publicise: verb(open, {
        name: 'publicise',
        description: 'Notes that the notice hangs',
        args: { number, on: { type: 'string', description: 'The day on which it was posted: 2026-12-01. Default: today' } },
        run: (bench, { on, ...args }) => bench.rooms.hardships.publicise(bench.actor, reportNamed(args.number, bench), on),
        say: said,
        data: viewed,
      }),
      dispute: step(open, 'dispute', 'Notes what somebody said against it while it hung', ({ rooms, actor }, id, text) =>
        rooms.hardships.dispute(actor, id, text),
      ),
      decide: verb(open, {
        name: 'decide',
        description: 'Decides whether the household is taken in; never by one who assessed it',
        args: { number, words, against: { type: 'boolean', description: 'It is not taken in' } },
        run: (bench, args) =>
          bench.rooms.hardships.decide(bench.actor, reportNamed(args.number, bench), {
            isIncluded: args.against !== true,
            why: args.words,
          }),
        say: said,
        data: viewed,
      }),
      recheck: step(open, 'recheck', 'Has it checked once more before it is decided', ({ rooms, actor }, id, text) =>
        rooms.hardships.recheck(actor, id, text),
      ),
      end: step(open, 'end', 'The risk is over', ({ rooms, actor }, id, text) => rooms.hardships.end(actor, id, text)),
      withdraw: verb(open, {
        name: 'withdraw',
        description: 'Withdraws it for somebody who cannot write; what was collected is erased',
        args: { number, words },
        sure: 'hardship_withdraw',
        run: (bench, args) => bench.rooms.hardships.withdrawFor(bench.actor, reportNamed(args.number, bench), args.words),
        say: said,
        data: viewed,
      }),
      history: verb(open, {
        name: 'history',
        description: `Lists what was done with a report: report, ${HARDSHIP_MOVE_NAMES.join(', ')}`,
        args: { number },
        run: (bench, args) => bench.rooms.hardships.history(bench.actor, reportNamed(args.number, bench)),
        say: entries => table(entries.map(({ seq, at, by, action, hash }) => [seq, at, by, action, hash])),
        data: entries => entries.map(({ payload, ...link }: Entry) => ({ ...link, data: payload?.data })),
      }),
    },
  });

/** The command `hardship`. */
export const hardship = hardshipOn(openBench);
