/**
 * A form in conversation: one question at a time, answered by digit, button or words; what is needed besides digits is free text alone. What a
 * form asks is data (`forms/`); this file fills any of them in.
 */
import type { Action } from '../../directory/access.ts';
import { bare, normalise } from '../../language/normalise.ts';
import type { Choice } from '../../message/index.ts';
import { choiceIn } from '../choices.ts';
import type { TurnOutcome } from '../store.ts';
import { notOffered, say, type TurnContext } from '../turn-context.ts';
import type { Desk, Turn } from './desk.ts';
import type { OpenForm, Values } from './state.ts';

/** One question of a form; its words stand below `desk:form.<form>.<field>`. */
export type Field =
  | {
      readonly kind: 'choice';
      readonly name: string;
      /** What may be chosen; where it is just one, it is taken without asking. */
      choices(desk: Desk, context: TurnContext, values: Values): Promise<readonly Choice[]>;
    }
  | { readonly kind: 'text'; readonly name: string };

/** A form. */
export interface Form {
  readonly id: string;
  /** Who may fill it in; without one, everybody. */
  readonly action?: Action;
  readonly fields: readonly Field[];
  /** Does what was filled in, and says so. */
  submit(desk: Desk, context: TurnContext, values: Values): Promise<TurnOutcome>;
}

/** Opens a form, some of it filled in already. */
export const openForm = (form: Form, context: TurnContext, values: Values = {}): Turn =>
  later(context, desk => advance(form, desk, context, values));

/** Goes on with the form that is open; `undefined` where none is. */
export function goOnWithForm(forms: ReadonlyMap<string, Form>, context: TurnContext, text: string): Turn | undefined {
  const open = context.session.form;
  const form = open && forms.get(open.form);
  const field = form?.fields.find(({ name }) => name === open?.asking);
  if (!open || !form || !field) return undefined;
  const chosen = choiceIn(context, text);
  if (chosen === STOP || isStop(context, text)) return closed(context);
  if (field.kind === 'text') return later(context, desk => advance(form, desk, context, { ...open.values, [field.name]: text }));
  const value = chosen === undefined || chosen === 'none' ? undefined : chosenFor(chosen, field.name);
  if (value === undefined) return notOffered(context);
  return later(context, desk => advance(form, desk, context, { ...open.values, [field.name]: value }));
}

/** Asks for the first field that is empty, or submits. */
async function advance(form: Form, desk: Desk, context: TurnContext, before: Values): Promise<TurnOutcome> {
  let values = before;
  for (const field of form.fields) {
    if (values[field.name] !== undefined) continue;
    if (field.kind === 'text') return ask(form, field, context, values, []);
    const choices = await field.choices(desk, context, values);
    const [only, ...others] = choices;
    if (!only) return said(context, context.t(`desk:form.${form.id}.nothing`));
    if (others.length > 0) return ask(form, field, context, values, choices);
    values = { ...values, [field.name]: only.id };
  }
  return form.submit(desk, { ...context, session: { ...context.session, form: undefined } }, values);
}

const STOP = 'form=stop';

function ask(form: Form, field: Field, context: TurnContext, values: Values, choices: readonly Choice[]): TurnOutcome {
  const { t } = context;
  const offered = [
    ...choices.map(({ id, label }): Choice => ({ id: `form=${field.name}=${id}`, label })),
    { id: STOP, label: t('desk:stop') },
  ];
  const text = t(`desk:form.${form.id}.${field.name}`);
  const open: OpenForm = { form: form.id, values, asking: field.name };
  const asksNumber = field.kind === 'text' ? { asksNumber: true } : {};
  return { ...say(context, { text, choices: offered, ...asksNumber }, { form: open, topic: undefined }), private: true };
}

const chosenFor = (choice: string, field: string): string | undefined =>
  choice.startsWith(`form=${field}=`) ? choice.slice(`form=${field}=`.length) : undefined;

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
