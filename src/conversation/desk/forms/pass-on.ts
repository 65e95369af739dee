/** Gives a cadre, one after the other, the texts that could not be sent to a group, to be copied there by hand; those passed on count as sent. */

import type { GroupPack } from '../../../delivery/pack.ts';
import type { Delivery } from '../../../delivery/store.ts';
import type { Choice } from '../../../message/index.ts';
import { parseGroupId, parseSettlementId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, formChoice, said } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { instantWords } from '../when.ts';
import { refusedTo } from '../words.ts';

const DONE = 'done-';
const NEXT = 'next-';

export const passOn: Form = {
  id: 'pass_on',
  action: 'group.bind',
  fields: [
    settlementField('group.bind'),
    {
      kind: 'choice',
      name: 'group',
      asksAlways: true,
      async choices({ pack }, context, { settlement = '' }) {
        const packs = await pack.list(context.visitor.actor, parseSettlementId(settlement)!);
        return packs.ok ? packs.value.map(one => choiceOf(one, context)) : refusedTo(context, packs.refusal);
      },
    },
    {
      kind: 'choice',
      name: 'what',
      ownStop: true,
      asksAlways: true,
      async asks(desk, context, values) {
        const { next, left } = await nextOf(desk, context, values);
        if (!next) return '';
        const params = { left, at: instantWords(next.at, context.t), text: wordsOf(next) };
        return context.t('desk:form.pass_on.text', params);
      },
      async choices(desk, context, values) {
        const { t } = context;
        const { next, left } = await nextOf(desk, context, values);
        if (!next) return said(context, t('desk:form.pass_on.all'), [formChoice('pass_on', context)]);
        const passed: Choice = { id: `${DONE}${next.id}`, label: t('desk:form.pass_on.passed') };
        return left > 1 ? [passed, { id: `${NEXT}${next.id}`, label: t('desk:form.pass_on.next') }] : [passed];
      },
    },
  ],
  async submit(desk, context, { settlement = '', group = '', what = '' }) {
    const values: Values = { settlement, group, after: what.slice(what.indexOf('-') + 1) };
    if (!what.startsWith(DONE)) return fillIn(passOn, desk, context, values);
    const [place, id] = [parseSettlementId(settlement), parseGroupId(group)];
    const passed = await desk.pack.passedOn(context.visitor.actor, place!, id!, Number(values['after']));
    // What went out by itself meanwhile, or was passed on by a colleague, is as good as passed on.
    if (!passed.ok && passed.refusal.code !== 'unknown') return refusedTo(context, passed.refusal);
    const before = context.t('desk:form.pass_on.done');
    const { next } = await nextOf(desk, context, values);
    if (next) return fillIn(passOn, desk, context, values, { before });
    return said(context, `${before}\n\n${context.t('desk:form.pass_on.all')}`, [formChoice('pass_on', context)]);
  },
};

function choiceOf({ group, texts }: GroupPack, { t }: TurnContext): Choice {
  const name = group.name ?? group.building ?? t('desk:form.bind_group.unnamed');
  return { id: group.id, label: t('desk:form.pass_on.line', { group: name, total: texts.length }) };
}

/** The text after the one that was shown last, and how many there are from it on. */
async function nextOf(
  { pack }: Desk,
  { visitor }: TurnContext,
  { settlement = '', group, after = '0' }: Values,
): Promise<{ readonly next: Delivery | undefined; readonly left: number }> {
  const packs = await pack.list(visitor.actor, parseSettlementId(settlement)!);
  const texts = packs.ok ? (packs.value.find(one => one.group.id === group)?.texts ?? []) : [];
  const rest = texts.filter(({ id }) => id > Number(after));
  return { next: rest[0], left: rest.length };
}

/** What a person copies: numbers to choose by mean nothing from somebody else. */
export const wordsOf = ({ outgoing: { text, note, file } }: Pick<Delivery, 'outgoing'>): string =>
  [text, note, file?.name].filter(Boolean).join('\n\n');
