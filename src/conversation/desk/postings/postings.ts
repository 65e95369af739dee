/** Postings that somebody may see: those that wait for a look first; one of them is shown in full, and moved on. */
import { allows } from '../../../directory/access.ts';
import type { Posting, PostingState } from '../../../employment/model.ts';
import { postingTemplate } from '../../../employment/posting-sheet/index.ts';
import { postingName, wageWords, wordsOfPosting } from '../../../employment/posting-words.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import { say, type TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, formChoice, said } from '../form.ts';
import { signWords } from '../imports/describe-postings.ts';
import type { Values } from '../state.ts';
import { refusalWords, refusedTo, told } from '../words.ts';
import { announceChoice, bulletinAnnounce } from './announce.ts';
import { mayBring } from './new-posting.ts';

/** The lists, and what stands in each. */
const LISTS: Readonly<Record<string, readonly PostingState[]>> = {
  held: ['held'],
  open: ['open'],
  over: ['filled', 'withdrawn', 'expired', 'refused'],
};
const TABLE = 'table';
/** So many of a list are offered; who has more works with the command line or the API. */
const MOST = 200;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const isList = ({ which = '' }: Values): boolean => which in LISTS;

export const postings: Form = {
  id: 'postings',
  action: 'posting.view',
  given: ['which'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'which',
      async choices({ employment }, context): Promise<readonly Choice[] | TurnOutcome> {
        const listed = await employment.postings.list(context.visitor.actor, { limit: 1 });
        if (!listed.ok) return refusedTo(context, listed.refusal);
        const shown = mayBring(context) ? ['held', 'open', 'over', TABLE] : ['open', 'over'];
        return shown.map(id => ({ id, label: context.t(`desk:form.postings.${id}`) }));
      },
    },
    {
      kind: 'choice',
      name: 'posting',
      onlyIf: isList,
      asksAlways: true,
      async choices(desk, context, { which = '' }): Promise<readonly Choice[] | TurnOutcome> {
        const { t, visitor } = context;
        const states = LISTS[which] ?? [];
        const listed = await desk.employment.postings.list(visitor.actor, { limit: MOST, states });
        if (!listed.ok) return refusedTo(context, listed.refusal);
        return listed.value.map(({ id, job }) => ({
          id,
          label: t('desk:form.postings.line', { name: postingName(job, t), wage: wageWords(job.wage, t), place: job.place }),
        }));
      },
    },
    {
      kind: 'choice',
      name: 'what',
      onlyIf: isList,
      asksAlways: true,
      asks: postingWords,
      choices: whatMayBeDone,
    },
  ],
  async submit(desk, context, { which = '', posting = '', what = '' }) {
    const { t, visitor } = context;
    if (which === TABLE) return giveTemplate(desk, context);
    if (what === 'announce') return fillIn(bulletinAnnounce, desk, context, { announces: `posting:${posting}` });
    const { employment } = desk;
    const moved =
      what === 'release' || what === 'refuse'
        ? employment.postings[what](visitor.actor, posting)
        : employment.postings.end(visitor.actor, posting, what === 'filled' ? 'filled' : 'withdrawn');
    return told(context, await moved, one =>
      said(context, t('desk:form.postings.moved', { name: postingName(one.job, t), state: t(`posting:state.${one.state}`) }), [
        ...(one.state === 'open' ? [announceChoice(`posting:${one.id}`, t)] : []),
        formChoice('postings', context),
      ]),
    );
  },
};

/** All that it says, where it stands, and why it is held. */
async function postingWords({ employment }: Desk, context: TurnContext, { posting = '' }: Values): Promise<string> {
  const { t, visitor } = context;
  const found = await employment.postings.get(visitor.actor, posting);
  if (!found.ok) return refusalWords(found.refusal, t);
  const { state, signs } = found.value;
  const { title, text } = wordsOfPosting(found.value, t, skill => employment.nameOf(skill, context.language));
  const why = signs.length > 0 && state === 'held' ? t('posting:why', { signs: signWords(signs, t) }) : '';
  return [`${t(`posting:state.${state}`)}${why}`, title, text].join('\n');
}

async function whatMayBeDone(
  { employment }: Desk,
  context: TurnContext,
  { posting = '' }: Values,
): Promise<readonly Choice[] | TurnOutcome> {
  const { t, visitor } = context;
  const found = await employment.postings.get(visitor.actor, posting);
  if (!found.ok) return refusedTo(context, found.refusal);
  if (!allows(visitor.actor.rights, 'posting.edit', found.value.of)) {
    const { title, text } = wordsOfPosting(found.value, t);
    return said(context, [title, text].join('\n'), [formChoice('postings', context)]);
  }
  return verbsOf(found.value).map((id): Choice => ({ id, label: t(`desk:form.postings.do_${id}`) }));
}

const verbsOf = ({ state }: Posting): readonly string[] => {
  switch (state) {
    case 'held':
      return ['release', 'refuse'];
    case 'open':
      return ['announce', 'filled', 'withdrawn', 'refuse'];
    case 'refused':
      return ['release'];
    case 'filled':
    case 'withdrawn':
    case 'expired':
      return [];
  }
};

async function giveTemplate({ employment }: Desk, context: TurnContext): Promise<TurnOutcome> {
  const content = Buffer.from(await postingTemplate(employment.imports.wording())).toString('base64');
  const { t } = context;
  const file = { name: t('employment-import:template_name'), type: XLSX, content };
  return { ...say(context, { text: t('desk:form.postings.send'), file }, { form: undefined, topic: undefined }), private: true };
}
