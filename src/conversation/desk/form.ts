/**
 * A form in conversation: one question at a time, answered by digit, button or words; what is needed besides digits is free text alone. What a
 * form asks is data (`forms/`); this file fills any of them in.
 */
import type { Action } from '../../directory/access.ts';
import type { Language } from '../../language/i18n.ts';
import { bare, normalise } from '../../language/normalise.ts';
import type { Choice } from '../../message/index.ts';
import { choiceIn } from '../choices.ts';
import { inLanguage, languageWanted } from '../speaking.ts';
import type { TurnOutcome } from '../store.ts';
import { say, type TurnContext } from '../turn-context.ts';
import type { Desk, Turn } from './desk.ts';
import { pageOf } from './listing.ts';
import type { OpenForm, Values } from './state.ts';

/** One question of a form; its words stand below `desk:form.<form>.<field>`. */
export type Field = ChoiceField | TextField;

interface AnyField {
  readonly name: string;
  /** Whether it is asked for at all. Default: it is. */
  onlyIf?(values: Values): boolean;
  /** Whether stopping here is called `desk:form.<form>.stop`. Default: as in all forms. */
  readonly ownStop?: boolean;
  /** What is asked, where that depends on what was filled in. */
  asks?(desk: Desk, context: TurnContext, values: Values): Promise<string>;
}

/** Something that is chosen from a list; a long one is shown a page at a time. */
export interface ChoiceField extends AnyField {
  readonly kind: 'choice';
  /** The text field that free words, or the choice `AGAIN`, fill in anew; without one, only what is offered may be chosen. */
  readonly retypes?: string;
  /** Whether free words are added to what that field has, instead of taking its place. */
  readonly appends?: boolean;
  /** Whether it is asked though there is just one choice; otherwise that one is taken. */
  readonly asksAlways?: boolean;
  /** What may be chosen, or what is said instead. */
  choices(desk: Desk, context: TurnContext, values: Values): Promise<readonly Choice[] | TurnOutcome>;
}

/** Something that is typed. */
export interface TextField extends AnyField {
  readonly kind: 'text';
  /** Characters; what is empty or longer is not taken. Default: any text is. */
  readonly longest?: number;
  /** Whether it may be empty, and whether that leaves out the thing or leaves it as it is. Default: it is needed. */
  readonly empty?: 'left-out' | 'unchanged';
  /** What is kept of the words; where it gives nothing, `desk:form.<form>.wrong.<field>` is said and asked again. Default: all of them. */
  read?(text: string, context: TurnContext): string | undefined;
}

/** The choice that asks for a text once more. */
export const AGAIN = 'again';

/** A form. */
export interface Form {
  readonly id: string;
  /** Who may fill it in; without one, whoever is offered it. */
  readonly action?: Action;
  /** The form that offers it in place of the menu; it is still called by its title. Default: the menu does. */
  readonly below?: string;
  /** The names of what a button that opens it fills in, in its order; one with an action may be opened without them too. */
  readonly given?: readonly string[];
  /** Whether a button that opens it works whatever was offered last. Default: only those of the menu do. */
  readonly lasts?: boolean;
  /** Whether staff write in it of other people's matters: words of danger are no cry for help then. */
  readonly tellsOfOthers?: boolean;
  /** The fields that are answered by telling what happened: of danger in it is spoken first, and it is taken all the same. Default: none. */
  readonly accounts?: readonly string[];
  readonly fields: readonly Field[];
  /** Does what was filled in, and says so. */
  submit(desk: Desk, context: TurnContext, values: Values): Promise<TurnOutcome>;
}

/** A choice that opens a form. @param given what it has filled in already, in the order of the form's `given`; none holds an equals sign */
export const formChoice = (id: string, { t }: Pick<TurnContext, 't'>, ...given: readonly string[]): Choice => ({
  id: ['desk', id, ...given].join('='),
  label: t(`desk:form.${id}.title`),
});

/** Opens a form, some of it filled in already. */
export const openForm = (form: Form, context: TurnContext, values: Values = {}): Turn =>
  later(context, desk => fillIn(form, desk, context, values));

/** Goes on with the form that is open; `undefined` where none is, or where it is left for a command or a question. */
export function goOnWithForm(forms: ReadonlyMap<string, Form>, context: TurnContext, text: string): Turn | undefined {
  const open = context.session.form;
  const form = open && forms.get(open.form);
  const field = form?.fields.find(({ name }) => name === open?.asking);
  if (!open || !form || !field) return undefined;
  const language = languageWanted(context, text, field.kind === 'text');
  if (language) return askedIn(language, form, context, open);
  const chosen = choiceIn(context, text);
  if (chosen === STOP || isStop(context, text)) return closed(context);
  if (chosen === MORE) return later(context, desk => fillIn(form, desk, context, open.values, { page: (open.page ?? 0) + 1 }));
  const goOn = (values: Values, put?: Put) => later(context, desk => fillIn(form, desk, context, values, put));
  const picked = chosen === undefined ? spokenFor(context, text, field.name) : chosenFor(chosen, field.name);
  if (field.kind === 'choice' && field.retypes !== undefined) {
    const { [field.retypes]: _, ...others } = open.values;
    if (picked === AGAIN) return goOn(others);
    if (picked === REFUSED) return closed(context);
    if (picked === undefined && context.parts.speech.commands.has(bare(normalise(text)))) return undefined;
    if (chosen === undefined && picked === undefined) {
      const before = field.appends ? open.values[field.retypes] : undefined;
      const whole = before === undefined || normalise(text) === '' ? text : `${before}\n${text}`;
      return fits(form, field.retypes, whole) ? goOn({ ...others, [field.retypes]: whole }) : goOn(open.values, unfit(context));
    }
  }
  if (field.kind === 'text' && !fits(form, field.name, text)) return goOn(open.values, unfit(context));
  const value = picked ?? (field.kind === 'text' ? readBy(field, text, context) : undefined);
  if (value !== undefined) return goOn({ ...open.values, [field.name]: value });
  // A question of its own is answered; whoever asks has left the form.
  if (field.kind === 'choice' && chosen === undefined && context.parts.asks(text)) return undefined;
  if (field.kind === 'choice')
    return { session: context.session, outgoing: [{ text: context.t('desk:not_offered') }], private: true };
  return goOn(open.values, { before: context.t(`desk:form.${form.id}.wrong.${field.name}`) });
}

