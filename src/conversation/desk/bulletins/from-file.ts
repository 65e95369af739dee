/** A text that came as a file: it fills in what was just asked for, or begins a bulletin. */

import { LONGEST_TEXT, LONGEST_TITLE } from '../../../bulletin/draft.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Turn } from '../desk.ts';
import { fillIn, later, openForm, said } from '../form.ts';
import { bulletinCorrect } from './amend.ts';
import { bulletinText } from './text.ts';
import { bulletinWrite } from './write.ts';

/** @param text what stands in the file */
export function openFromFile(context: TurnContext, text: string): Turn {
  const { t, session } = context;
  if ([...text].length > LONGEST_TEXT + LONGEST_TITLE)
    return said(context, t('bulletin-desk:file_too_long', { most: LONGEST_TEXT }));
  const { form: open } = session;
  const asking = [bulletinText, bulletinCorrect].find(({ id }) => id === open?.form);
  if (open?.asking === 'text' && asking) return later(context, desk => fillIn(asking, desk, context, { ...open.values, text }));
  const free = { ...context, session: { ...session, form: undefined, interview: undefined } };
  return openForm(bulletinWrite, free, { ...headed(text) });
}

/** The first line is the title, where it is short enough for one and more comes after it. */
function headed(text: string): { readonly title?: string; readonly text: string } {
  const [, first = '', rest = ''] = /^#*\s*([^\n]+)\n+([\s\S]+)$/.exec(text) ?? [];
  const isTitle = first !== '' && [...first.trim()].length <= LONGEST_TITLE;
  return isTitle ? { title: first.trim(), text: rest.trim() } : { text };
}
