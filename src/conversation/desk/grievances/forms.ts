/** The forms of those who work on cases, in the order in which the menu offers those that it does: the next one first. */
import { rolesFor } from '../../../directory/access.ts';
import { type Form, formChoice, said } from '../form.ts';
import { caseAway, caseBack } from './absence.ts';
import { caseAnswer } from './answer.ts';
import { caseCalls, caseClose } from './call-back.ts';
import { handlerAway, handlerUnits } from './colleagues.ts';
import { caseDecline } from './decline.ts';
import { caseFind } from './find.ts';
import { caseIdentity } from './identity.ts';
import { caseLink, caseMerge } from './join.ts';
import { caseLate } from './late.ts';
import { caseLedger } from './ledger.ts';
import { caseHistory, caseLook, caseMore, casePhotos } from './look.ts';
import { caseForward, caseSendBack } from './pass.ts';
import { caseSigns } from './signs.ts';
import { caseAssign, caseDecide, caseUndecided, caseUnmerge, caseUnreached } from './supervise.ts';
import { caseClaim, caseMine, caseNext, caseWaiting } from './take.ts';
import { caseAsk, caseExtend, caseNote, caseRelease } from './tell.ts';

/** What stands behind one entry of the menu. */
const BELOW: readonly Form[] = [
  caseFind,
  caseWaiting,
  caseLate,
  caseSigns,
  caseLedger,
  handlerUnits,
  handlerAway,
  caseAway,
  caseBack,
];

/** The entry of the menu for whatever is needed less often. */
const caseDesk: Form = {
  id: 'case_desk',
  action: 'grievance.view',
  fields: [],
  submit: async (_, context) => {
    const roles = context.visitor.actor.rights.map(({ role }) => role);
    const offered = BELOW.filter(({ action }) => action && roles.some(role => rolesFor(action).includes(role)));
    return said(
      context,
      context.t('queue:desk'),
      offered.map(({ id }) => formChoice(id, context)),
    );
  },
};

export const GRIEVANCE_FORMS: readonly Form[] = [
  caseNext,
  caseMine,
  caseCalls,
  caseUndecided,
  caseDesk,
  ...BELOW,
  caseLook,
  caseMore,
  caseClaim,
  caseAnswer,
  caseAsk,
  caseNote,
  caseForward,
  caseSendBack,
  caseExtend,
  caseDecline,
  caseClose,
  caseMerge,
  caseLink,
  caseRelease,
  caseIdentity,
  casePhotos,
  caseHistory,
  caseDecide,
  caseAssign,
  caseUnmerge,
  caseUnreached,
];