/** The same question, with its choices, in another language. */
function askedIn(language: Language, form: Form, before: TurnContext, { values, page }: OpenForm): Turn {
  const context = inLanguage(before, language);
  return later(context, desk => fillIn(form, desk, context, values, { before: context.t('conversation:language_set'), page }));
}

/** Whether a text may be filled in. */
function fits({ fields }: Form, name: string, text: string): boolean {
  const field = fields.find(one => one.name === name);
  const longest = field?.kind === 'text' ? field.longest : undefined;
  return longest === undefined || (normalise(text) !== '' && [...text].length <= longest);
}

/** Nothing, or too much, was written: it is asked for again. */
const unfit = ({ t }: TurnContext): Put => ({ before: t('desk:unfit') });

const readBy = (field: TextField, text: string, context: TurnContext): string | undefined =>
  field.read ? field.read(text, context) : text;

/** How the next question is put. */
interface Put {
  /** What is said first. */
  readonly before?: string;
  /** Which page of a long list is shown, from 0. */
  readonly page?: number | undefined;
}

/** Asks for the first field that is empty, or submits. */
export async function fillIn(form: Form, desk: Desk, context: TurnContext, given: Values, put: Put = {}): Promise<TurnOutcome> {
  let values = given;
  // Looked up only once it is known that it is asked: whoever may not choose is refused once.
  const asked = async (field: Field, filled: Values): Promise<string> =>
    (await field.asks?.(desk, context, filled)) ?? context.t(`desk:form.${form.id}.${field.name}`);
  for (const field of form.fields) {
    if (values[field.name] !== undefined || field.onlyIf?.(values) === false) continue;
    if (field.kind === 'text') return ask(form, field, context, values, [], { ...put, asked: await asked(field, values) });
    const choices = await field.choices(desk, context, values);
    if ('session' in choices) return choices;
    const [only, ...others] = choices;
    if (!only) return said(context, context.t(`desk:form.${form.id}.nothing`));
    if (others.length > 0 || field.asksAlways)
      return ask(form, field, context, values, choices, { ...put, asked: await asked(field, values) });
    values = { ...values, [field.name]: only.id };
  }
  return form.submit(desk, { ...context, session: { ...context.session, form: undefined } }, values);
}

const STOP = 'form=stop';
const MORE = 'form=more';

function ask(
  form: Form,
  field: Field,
  context: TurnContext,
  values: Values,
  choices: readonly Choice[],
  { before = '', page = 0, asked }: Put & { readonly asked: string },
): TurnOutcome {
  const { t } = context;
  const { shown, number, isLast } = pageOf(choices, page);
  const offered = [
    ...shown.map(({ id, label }): Choice => ({ id: `form=${field.name}=${id}`, label })),
    ...(shown.length < choices.length ? [{ id: MORE, label: t(isLast ? 'desk:from_start' : 'desk:more') }] : []),
    ...(field.kind === 'text' && field.empty ? [{ id: `form=${field.name}=`, label: t(`desk:empty.${field.empty}`) }] : []),
    { id: STOP, label: t(field.ownStop ? `desk:form.${form.id}.stop` : 'desk:stop') },
  ];
  const text = [before, asked].filter(Boolean).join('\n\n');
  const open: OpenForm = { form: form.id, values, asking: field.name, ...(number > 0 ? { page: number } : {}) };
  const asksNumber = field.kind === 'text' ? { asksNumber: true } : {};
  return { ...say(context, { text, choices: offered, ...asksNumber }, { form: open, topic: undefined }), private: true };
}

const chosenFor = (choice: string, field: string): string | undefined =>
  choice.startsWith(`form=${field}=`) ? choice.slice(`form=${field}=`.length) : undefined;

const REFUSED = 'no';

/** A spoken yes or no, where a yes is offered. */
function spokenFor({ session, parts: { speech } }: TurnContext, text: string, field: string): string | undefined {
  if (session.choices?.includes(`form=${field}=yes`) !== true) return undefined;
  const said = bare(normalise(text));
  if (speech.interview.yes.has(said)) return 'yes';
  return speech.interview.no.has(said) ? REFUSED : undefined;
}

const isStop = ({ parts: { speech } }: TurnContext, text: string): boolean => speech.interview.stop.has(bare(normalise(text)));

/** The form is put away, and nothing of it is kept. */
const closed = (context: TurnContext): TurnOutcome => said(context, context.t('desk:stopped'));

/** Says something that ends a form. */
export const said = (context: TurnContext, text: string, choices: readonly Choice[] = []): TurnOutcome => ({
  ...say(context, { text, choices }, { form: undefined, topic: undefined }),
  private: true,
});

/** A turn whose words come from an errand. */
export const later = ({ session }: TurnContext, errand: NonNullable<Turn['errand']>): Turn => ({ session, outgoing: [], errand });
