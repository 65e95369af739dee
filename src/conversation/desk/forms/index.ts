/** Every form, in the order of the menu. */
import type { Form } from '../form.ts';
import { bindGroup } from './bind-group.ts';
import { eraseMe } from './erase-me.ts';
import { invite } from './invite.ts';
import { signOut } from './sign-out.ts';

export const FORMS: ReadonlyMap<string, Form> = new Map([bindGroup, invite, signOut, eraseMe].map(form => [form.id, form]));
