/** Every form, in the order of the menu. */
import type { Form } from '../form.ts';
import { householdCheck, householdConsent } from '../households/consent-and-check.ts';
import { findHousehold, fullHousehold, openHousehold } from '../households/file.ts';
import { ownHousehold, withdrawConsent } from '../households/own.ts';
import { householdErase, householdLink, householdMarks, householdWork } from '../households/upkeep.ts';
import { householdTable } from '../imports/household-table.ts';
import { importNow, importUndo } from '../imports/running-import.ts';
import { settlementChange, settlementEdits } from '../settlements/edits.ts';
import { settlementAdd, settlementRecord } from '../settlements/record.ts';
import { settlementScreen } from '../settlements/screen.ts';
import { askCadre } from './ask-cadre.ts';
import { bindGroup } from './bind-group.ts';
import { eraseMe } from './erase-me.ts';
import { groupManner } from './group-manner.ts';
import { home } from './home.ts';
import { info } from './info.ts';
import { inquiries } from './inquiries.ts';
import { invite } from './invite.ts';
import { keepAnswer } from './keep-answer.ts';
import { mutes } from './mutes.ts';
import { myQuestions } from './my-questions.ts';
import { onTheWeb } from './on-the-web.ts';
import { passOn } from './pass-on.ts';
import { robot, robotTest } from './robot.ts';
import { signOut } from './sign-out.ts';
import { unreached } from './unreached.ts';

const forms: readonly Form[] = [
  inquiries,
  info,
  findHousehold,
  openHousehold,
  fullHousehold,
  householdCheck,
  householdConsent,
  householdWork,
  householdMarks,
  householdLink,
  householdErase,
  householdTable,
  importNow,
  importUndo,
  settlementScreen,
  settlementRecord,
  settlementChange,
  ...settlementEdits,
  bindGroup,
  robot,
  groupManner,
  mutes,
  passOn,
  invite,
  settlementAdd,
  robotTest,
  unreached,
  onTheWeb,
  askCadre,
  home,
  keepAnswer,
  myQuestions,
  ownHousehold,
  withdrawConsent,
  signOut,
  eraseMe,
];

export const FORMS: ReadonlyMap<string, Form> = new Map(forms.map(form => [form.id, form]));
