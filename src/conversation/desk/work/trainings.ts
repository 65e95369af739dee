/** Trainings: residents sign up and withdraw by digits; cadres offer them, close them, and mark who took part. */

import type { Training } from '../../../employment/model.ts';
import { MARKED } from '../../../employment/trainings.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { Choice } from '../../../message/index.ts';
import { type ClauseId, parseSettlementId } from '../../../shared/ids.ts';
import { type Form, formChoice, said } from '../form.ts';
import { homeOf } from '../home-of.ts';
import { settlementField } from '../settlement-field.ts';
import { refusedTo, told } from '../words.ts';

const UP = 'up-';
const OFF = 'off-';
const CLOSE = 'close';
const WITHDRAW = 'withdraw';
/** Characters. */
const LONGEST = 60;
/** So many trainings are offered for marking. */
const MOST = 100;

/** Signing up for a training, and withdrawing. */
export const trainings: Form = {
  id: 'trainings',
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'training',
      asksAlways: true,
      async choices(desk, context) {
        const { t, sender } = context;
        const home = await homeOf(desk, context);
        const shown = home ? await desk.employment.trainings.shown({ region: home.region, settlement: home.id }) : [];
        const own = await desk.employment.trainings.own(sender);
        const mine = own.filter(({ signup }) => signup.state === 'signed-up' || signup.state === 'waiting');
        if (!home && mine.length === 0) return said(context, t('work:training.where'), [formChoice('training_home', context)]);
        return [
          ...shown
            .filter(({ id }) => !mine.some(({ training }) => training.id === id))
            .map((one): Choice => ({ id: `${UP}${one.id}`, label: trainingWords(one, t) })),
          ...mine.map(
            ({ training }): Choice => ({
              id: `${OFF}${training.id}`,
              label: t('work:training.leave', { title: training.record.title }),
            }),
          ),
        ];
      },
    },
    { kind: 'text', name: 'name', longest: LONGEST, onlyIf: ({ training = '' }) => training.startsWith(UP) },
  ],
  async submit(desk, context, { training = '', name }) {
    const { t, sender, visitor } = context;
    const id = training.slice(training.indexOf('-') + 1);
    if (training.startsWith(OFF)) {
      const left = await desk.employment.trainings.leave(id, sender);
      return said(context, t(left ? 'work:training.left' : 'work:training.over'), [formChoice('trainings', context)]);
    }
    const { channel, account, person, chat } = sender;
    const signed = await desk.employment.trainings.signUp(id, {
      to: { channel, account, person, chat: chat.id },
      settlement: (await homeOf(desk, context))?.id,
      household: visitor.link?.household,
      member: visitor.link?.member,
      record: { name },
    });
    if (signed.kind === 'over') return said(context, t('work:training.over'));
    const { title, time, place } = signed.training.record;
    const params = { title, time, place, waiting: signed.kind === 'waiting' ? signed.place : 0 };
    return said(context, t(`work:training.${signed.kind}`, params), [formChoice('trainings', context)]);
  },
};

