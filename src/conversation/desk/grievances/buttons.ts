/** What may be done with a case, as buttons: they work whatever was offered last, since messages with them come of themselves. */
import { rolesFor } from '../../../directory/access.ts';
import type { MoveName } from '../../../grievance/life.ts';
import type { CaseView } from '../../../grievance/service.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnContext } from '../../turn-context.ts';
import { formChoice } from '../form.ts';
import { photosOf } from './case-words.ts';

/** The form that makes each move of staff. */
const FORM_OF: Readonly<Partial<Record<MoveName, string>>> = {
  decideExtension: 'case_decide',
  claim: 'case_claim',
  answer: 'case_answer',
  ask: 'case_ask',
  note: 'case_note',
  forward: 'case_forward',
  sendBack: 'case_send_back',
  callConfirmed: 'case_calls',
  assign: 'case_assign',
  closeUnreached: 'case_unreached',
  askExtension: 'case_extend',
  decline: 'case_decline',
  merge: 'case_merge',
  link: 'case_link',
  release: 'case_release',
  unmerge: 'case_unmerge',
};

/** In this order; those from `askExtension` on stand behind “more”. */
const ORDER = Object.keys(FORM_OF) as readonly MoveName[];
const FIRST_OF_THE_OTHERS: MoveName = 'askExtension';

/** The likeliest of what can be done now, and the way to the rest. */
export function likelyChoices(view: CaseView, context: TurnContext): readonly Choice[] {
  const { number } = view.grievance;
  const [likely, others] = parted(view);
  const more = others.length > 0 || otherLooks(view, context).length > 0;
  return [
    ...likely.map(form => formChoice(form, context, String(number))),
    ...(more ? [formChoice('case_more', context, String(number))] : []),
  ];
}

/** What stands behind “more”. */
export function otherChoices(view: CaseView, context: TurnContext): readonly Choice[] {
  const forms = [...parted(view)[1], ...otherLooks(view, context), 'case_look'];
  return forms.map(form => formChoice(form, context, String(view.grievance.number)));
}

function parted({ can, grievance: { record } }: CaseView): readonly [readonly string[], readonly string[]] {
  const isAsked = record?.extension !== undefined && record.extension.decision === undefined;
  const open = ORDER.filter(move => can.includes(move) && (move !== 'decideExtension' || isAsked));
  const isLikely = (move: MoveName) => ORDER.indexOf(move) < ORDER.indexOf(FIRST_OF_THE_OTHERS);
  const forms = (moves: readonly MoveName[]) => moves.flatMap(move => FORM_OF[move] ?? []);
  return [forms(open.filter(isLikely)), forms(open.filter(move => !isLikely(move)))];
}

/** What may be looked at beside the case itself. */
function otherLooks({ grievance }: CaseView, { visitor }: TurnContext): readonly string[] {
  const mayIdentify = visitor.actor.rights.some(({ role }) => rolesFor('grievance.identify').includes(role));
  return [
    ...(mayIdentify && grievance.record ? ['case_identity'] : []),
    ...(photosOf(grievance).length > 0 ? ['case_photos'] : []),
    'case_history',
  ];
}
