/** Writes one part of a draft anew; the rest stays as it is. */
import { type Form, fillIn } from '../form.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { bulletinAudience } from './audience.ts';
import { valuesOf } from './draft-values.ts';
import { bulletinText } from './text.ts';

export const bulletinChange: Form = {
  id: 'bulletin_change',
  given: ['bulletin', 'part', 'timing'],
  lasts: true,
  fields: [],
  async submit(desk, context, { bulletin = '', part = '', timing = 'now' }) {
    const found = await desk.bulletins.get(context.visitor.actor, bulletin);
    if (!found.ok) return refusedTo(context, found.refusal);
    const values: Values = { ...valuesOf(found.value), timing };
    // An audience is gone on with; what else is changed is asked for again.
    if (part === 'audience') return fillIn(bulletinAudience, desk, context, values);
    const asked = part === 'when' ? 'timing' : part;
    const left = Object.fromEntries(Object.entries(values).filter(([name]) => name !== asked));
    return fillIn(bulletinText, desk, context, part === 'cite' ? { ...left, clauses: '' } : left);
  },
};