/** A cadre offers a training. */
export const trainingOffer: Form = {
  id: 'training_offer',
  action: 'training.edit',
  below: 'work_desk',
  fields: [
    settlementField('training.edit'),
    { kind: 'text', name: 'subject', longest: LONGEST },
    { kind: 'text', name: 'place', longest: LONGEST },
    { kind: 'text', name: 'time', longest: LONGEST },
    {
      kind: 'text',
      name: 'closes',
      read: text => /\d{4}-\d{1,2}-\d{1,2}/.exec(text.replace(/[年月/.]/g, '-'))?.[0].replace(/-(\d)(?!\d)/g, '-0$1'),
    },
    { kind: 'text', name: 'seats', empty: 'left-out', read: text => /^\s*(\d{1,4})\s*(?:人|个|名)?\s*$/.exec(text)?.[1] },
    { kind: 'text', name: 'phone', empty: 'left-out', longest: LONGEST },
    {
      kind: 'choice',
      name: 'clause',
      async choices({ directory, employment }, { visitor, t, parts }, { settlement = '' }) {
        const found = await directory.settlements.get(visitor.actor, parseSettlementId(settlement)!);
        const region = found.ok ? found.value.region : undefined;
        const clauses = region === undefined ? [] : employment.trainingClauses(region);
        const cited = clauses.flatMap(id => parts.policy.clauses.get(id) ?? []);
        return [
          { id: NONE, label: t('work:training.no_clause') },
          ...cited.map(({ id, label, heading }): Choice => ({ id, label: `${label} ${heading}` })),
        ];
      },
    },
  ],
  async submit({ employment }, context, { settlement = '', subject = '', place = '', time = '', closes = '', ...values }) {
    const { t, visitor } = context;
    const { seats, phone, clause = NONE } = values;
    const outcome = await employment.trainings.offer(visitor.actor, parseSettlementId(settlement)!, {
      title: subject,
      place,
      time,
      closesOn: closes,
      seats: seats ? Number(seats) : undefined,
      skills: context.parts.jobWords.skillsIn(subject),
      contact: phone ? { phone } : {},
      clauses: clause === NONE ? [] : [clause as ClauseId],
    });
    return told(context, outcome, training => t('work:training.offered', { line: trainingWords(training, t) }));
  },
};

const NONE = 'none';

/** A cadre marks who took part, or closes a training. */
export const trainingMarks: Form = {
  id: 'training_marks',
  action: 'training.edit',
  below: 'work_desk',
  fields: [
    {
      kind: 'choice',
      name: 'training',
      asksAlways: true,
      async choices({ employment }, context) {
        const listed = await employment.trainings.list(context.visitor.actor, { limit: MOST });
        if (!listed.ok) return refusedTo(context, listed.refusal);
        return listed.value.map((one): Choice => ({ id: one.id, label: trainingWords(one, context.t) }));
      },
    },
    {
      kind: 'choice',
      name: 'signup',
      asksAlways: true,
      async choices({ employment }, context, { training = '' }) {
        const { t, visitor } = context;
        const listed = await employment.trainings.signups(visitor.actor, training);
        if (!listed.ok) return refusedTo(context, listed.refusal);
        return [
          ...listed.value.signups
            .filter(({ state }) => state !== 'withdrawn')
            .map(
              ({ number, record, state }): Choice => ({
                id: String(number),
                label: t('work:training.signup', { name: record.name ?? t('work:unnamed'), state: t(`work:signup.${state}`) }),
              }),
            ),
          { id: CLOSE, label: t('work:training.close') },
          { id: WITHDRAW, label: t('work:training.withdraw') },
        ];
      },
    },
    {
      kind: 'choice',
      name: 'mark',
      onlyIf: ({ signup = '' }) => /^\d+$/.test(signup),
      choices: async (_, { t }) => MARKED.map((id): Choice => ({ id, label: t(`work:signup.${id}`) })),
    },
  ],
  async submit({ employment }, context, { training = '', signup = '', mark }) {
    const { t, visitor } = context;
    const more = [formChoice('training_marks', context)];
    if (signup === CLOSE || signup === WITHDRAW) {
      const act = signup === CLOSE ? employment.trainings.close : employment.trainings.withdraw;
      const outcome = await act(visitor.actor, training);
      return outcome.ok ? said(context, t(`work:training.${signup}_done`), more) : refusedTo(context, outcome.refusal);
    }
    const as = MARKED.find(one => one === mark) ?? 'took-part';
    const outcome = await employment.trainings.mark(visitor.actor, training, Number(signup), as);
    if (!outcome.ok) return refusedTo(context, outcome.refusal);
    return said(context, t('work:training.marked', { state: t(`work:signup.${outcome.value.state}`) }), more);
  },
};

/** A training in one line. */
const trainingWords = ({ record: { title, place, time, seats }, closesOn }: Training, t: Translate): string =>
  t(seats === undefined ? 'work:training.line' : 'work:training.line_seats', {
    title,
    place,
    time,
    seats: seats ?? 0,
    day: closesOn,
  });
