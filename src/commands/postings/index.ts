/** `anjia postings …`: job postings, one by one and from tables. */
import { defineCommand } from 'citty';
import { describeRowReason, signWords } from '../../conversation/desk/imports/describe-postings.ts';
import { type Outcome, refused } from '../../directory/outcome.ts';
import { POSTING_STATES, type Posting } from '../../employment/model.ts';
import { type RowReason, refuses } from '../../employment/posting-sheet/index.ts';
import { wageWords, wordsOfPosting } from '../../employment/posting-words.ts';
import type { Translate } from '../../language/i18n.ts';
import { type Open, openBench } from '../directory/bench.ts';
import { all } from '../directory/named.ts';
import { NotDoneError } from '../directory/not-done.ts';
import { list } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { belonging } from './belonging.ts';
import { postingImports } from './posting-imports.ts';

const id = { type: 'positional', required: true, description: 'The posting: j_…' } as const;
const said = (description: string) => ({ type: 'string', description }) as const;

/** The commands of postings on a bench. */
export const postingsOn = (open: Open) => {
  /** Moves one posting on. */
  const move = (name: string, description: string, work: 'release' | 'refuse') =>
    verb(open, {
      name,
      description,
      args: { id },
      run: ({ rooms, actor }, { id }) => rooms.employment.postings[work](actor, id),
      say: standing,
    });
  return defineCommand({
    meta: { name: 'postings', description: 'Job postings' },
    subCommands: {
      ...postingImports(open),
      list: verb(open, {
        name: 'list',
        description: 'Lists postings',
        args: { state: { type: 'enum', options: [...POSTING_STATES], description: 'Only those that stand so' } },
        run: (bench, { state }) =>
          all(page =>
            bench.rooms.employment.postings.list(bench.actor, { ...page, ...(state === undefined ? {} : { states: [state] }) }),
          ),
        say: (found, { t }) => list(found, posting => rowOf(posting, t), t),
      }),
      show: verb(open, {
        name: 'show',
        description: 'Shows a posting',
        args: { id },
        run: ({ rooms, actor }, { id }) => rooms.employment.postings.get(actor, id),
        say: (posting, { t }) => {
          const { title, text } = wordsOfPosting(posting, t);
          return [standing(posting, { t }), title, text].join('\n');
        },
      }),
      add: verb(open, {
        name: 'add',
        description: 'Adds a posting; fields are written as in a table',
        args: {
          place: {
            type: 'positional',
            required: true,
            description: 'To whom it belongs: a settlement, county:guizhou/…, region:…',
          },
          title: said('What the work is called'),
          employer: said('Who hires'),
          openings: said('How many are wanted'),
          at: said('Where the work is'),
          wage: said('3000-4500元/月, 150元/天, 计件每件0.8元, 面议'),
          hours: said('When people work'),
          kind: said('全职, 兼职, 临时, 居家'),
          skills: said('What one must be able to do'),
          age: said('18-50, 55岁以下'),
          suits: said('带娃, 弱劳力, 居家'),
          contact: said('Whom to ask for'),
          phone: said('Whom to call'),
          until: said('The last day: 2026-12-31'),
          more: said('Whatever else there is to say'),
        },
        run: (
          bench,
          { place, at, until, title, employer, openings, wage, hours, kind, skills, age, suits, contact, phone, more },
        ) =>
          belonging(place, bench, async (of): Promise<Outcome<Posting>> => {
            const { postings, imports } = bench.rooms.employment;
            const given = { title, employer, openings, wage, hours, kind, skills, age, suits, contact, phone, more };
            const { job, reasons } = await imports.readOne(of, definedOf({ ...given, place: at, valid_until: until }));
            const say = (reason: RowReason) => describeRowReason(reason, bench.t);
            if (!job) throw new NotDoneError('invalid', reasons.filter(refuses).map(say).join('\n'));
            for (const reason of reasons) bench.terminal.note(say(reason));
            const added = await postings.add(bench.actor, { of, job });
            if (added.ok && added.value.posting.state === 'refused') return refused('exists', { field: 'posting' });
            return added.ok ? { ok: true, value: added.value.posting } : added;
          }),
        say: standing,
      }),
      release: move('release', 'Shows a posting that was held: somebody has looked', 'release'),
      refuse: move('refuse', 'Shows a posting to nobody: somebody has looked', 'refuse'),
      end: verb(open, {
        name: 'end',
        description: 'Shows a posting no more',
        args: { id, as: { type: 'enum', options: ['filled', 'withdrawn'], required: true, description: 'Why' } },
        run: ({ rooms, actor }, { id, as }) => rooms.employment.postings.end(actor, id, as),
        say: standing,
      }),
    },
  });
};

/** The command `postings`. */
export const postings = postingsOn(openBench);

/** Where it stands, and why it is held. */
function standing({ id: posting, state, signs, job }: Posting, { t }: { readonly t: Translate }): string {
  const why = state === 'held' ? t('posting:why', { signs: signWords(signs, t) }) : '';
  return `${posting}  ${job.title}  ${t(`posting:state.${state}`)}${why}`;
}

const rowOf = ({ id: posting, state, signs, job }: Posting, t: Translate) => [
  posting,
  t(`posting:state.${state}`),
  job.title,
  job.employer,
  wageWords(job.wage, t),
  job.place,
  job.validUntil,
  state === 'held' ? signWords(signs, t) : undefined,
];

/** Without what was not said. */
const definedOf = (values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
