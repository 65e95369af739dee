/**
 * What somebody may do besides asking: the menu of staff, who one is to the assistant, and the forms that are opened by a button or a word.
 */
import { rolesFor } from '../../directory/access.ts';
import type { Command } from '../../knowledge/load-language.ts';
import { bare, normalise } from '../../language/normalise.ts';
import type { Choice } from '../../message/index.ts';
import { longId } from '../../message/short-id.ts';
import { parseSettlementId } from '../../shared/ids.ts';
import { choiceIn } from '../choices.ts';
import { restJobs } from '../jobs/my-wish.ts';
import { registerFrom } from '../jobs/register.ts';
import type { Session } from '../store.ts';
import { say, type TurnContext, topicOf } from '../turn-context.ts';
import { goesOn } from '../way.ts';
import { askCadreOf } from './ask-cadre.ts';
import type { Turn } from './desk.ts';
import { type Form, formChoice, goOnWithForm, later, openForm, said } from './form.ts';
import { FORMS } from './forms/index.ts';
import { spokenCase } from './grievances/spoken.ts';
import { pageOf } from './listing.ts';
import type { Values } from './state.ts';
import { roleWords, scopeWords, settlementName } from './words.ts';

/** The form that a choice opens, with what the choice has filled in. */
export function openChosen(context: TurnContext, choice: string): Turn | undefined {
  const [kind, id = '', ...given] = choice.split('=');
  if (kind === MENU) return showMenu(context, Number(id));
  const form = kind === 'desk' ? FORMS.get(id) : undefined;
  if (!form) return undefined;
  const names = form.given ?? [];
  if (given.length !== names.length && !(given.length === 0 && form.action)) return undefined;
  if (!context.isPrivate) return inPrivateOnly(context, isMenuChoice(choice) ? choice : 'desk');
  return openForm(form, context, Object.fromEntries(given.map((value, i) => [names[i] ?? '', value])));
}

/** Whether a choice opens a form of the menu, or one whose buttons last: such a button works whatever was offered last. */
export function isMenuChoice(choice: string): boolean {
  const [kind, id = '', ...given] = choice.split('=');
  const form = kind === 'desk' ? FORMS.get(id) : undefined;
  if (!form) return false;
  return form.lasts === true || (given.length === 0 && (form.action !== undefined || form.given === undefined));
}

/** Whether a text is a button of a form, of which only those that were offered last work. */
export const isFormButton = (text: string): boolean => /^(?:form|desk|menu_page)=/.test(text);

/** What stood on such a button: nobody knows it any more once the message that offered it is blanked. */
export function labelPressed({ choices = [], labels = [] }: Session, text: string): string | undefined {
  const choice = longId(text, choices);
  return isFormButton(choice) ? labels[choices.indexOf(choice)] : undefined;
}

/** What the commands of the desk do; `undefined` for any other. */
export function deskCommand(context: TurnContext, command: Command): Turn | undefined {
  if (!DESK_COMMANDS.includes(command)) return undefined;
  if (!context.isPrivate) return inPrivateOnly(context, command);
  switch (command) {
    case 'desk':
      return showMenu(context);
    case 'me':
      return showMe(context);
    case 'ask_cadre':
      return askCadreOf(context);
    case 'register_job':
      return registerFrom(context, '');
    case 'rest_jobs':
    case 'resume_jobs':
      return restJobs(context, command === 'rest_jobs');
    default:
      return openForm(FORMS.get(command)!, context);
  }
}

/** What staff say of cases in one line; nobody else's words are read so. */
export function caseSpoken(context: TurnContext, text: string): Turn | undefined {
  const { t, visitor } = context;
  const isStaff = visitor.actor.rights.some(({ role }) => rolesFor('grievance.view').includes(role));
  const spoken = isStaff ? spokenCase(context, text) : undefined;
  if (!spoken) return undefined;
  if (spoken.kind === 'wrong')
    return context.isPrivate ? said(context, t('queue:wrong_number', { number: spoken.digits })) : undefined;
  const form = FORMS.get(spoken.form);
  if (!form || isCommandFor(context, form, text)) return undefined;
  // What was said goes no further than this group.
  if (!context.isPrivate) return inPrivateOnly(context, 'desk');
  return openForm(form, context, fitting(form, spoken.values));
}

/** Whether a word of cases, which the visitor has no right to, is a command besides. */
function isCommandFor({ visitor, parts }: TurnContext, { action }: Form, text: string): boolean {
  const may = !action || visitor.actor.rights.some(({ role }) => rolesFor(action).includes(role));
  return !may && parts.speech.commands.has(bare(normalise(text)));
}

/**
 * What staff write of others' matters: to a case with a slash, or where a form asks for a notice, an answer, a note. It comes before the signs of
 * danger, which are no cry for help in it.
 */
