/**
 * Keeps a household's file: the work of a member, what the household is registered as, the code that links a member, and erasure. What was
 * changed by somebody else since the file was shown is not overwritten.
 */
import { LABOUR, MARKS, type Member, WORK } from '../../../directory/model.ts';
import type { Choice } from '../../../message/index.ts';
import { type Form, formChoice, said } from '../form.ts';
import { codeWords } from '../when.ts';
import { householdIn, memberField, refusedFile, toldOf } from './file.ts';

const ASPECTS = ['work', 'labour'] as const;

/** Changes what changes most: whether and how somebody works. */
export const householdWork: Form = {
  id: 'household_work',
  given: ['household', 'version'],
  fields: [
    memberField('correction'),
    {
      kind: 'choice',
      name: 'aspect',
      choices: async (_, { t }) => ASPECTS.map((id): Choice => ({ id, label: t(`household:aspect.${id}`) })),
    },
    {
      kind: 'choice',
      name: 'value',
      choices: async (_, { t }, { aspect }) =>
        aspect === 'labour'
          ? LABOUR.map((id): Choice => ({ id, label: t(`household:labour.${id}`) }))
          : WORK.map((id): Choice => ({ id, label: t(`household:work.${id}`) })),
    },
  ],
  async submit({ directory }, context, { member, aspect, value, version, ...values }) {
    const id = householdIn(values);
    const change: Pick<Member, 'labour' | 'work'> =
      aspect === 'labour' ? { labour: LABOUR.find(one => one === value) } : { work: WORK.find(one => one === value) };
    const outcome = await directory.households.amend(
      context.visitor.actor,
      id,
      ({ members }) => ({ members: members.map(one => (one.id === member ? { ...one, ...change } : one)) }),
      Number(version),
    );
    return toldOf(context, id, outcome, context.t('desk:form.household_work.done'));
  },
};

/** Sets or takes away one mark. */
export const householdMarks: Form = {
  id: 'household_marks',
  given: ['household', 'version'],
  fields: [
    {
      kind: 'choice',
      name: 'mark',
      async choices({ directory }, context, values) {
        const { t, visitor } = context;
        const opened = await directory.households.open(visitor.actor, householdIn(values), 'correction');
        if (!opened.ok) return refusedFile(context, householdIn(values), opened.refusal);
        const { marks } = opened.value;
        return MARKS.map((id): Choice => {
          const mark = t(`household:mark.${id}`);
          return { id, label: marks.includes(id) ? t('household:unmark', { mark }) : mark };
        });
      },
    },
  ],
  async submit({ directory }, context, { mark: wanted, version, ...values }) {
    const id = householdIn(values);
    const mark = MARKS.find(one => one === wanted);
    const outcome = await directory.households.amend(
      context.visitor.actor,
      id,
      ({ marks }) => ({ marks: MARKS.filter(one => (one === mark) !== marks.includes(one)) }),
      Number(version),
    );
    return toldOf(context, id, outcome, context.t('desk:form.household_marks.done'));
  },
};

/** Hands out the code that links a member's chat to the file. */
export const householdLink: Form = {
  id: 'household_link',
  given: ['household'],
  fields: [memberField('link')],
  async submit({ directory }, context, { member = '', ...values }) {
    const id = householdIn(values);
    const code = await directory.households.linkCode(context.visitor.actor, id, member);
    if (!code.ok) return refusedFile(context, id, code.refusal);
    return said(context, context.t('desk:form.household_link.done', codeWords(code.value, context.t)), [
      formChoice('open_household', context, id),
      formChoice('find_household', context),
    ]);
  },
};

/** Yes or no; no where an earlier question was answered with no. */
const sure = (name: string, earlier?: string): Form['fields'][number] => ({
  kind: 'choice',
  name,
  choices: async (_, { t }, values) =>
    (earlier !== undefined && values[earlier] === 'no' ? ['no'] : ['no', 'yes']).map(
      (id): Choice => ({ id, label: t(`desk:form.household_erase.choice.${id}`) }),
    ),
});

/** Erases the file, once that was said twice. */
export const householdErase: Form = {
  id: 'household_erase',
  given: ['household'],
  fields: [sure('sure'), sure('really', 'sure')],
  async submit({ directory }, context, { really, ...values }) {
    const id = householdIn(values);
    if (really !== 'yes') return said(context, context.t('desk:stopped'), [formChoice('open_household', context, id)]);
    const erased = await directory.households.erase(context.visitor.actor, id);
    if (!erased.ok) return refusedFile(context, id, erased.refusal);
    return said(context, context.t('desk:form.household_erase.done'), [formChoice('find_household', context)]);
  },
};
