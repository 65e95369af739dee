/**
 * How a settlement's record is changed: a small form for each change, and the kinds of answers that it asks for. What somebody else changed since
 * the record was shown is not overwritten.
 */
import { isPhone } from '../../../directory/household-faults.ts';
import type { Settlement } from '../../../directory/model.ts';
import type { SettlementDraft } from '../../../directory/settlements.ts';
import { dayAt } from '../../../shared/calendar.ts';
import { parseFactId, parseSettlementId } from '../../../shared/ids.ts';
import { type Field, type Form, formChoice, said, type TextField } from '../form.ts';
import type { Values } from '../state.ts';
import { refusalWords } from '../words.ts';
import { showRecord } from './record.ts';

/** A form that changes a record. @param change what becomes different, by what was filled in */
export const edit = (
  id: string,
  fields: readonly Field[],
  change: (values: Values, before: Settlement) => Partial<SettlementDraft>,
): Form => ({
  id,
  given: ['settlement', 'version'],
  fields,
  async submit({ directory }, context, { settlement = '', version, ...values }) {
    const { t, visitor } = context;
    const changed = await directory.settlements.amend(
      visitor.actor,
      parseSettlementId(settlement)!,
      before => ({ ...before, ...change(values, before) }),
      Number(version),
    );
    if (changed.ok) return showRecord(context, changed.value, t('desk:saved'));
    return said(context, refusalWords(changed.refusal, t), [formChoice('settlement_record', context, settlement)]);
  },
});

/** A whole number of people, in figures or words; roughly is not enough for a record. */
export const people = (name: string, fact: string): TextField => ({
  kind: 'text',
  name,
  empty: 'unchanged',
  read(text, { parts, at }) {
    const asked = parts.rules.facts.get(parseFactId(fact)!);
    const heard = asked && parts.hearing.hear(asked, text, dayAt(at));
    return heard?.kind === 'answer' && typeof heard.answer === 'number' ? String(heard.answer) : undefined;
  },
});

/** Words on a line. */
export const line = (name: string, empty?: TextField['empty']): TextField => ({
  kind: 'text',
  name,
  ...(empty ? { empty } : {}),
  read: text => text.trim() || undefined,
});

/** A telephone number. */
export const phone: TextField = {
  kind: 'text',
  name: 'phone',
  empty: 'left-out',
  read(text) {
    const typed = text.normalize('NFKC').replace(/\s/g, '');
    return isPhone(typed) ? typed : undefined;
  },
};
