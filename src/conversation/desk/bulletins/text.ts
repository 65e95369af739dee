/** What a bulletin says, what it rests on, and when it goes; then it is kept as a draft, and looked at. */
import { LONGEST_TEXT, LONGEST_TITLE } from '../../../bulletin/draft.ts';
import { typedClock, typedTime } from '../../../language/typed-time.ts';
import type { Choice } from '../../../message/index.ts';
import { AGAIN, type Field, type Form, fillIn } from '../form.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { citable } from './citable.ts';
import { clausesValue, draftIn, timingOf } from './draft-values.ts';
import { bulletinLook } from './look.ts';

const isRepeating = ({ when = '' }: Values): boolean => ['day', 'week', 'month'].includes(when);
const cites = ({ cite }: Values): boolean => cite === 'yes';
/** The days of a month that every month has. */
const MONTHDAYS = 28;
const NONE = 'none';

const FIELDS: readonly Field[] = [
  { kind: 'text', name: 'title', longest: LONGEST_TITLE },
  { kind: 'text', name: 'text', longest: LONGEST_TEXT },
  {
    kind: 'choice',
    name: 'cite',
    onlyIf: ({ kind }) => kind === 'notice',
    choices: async (_, { t }) => (['no', 'yes'] as const).map(id => ({ id, label: t(`desk:form.bulletin_text.cite_${id}`) })),
  },
  { kind: 'text', name: 'words', longest: 100, onlyIf: cites },
  {
    kind: 'choice',
    name: 'clause',
    asksAlways: true,
    retypes: 'words',
    onlyIf: cites,
    async asks(desk, context, values) {
      const found = await citable(desk, context, values);
      return context.t(`desk:form.bulletin_text.clause_${found.length > 0 ? 'found' : 'none'}`);
    },
    choices: async (desk, context, values) => [
      ...(await citable(desk, context, values)),
      { id: AGAIN, label: context.t('desk:form.bulletin_text.again') },
      { id: NONE, label: context.t('desk:form.bulletin_text.cite_no') },
    ],
  },
  {
    kind: 'choice',
    name: 'receipts',
    choices: async (_, { t }) => (['yes', 'no'] as const).map(id => ({ id, label: t(`desk:form.bulletin_text.receipts_${id}`) })),
  },
  {
    kind: 'choice',
    name: 'when',
    // What cannot wait goes at once; what was looked at before keeps its time.
    onlyIf: ({ kind, timing }) => kind !== 'alert' && timing === undefined,
    choices: async (_, { t }) =>
      (['now', 'later', 'day', 'week', 'month'] as const).map(id => ({ id, label: t(`desk:form.bulletin_text.when_${id}`) })),
  },
  {
    kind: 'text',
    name: 'at',
    onlyIf: ({ when }) => when === 'later',
    read: (text, { at }) => typedTime(text, at)?.toISOString(),
  },
  {
    kind: 'choice',
    name: 'weekday',
    onlyIf: ({ when }) => when === 'week',
    choices: async (_, { t }) =>
      [1, 2, 3, 4, 5, 6, 7].map((day): Choice => ({ id: String(day), label: t(`bulletin-desk:weekday.${day}`) })),
  },
  {
    kind: 'text',
    name: 'monthday',
    onlyIf: ({ when }) => when === 'month',
    read: text => {
      const day = Number(/^\s*(\d{1,2})\s*[日号]?\s*$/u.exec(text)?.[1]);
      return day >= 1 && day <= MONTHDAYS ? String(day) : undefined;
    },
  },
  { kind: 'text', name: 'clock', onlyIf: isRepeating, read: text => typedClock(text) },
];

/** What it says, and when it goes. */
export const bulletinText: Form = {
  id: 'bulletin_text',
  tellsOfOthers: true,
  fields: FIELDS,
  async submit(desk, context, { clause, ...values }) {
    const { actor } = context.visitor;
    const { bulletins } = desk;
    const cited = [values['clauses'], clause === NONE ? '' : clause].filter(Boolean);
    const filled: Values = { ...values, clauses: clausesValue(cited.flatMap(ids => ids ?? [])) };
    const draft = draftIn(filled);
    const { bulletin } = filled;
    const before = bulletin === undefined ? undefined : await bulletins.get(actor, bulletin);
    if (before && !before.ok) return refusedTo(context, before.refusal);
    const written = before
      ? await bulletins.change(actor, before.value.id, draft, before.value.version)
      : await bulletins.write(actor, draft);
    if (!written.ok) return refusedTo(context, written.refusal);
    return fillIn(bulletinLook, desk, context, { bulletin: written.value.id, timing: filled['timing'] ?? timingOf(filled) });
  },
};
