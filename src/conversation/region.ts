/**
 * Which region's documents answer somebody: named in a message, asked for where it is not known, and changed.
 */
import type { Region } from '../knowledge/model.ts';
import { bare, normalise } from '../language/normalise.ts';
import type { Choice } from '../message/index.ts';
import { asksForCheck } from './eligibility/start.ts';
import type { Session, TurnOutcome } from './store.ts';
import { say, type TurnContext } from './turn-context.ts';
import { regionName } from './wording.ts';

/** Longer messages are not just a region's name, typed wrongly. */
const LONGEST_NAME = 4;

/** So much may stand beside a region's name that is all a message says: 我在, 的. */
const LONGEST_ASIDE = 2;

/** The region that a message names, and whether it says nothing else (我在贵州). */
export function regionNamed(
  { parts, session, nearestRegion }: TurnContext,
  text: string,
): { named: Region; alone: boolean } | undefined {
  const said = bare(normalise(text));
  const names = [...parts.policy.regions.values()].flatMap(region => region.called.map(name => ({ region, name })));
  const found = names.filter(({ name }) => (name.length > 1 ? said.includes(name) : said === name));
  const longest = found.reduce<(typeof names)[number] | undefined>(
    (best, one) => (one.name.length > (best?.name.length ?? 0) ? one : best),
    undefined,
  );
  if (longest) return { named: longest.region, alone: said.length - longest.name.length <= LONGEST_ASIDE };
  const near = session.region === undefined && said.length <= LONGEST_NAME ? nearestRegion(said) : undefined;
  return near && { named: near, alone: true };
}

/**
 * From now on this region; a question that waited for it is answered at once.
 * @param understand what answers it
 */
export function settle(
  context: TurnContext,
  region: Region,
  understand: (context: TurnContext, text: string) => TurnOutcome,
): TurnOutcome {
  const { waiting } = context.session;
  const session: Session = {
    ...context.session,
    region: region.id,
    settlement: undefined,
    waiting: undefined,
    choices: undefined,
    topic: undefined,
    interview: undefined,
  };
  const told = context.t('conversation:region_set', { region: regionName(region, context.language) });
  if (waiting === undefined) return { session, outgoing: [{ text: told }] };
  const answered = understand({ ...context, session }, waiting);
  return {
    ...answered,
    outgoing: answered.outgoing.map((outgoing, i) => (i === 0 ? { ...outgoing, text: `${told}\n\n${outgoing.text}` } : outgoing)),
  };
}

/** Asks for the region and keeps the question; what to do in present danger is said at once. */
export function askRegion(context: TurnContext, waiting: string | undefined): TurnOutcome {
  const { parts, t, language } = context;
  const danger = waiting === undefined ? 'none' : parts.danger(waiting);
  const choices = [...parts.policy.regions.values()].map(
    (region): Choice => ({ id: `region=${region.id}`, label: regionName(region, language) }),
  );
  const text = [danger === 'none' ? '' : t(`conversation:danger.${danger}`), t('conversation:region_ask')]
    .filter(Boolean)
    .join('\n\n');
  const asked = say(context, { text, choices }, { waiting, topic: undefined, interview: undefined });
  return waiting !== undefined && asksForCheck(context, waiting) ? { ...asked, private: true } : asked;
}
