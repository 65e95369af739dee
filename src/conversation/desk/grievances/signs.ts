/** What gathers in the settlements of a supervisor (苗头), most households first. */
import { type Form, formChoice, said } from '../form.ts';
import { refusedTo } from '../words.ts';
import { signLine } from './early-sign-words.ts';

export const caseSigns: Form = {
  id: 'case_signs',
  action: 'grievance.supervise',
  fields: [],
  async submit(desk, context) {
    const { t, language, parts, visitor } = context;
    const signs = await desk.earlySigns.list(visitor.actor);
    if (!signs.ok) return refusedTo(context, signs.refusal);
    const lines = signs.value.map(sign => signLine(sign, parts.categories, t, language));
    const late = [formChoice('case_late', context)];
    return said(context, lines.length > 0 ? t('queue:signs.title', { list: lines.join('\n') }) : t('queue:signs.none'), late);
  },
};
