/** What a holder says to a case in one text: a note for colleagues, a question to whoever reported it, why it goes back, why it takes longer. */

import type { Actor } from '../../../directory/model.ts';
import type { Outcome } from '../../../directory/outcome.ts';
import { LONGEST_SAID } from '../../../grievance/said.ts';
import type { CaseView, Queue } from '../../../grievance/service.ts';
import type { Form } from '../form.ts';
import { inHandField, numberIn, toldOfCase } from './cases.ts';

/** A form that says one text to a case. @param next what is offered first afterwards */
const telling = (
  id: 'case_note' | 'case_ask' | 'case_release' | 'case_extend',
  tell: (queue: Queue, actor: Actor, number: number, text: string) => Promise<Outcome<CaseView>>,
  next: readonly string[] = [],
): Form => ({
  id,
  given: ['number'],
  lasts: true,
  tellsOfOthers: true,
  fields: [
    inHandField,
    { kind: 'text', name: 'text', longest: LONGEST_SAID, asks: async (_, { t }, { number }) => t(`queue:ask.${id}`, { number }) },
  ],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const outcome = await tell(desk.grievances.queue, context.visitor.actor, number, values['text'] ?? '');
    return toldOfCase(desk, context, number, outcome, () => context.t(`queue:done.${id}`, { number }), next);
  },
});

/** 记 */
export const caseNote = telling('case_note', (queue, actor, number, text) => queue.note(actor, number, text));

/** 问: it goes to whoever reported it; the clock goes on. */
export const caseAsk = telling('case_ask', (queue, actor, number, text) => queue.ask(actor, number, text));

/** 放回 */
export const caseRelease = telling('case_release', (queue, actor, number, text) => queue.release(actor, number, text), [
  'case_next',
  'case_mine',
]);

/** 延 */
export const caseExtend = telling('case_extend', (queue, actor, number, text) => queue.askExtension(actor, number, text));
