/**
 * Job search in conversation: a page of what fits, one of them in full, and honestly nothing where there is nothing, with the offer to be told when
 * there is.
 */
import type { JobFound } from '../../employment/search.ts';
import type { Choice } from '../../message/index.ts';
import type { Desk, Turn } from '../desk/desk.ts';
import { formChoice, later } from '../desk/form.ts';
import { askRegion } from '../region.ts';
import type { TurnOutcome } from '../store.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { goesOn, offeredHere } from '../way.ts';
import { jobDetails } from './details.ts';
import { countiesIn, placeOfAsker } from './place.ts';
import { isJobChoice, type JobSearchState, REGISTER, type Which } from './state.ts';
import { foundLine, wantsWords } from './words.ts';

/** So many stand on a page; in a group fewer: others read along. */
const ON_A_PAGE = 5;
const IN_A_GROUP = 3;

/** Looks for what a text asks for. */
export const findJobs = (context: TurnContext, text: string): Turn => later(context, desk => showFirst(desk, context, text));

/** The first page of what a text asks for. */
export const showFirst = (desk: Desk, context: TurnContext, text: string): Promise<TurnOutcome> =>
  showPage(desk, context, { said: text, which: 'fits', page: 0 });

/** What a button of the search itself does; `undefined` for any other choice. */
export function searchChosen(context: TurnContext, choice: string): Turn | undefined {
  if (!isJobChoice(choice) || choice === REGISTER) return undefined;
  const [kind, value = ''] = choice.split('=');
  if (kind === 'job') return later(context, desk => showJob(desk, context, value));
  if (kind === 'jobs_said') return findJobs(context, value);
  const which: Which = kind === 'jobs_fits' ? 'fits' : 'others';
  const said = context.session.jobs?.said ?? '';
  return later(context, desk => showPage(desk, context, { said, which, page: Number(value) }));
}

async function showPage(desk: Desk, context: TurnContext, state: JobSearchState): Promise<TurnOutcome> {
  const from = await placeOfAsker(desk, context);
  if (!from) return askRegion(context, state.said);
  const { t, parts } = context;
  const counties = await countiesIn(desk, from.region);
  const query = parts.jobWords.read(state.said, counties);
  const { fits, others, words } = await desk.employment.search.find(query, from);
  const what = wantsWords({ ...query, words }, context).join(t('jobs:and'));
  if (!context.isPrivate) return inGroup(context, state.said, fits, what);
  const which: Which = fits.length === 0 ? 'others' : state.which;
  const listed = which === 'fits' ? fits : others;
  const pages = Math.max(1, Math.ceil(listed.length / ON_A_PAGE));
  const page = state.page % pages;
  const shown = listed.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE);
  const choices: Choice[] = [
    ...shown.map((one): Choice => ({ id: `job=${one.posting.id}`, label: foundLine(one, context) })),
    ...(page + 1 < pages ? [{ id: `jobs_${which}=${page + 1}`, label: t('jobs:next') }] : []),
    ...(page > 0 ? [{ id: `jobs_${which}=0`, label: t('jobs:first') }] : []),
    ...(which === 'fits' && page + 1 === pages && others.length > 0 ? [{ id: 'jobs_others=0', label: t('jobs:others') }] : []),
    ...(from.settlement === undefined && counties.length > 0 ? [formChoice('jobs_home', context)] : []),
    toRegister(context),
  ];
  const heading = t(headingOf(which, fits, others, what), { what, total: listed.length });
  return say(context, { text: heading, choices }, { form: undefined, topic: undefined, jobs: { ...state, which, page } });
}

/** To be told when there is something: what was looked for is what is registered. */
const toRegister = ({ t }: TurnContext): Choice => ({ id: REGISTER, label: t('desk:form.register_job.title') });

function headingOf(which: Which, fits: readonly JobFound[], others: readonly JobFound[], what: string): string {
  if (fits.length === 0) return `jobs:${what === '' ? 'none_at_all' : others.length > 0 ? 'none_but_others' : 'none'}`;
  if (which === 'others') return 'jobs:like_it';
  return what === '' ? 'jobs:all' : 'jobs:found';
}

/** Others read along: a few, without whom to call; the rest in private. */
function inGroup(context: TurnContext, said: string, fits: readonly JobFound[], what: string): TurnOutcome {
  const { t } = context;
  const lines = fits.slice(0, IN_A_GROUP).map(one => `· ${foundLine({ ...one, reasons: [] }, context)}`);
  const total = fits.length;
  const heading = t(total === 0 ? (what === '' ? 'jobs:none_at_all' : 'jobs:none') : what === '' ? 'jobs:all' : 'jobs:found', {
    what,
    total,
  });
  const says = said === '' ? t('jobs:say') : said;
  const way = offeredHere(context, { id: 'find_jobs', label: t('jobs:in_private') }, says, says);
  const jobs: JobSearchState = { said, which: 'fits', page: 0 };
  return say(context, { text: [heading, ...lines].join('\n'), choices: [way] }, { topic: undefined, jobs });
}

async function showJob(desk: Desk, context: TurnContext, id: string): Promise<TurnOutcome> {
  const { t, session } = context;
  const { jobs } = session;
  const back: readonly Choice[] = jobs ? [{ id: `jobs_${jobs.which}=${jobs.page}`, label: t('jobs:back') }] : [];
  if (!context.isPrivate) {
    const way = goesOn(context, 'find_jobs', `job=${id}`, t('jobs:say'));
    return say(context, { text: t('desk:private_only'), choices: [way] }, { topic: undefined });
  }
  const posting = await desk.employment.postings.shown(id);
  if (!posting) {
    const choices = [...back, toRegister(context)];
    return say(context, { text: t('work:gone'), choices }, { form: undefined, topic: undefined });
  }
  const choices = [{ id: `desk=want_job=${id}`, label: t('jobs:want') }, ...back, toRegister(context)];
  const { text, note } = jobDetails(posting, context);
  return say(context, { text, note, choices }, { form: undefined, topic: undefined });
}