export function writtenOfOthers(context: TurnContext, text: string): Turn | undefined {
  if (!context.isPrivate) return undefined;
  const { form: open, ...session } = context.session;
  if (/^\s*[/／]/.test(text) && choiceIn(context, text) === undefined)
    return caseSpoken({ ...context, session: { ...session, interview: undefined } }, text);
  const form = open && FORMS.get(open.form);
  const field = form?.fields.find(({ name }) => name === open?.asking);
  const takesWords = field?.kind === 'text' || field?.retypes !== undefined;
  const isAlarming = context.parts.danger(text) !== 'none';
  return form?.tellsOfOthers && takesWords && isAlarming ? goOnWithForm(FORMS, context, text) : undefined;
}

/** What may be filled in: a text that is too long is asked for. */
const fitting = ({ fields }: Form, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      const field = fields.find(one => one.name === name);
      return field?.kind !== 'text' || field.longest === undefined || [...value].length <= field.longest;
    }),
  );

/** In a group: that it is done in private, and the way there; a question for a cadre goes along. */
function inPrivateOnly(context: TurnContext, id: string): Turn {
  const { t } = context;
  const topic = (id === 'ask_cadre' ? topicOf(context)?.question : undefined) ?? id;
  const form = FORMS.get(id.replace('desk=', ''));
  const says = form ? t(`desk:form.${form.id}.title`) : t(id === 'me' ? 'desk:me.say' : 'desk:menu.open');
  return say(context, { text: t('desk:private_only'), choices: [goesOn(context, id, topic, says)] });
}

const DESK_COMMANDS: readonly Command[] = [
  'desk',
  'me',
  'sign_out',
  'erase_me',
  'own_household',
  'on_the_web',
  'unreached',
  'ask_cadre',
  'my_questions',
  'inquiries',
  'info',
  'postings',
  'posting_new',
  'bulletin_write',
  'bulletins',
  'bulletin_waiting',
  'trainings',
  'register_job',
  'my_wish',
  'rest_jobs',
  'resume_jobs',
  'report_grievance',
  'my_grievances',
  'my_hardships',
];

/** The forms that the visitor's roles allow, somewhere. */
const formsFor = ({ visitor }: TurnContext): Form[] =>
  [...FORMS.values()].filter(
    ({ action }) => action !== undefined && visitor.actor.rights.some(({ role }) => rolesFor(action).includes(role)),
  );

/** The form of the visitor's menu that a message calls by its title. */
export function openNamed(context: TurnContext, text: string): Turn | undefined {
  const said = bare(normalise(text));
  const form = formsFor(context).find(({ id }) => bare(normalise(context.t(`desk:form.${id}.title`))) === said);
  return form && context.isPrivate ? openForm(form, context) : undefined;
}

/** A page of the menu as a choice: `menu_page=1`. */
const MENU = 'menu_page';

function showMenu(context: TurnContext, page = 0): Turn {
  const { t } = context;
  const forms = formsFor(context).filter(({ below }) => below === undefined);
  if (forms.length === 0) return said(context, t('desk:menu.none'));
  const { shown, number, isLast } = pageOf(forms, page);
  return said(context, t('desk:menu.title'), [
    ...shown.map(({ id }) => formChoice(id, context)),
    ...(shown.length < forms.length ? [{ id: `${MENU}=${number + 1}`, label: t(isLast ? 'desk:from_start' : 'desk:more') }] : []),
    formChoice('sign_out', context),
  ]);
}

/** The roles of who asks, their household and their settlement. */
function showMe(context: TurnContext): Turn {
  const { visitor, t } = context;
  return later(context, async ({ directory }) => {
    const lines: string[] = [];
    for (const { role, scope } of visitor.actor.rights) {
      const id = scope.kind === 'settlement' ? parseSettlementId(scope.settlement) : undefined;
      const found = id && (await directory.settlements.get(visitor.actor, id));
      const settlement = found?.ok ? found.value : visitor.settlement;
      lines.push(t('desk:me.role', { role: roleWords({ role }, t), scope: scopeWords(scope, settlement, context) }));
    }
    if (visitor.settlement) lines.push(t('desk:me.settlement', { settlement: settlementName(visitor.settlement, t) }));
    const text = lines.length > 0 ? t('desk:me.title', { list: lines.join('\n') }) : t('desk:me.nobody');
    return said(context, text, [
      ...(formsFor(context).length > 0 ? [menuChoice(context)] : []),
      ...(visitor.link ? [formChoice('own_household', context)] : []),
      ...(visitor.actor.person ? [formChoice('sign_out', context)] : []),
      formChoice('erase_me', context),
    ]);
  });
}

const menuChoice = ({ t }: TurnContext): Choice => ({ id: 'desk', label: t('desk:menu.open') });
