/** Every form, in the order of the menu. */

import { CASE_FORMS } from '../../grievances/case-forms.ts';
import { myGrievances } from '../../grievances/my-grievances.ts';
import { reportFor } from '../../grievances/report-for.ts';
import { reportGrievance } from '../../grievances/report-form.ts';
import { myHardships } from '../../hardship/mine.ts';
import { hardshipReport } from '../../hardship/report.ts';
import { jobsHome } from '../../jobs/jobs-home.ts';
import { myWish } from '../../jobs/my-wish.ts';
import { registerJob } from '../../jobs/register.ts';
import { wishFor } from '../../jobs/wish-for.ts';
import { BULLETIN_FORMS } from '../bulletins/forms.ts';
import type { Form } from '../form.ts';
import { GRIEVANCE_FORMS } from '../grievances/forms.ts';
import { hardshipFor } from '../hardship/report-for.ts';
import { hardshipShow, hardshipStep, hardships } from '../hardship/steps.ts';
import { householdCheck, householdConsent } from '../households/consent-and-check.ts';
import { findHousehold, fullHousehold, openHousehold } from '../households/file.ts';
import { ownHousehold, withdrawConsent } from '../households/own.ts';
import { householdErase, householdLink, householdMarks, householdWork } from '../households/upkeep.ts';
import { householdTable } from '../imports/household-table.ts';
import { importNow, importUndo } from '../imports/running-import.ts';
import { POSTING_FORMS } from '../postings/forms.ts';
import { settlementChange, settlementEdits } from '../settlements/edits.ts';
import { settlementAdd, settlementRecord } from '../settlements/record.ts';
import { settlementScreen } from '../settlements/screen.ts';
import { howItWent } from '../work/follow-up.ts';
import { notJob, restJobs, wantJob } from '../work/found-jobs.ts';
import { trainingLedger, workFirst, workLedger } from '../work/ledgers.ts';
import { workCalls, workHire, workPlacements } from '../work/record.ts';
import { trainingHome } from '../work/training-home.ts';
import { trainingMarks, trainingOffer, trainings } from '../work/trainings.ts';
import { workDesk } from '../work/work-desk.ts';
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
  ...GRIEVANCE_FORMS,
  inquiries,
  info,
  ...BULLETIN_FORMS,
  ...POSTING_FORMS,
  findHousehold,
  workDesk,
  hardships,
  hardshipFor,
  hardshipShow,
  hardshipStep,
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
  workFirst,
  workHire,
  workCalls,
  workPlacements,
  workLedger,
  trainingOffer,
  trainingMarks,
  trainingLedger,
  settlementAdd,
  robotTest,
  unreached,
  wishFor,
  reportFor,
  onTheWeb,
  reportGrievance,
  myGrievances,
  ...CASE_FORMS,
  askCadre,
  home,
  wantJob,
  notJob,
  restJobs,
  howItWent,
  trainings,
  trainingHome,
  keepAnswer,
  myQuestions,
  registerJob,
  jobsHome,
  myWish,
  hardshipReport,
  myHardships,
  ownHousehold,
  withdrawConsent,
  signOut,
  eraseMe,
];

export const FORMS: ReadonlyMap<string, Form> = new Map(forms.map(form => [form.id, form]));
