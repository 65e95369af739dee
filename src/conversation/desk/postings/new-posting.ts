/** Brings one posting: a recruitment text is read as far as it goes, and asked for the rest; or it is asked for from the beginning. */
import { LONGEST_JOB } from '../../../employment/job-faults.ts';
import { type Field as Column, readNotice, refuses, type Said } from '../../../employment/posting-sheet/index.ts';
import { wordsOfPosting } from '../../../employment/posting-words.ts';
import type { Choice } from '../../../message/index.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, formChoice, said } from '../form.ts';
import { describeRowReason, signWords } from '../imports/describe-postings.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { announceChoice } from './announce.ts';

/** What is asked for where the text does not say it. */
const ASKED = ['employer', 'title', 'wage', 'place', 'phone', 'valid_until'] as const;
const LONGEST: Readonly<Record<(typeof ASKED)[number], number>> = {
  employer: LONGEST_JOB.employer,
  title: LONGEST_JOB.title,
  wage: LONGEST_JOB.wage,
  place: LONGEST_JOB.place,
  phone: 40,
  valid_until: 40,
};
const COLUMNS: readonly Column[] = [
  ...ASKED,
  'openings',
  'county',
  'wage_form',
  'hours',
  'kind',
  'skills',
  'age',
  'suits',
  'contact',
  'more',
];
/** Characters of a pasted text. */
const LONGEST_NOTICE = 1500;

/** Opens it. */
export const postingNew: Form = {
  id: 'posting_new',
  action: 'posting.edit',
  fields: [settlementField('posting.edit'), { kind: 'text', name: 'said', longest: LONGEST_NOTICE }],
  submit: (desk, context, { settlement = '', said: text = '' }) =>
    fillIn(postingRest, desk, context, { settlement, ...(readNotice(text, desk.employment.imports.wording()) as Values) }),
};

/** What the text did not say, and whether it is meant. */
export const postingRest: Form = {
  id: 'posting_rest',
  given: ['settlement'],
  fields: [
    ...ASKED.map(name => ({
      kind: 'text' as const,
      name,
      longest: LONGEST[name],
      ...(name === 'title' ? {} : { empty: 'left-out' as const }),
    })),
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      async asks(desk, context, values) {
        const { t } = context;
        const read = await readIn(desk, values);
        if (!read?.job) return t('desk:form.posting_rest.wrong_all');
        const { title, text } = wordsOfPosting({ job: read.job }, t, skill => desk.employment.nameOf(skill, context.language));
        const notes = read.reasons.map(reason => describeRowReason(reason, t));
        return [title, text, ...notes, t('desk:form.posting_rest.sure')].join('\n');
      },
      async choices(desk, context, values): Promise<readonly Choice[] | TurnOutcome> {
        const { t } = context;
        const read = await readIn(desk, values);
        if (read?.job) return [{ id: 'yes', label: t('desk:form.posting_rest.yes') }];
        const why = (read?.reasons ?? []).filter(refuses).map(reason => describeRowReason(reason, t));
        return said(context, [t('desk:form.posting_rest.wrong_all'), ...why].join('\n'), [formChoice('posting_new', context)]);
      },
    },
  ],
  async submit(desk, context, values) {
    const { t, visitor } = context;
    const read = await readIn(desk, values);
    if (!read?.job) return said(context, t('desk:form.posting_rest.wrong_all'), [formChoice('posting_new', context)]);
    const added = await desk.employment.postings.add(visitor.actor, { of: read.of, job: read.job });
    if (!added.ok) return refusedTo(context, added.refusal);
    const { posting, was } = added.value;
    if (posting.state !== 'open') {
      const key = posting.state === 'held' ? 'held' : 'refused';
      return said(context, t(`desk:form.posting_rest.${key}`, { signs: signWords(posting.signs, t) }), [
        ...(posting.state === 'held' ? [{ id: 'desk=postings=held', label: t('desk:form.postings.held') }] : []),
        formChoice('posting_new', context),
      ]);
    }
    return said(context, t(`desk:form.posting_rest.${was}`), [
      announceChoice(`posting:${posting.id}`, t),
      formChoice('posting_new', context),
    ]);
  },
};

/** What was filled in, as a table would say it; nothing where the settlement is gone. */
async function readIn({ employment, directory }: Desk, values: Values) {
  const settlement = parseSettlementId(values['settlement'] ?? '');
  const region = settlement && (await directory.regionOf(settlement));
  if (!region) return undefined;
  const of = { region, settlement };
  const given = Object.fromEntries(COLUMNS.flatMap(name => (values[name] ? [[name, values[name]]] : []))) as Said;
  return { of, ...(await employment.imports.readOne(of, given)) } as const;
}

/** Whether somebody may bring postings, wherever that is. */
export const mayBring = ({ visitor }: TurnContext): boolean => visitor.actor.rights.some(({ role }) => role === 'cadre');
