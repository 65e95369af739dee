/**
 * What somebody is told when a case that they reported, or have too, has moved: short, in plain words, with buttons that work whatever was offered
 * since.
 */
import type { Address } from '../../delivery/store.ts';
import { type MoveName, moveOf } from '../../grievance/life.ts';
import { type Grievance, publicState } from '../../grievance/model.ts';
import type { GrievanceVoice } from '../../grievance/parts.ts';
import type { Category } from '../../knowledge/categories.ts';
import type { Policy } from '../../knowledge/load.ts';
import type { Language, Translate, Wordbook } from '../../language/i18n.ts';
import type { Choice, Outgoing } from '../../message/index.ts';
import type { Clock } from '../../shared/clock.ts';
import type { SessionOf } from '../desk/answer-words.ts';
import { formChoice } from '../desk/form.ts';
import { instantWords } from '../desk/when.ts';
import { readable } from './case-number.ts';
import { citedIn } from './said-of-case.ts';
import { kindName, unitName } from './words.ts';

/** What the voice needs to know. */
export interface VoiceParts {
  readonly wordbook: Wordbook;
  readonly sessionOf: SessionOf;
  /** Called when it is first needed. */
  readonly policyOf: () => Policy;
  readonly categoriesOf: () => ReadonlyMap<string, Pick<Category, 'name'>>;
  readonly clock: Clock;
}

/** Moves of which whoever reported hears, and which words say it; the others are theirs, or nobody's business but the handlers'. */
const TOLD = {
  claim: 'working',
  ask: 'asked',
  answer: 'answered',
  decline: 'declined',
  forward: 'forwarded',
  sendBack: 'forwarded',
  assign: 'forwarded',
  decideExtension: 'extended',
  merge: 'merged',
  unmerge: 'unmerged',
  withdraw: 'withdrawn',
  callConfirmed: 'closed',
  confirm: 'closed',
  closeUnreached: 'unreached',
  callDenied: 'reopened',
  object: 'reopened',
} as const satisfies Partial<Record<MoveName, string>>;

/** What they did themselves is told at once. */
const OWN: readonly MoveName[] = ['withdraw', 'confirm', 'object'];
/** What is said between the handler and whoever reported. */
const BETWEEN: readonly MoveName[] = ['ask', 'merge', 'unmerge', 'decideExtension'];

export function createReporterVoice({
  wordbook,
  sessionOf,
  policyOf,
  categoriesOf,
  clock,
}: VoiceParts): Pick<GrievanceVoice, 'moved'> {
  return {
    async moved(to, grievance, move, own) {
      const told = move in TOLD ? TOLD[move as keyof typeof TOLD] : undefined;
      const isOwn = isReporter(to, grievance);
      const isQuiet = isOwn ? own === undefined && OWN.includes(move) : BETWEEN.includes(move);
      if (!told || isQuiet) return undefined;
      const merged = isOwn ? undefined : own;
      if (move === 'decideExtension' && grievance.record?.extension?.decision?.granted !== true) return undefined;
      const language: Language = (await sessionOf(to))?.language ?? 'zh-CN';
      const t = wordbook.in(language);
      const { number, kind, unit, dueAt } = grievance;
      const about = { number: readable(number), kind: kindName(categoriesOf(), kind, language) };
      const params = { unit: unitName(policyOf().units, unit, t), due: instantWords(dueAt, t) };
      const whose = isOwn ? 'own' : merged === undefined ? 'too' : 'merged';
      const head = t(`grievance:moved.head.${whose}`, { ...about, own: readable(merged ?? number) });
      const text = `${head}${t(`grievance:moved.${told}`, { ...params, ...saidBy(grievance) })}`;
      const note =
        told === 'answered'
          ? citedIn(grievance.record?.answer?.clauses ?? [], { t, at: clock.now(), clauses: policyOf().clauses })
          : '';
      const next = isOwn ? nextFor(grievance, move, t) : merged === undefined ? [] : nextOfMerged(grievance, merged, t);
      const stands = isOwn ? publicState(grievance) : 'merged';
      const after = whose !== 'too' && told === 'answered' ? t(`grievance:moved.next.${stands}`) : '';
      const outgoing: Outgoing = {
        text: [text, after].filter(Boolean).join('\n'),
        ...(next.length > 0 ? { choices: next } : {}),
      };
      return note === '' ? outgoing : { ...outgoing, note };
    },
  };
}

/** The words that others said to it; empty where it was erased meanwhile. */
function saidBy({ record, mergedInto }: Grievance) {
  return {
    asked: record?.asked ?? '',
    says: record?.answer?.says ?? '',
    why: record?.declined?.why ?? record?.extension?.why ?? '',
    instead: record?.declined?.instead ?? '',
    into: mergedInto === undefined ? '' : readable(mergedInto),
  };
}

/** What they can do now whose case is handled with it. @param own its number */
const nextOfMerged = ({ state }: Grievance, own: number, t: Translate): readonly Choice[] => [
  ...(moveOf('object').from.includes(state) ? [formChoice('grievance_object', { t }, String(own))] : []),
  formChoice('grievance_show', { t }, String(own)),
];

const isReporter = (to: Address, { reporter }: Grievance): boolean =>
  reporter?.channel === to.channel && reporter.account === to.account && reporter.person === to.person;

/** What they can do now, with a tap. */
function nextFor({ number, state }: Grievance, move: MoveName, t: Translate): readonly Choice[] {
  const may = (one: MoveName) => moveOf(one).from.includes(state);
  const open = (form: string) => formChoice(form, { t }, String(number));
  return [
    ...(move === 'ask' && may('add') ? [open('grievance_reply')] : []),
    ...(may('confirm') ? [open('grievance_confirm')] : []),
    ...(may('object') ? [open('grievance_object')] : []),
    open('grievance_show'),
  ];
}
