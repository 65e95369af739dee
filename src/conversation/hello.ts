/**
 * What the assistant says when it is brought into a group, once: what it is, how it is called, and how a cadre binds the group.
 */
import type { Translate } from '../language/i18n.ts';
import type { Outgoing } from '../message/index.ts';

/** @param prefix how it is called */
export const hello = (t: Translate, prefix: string): Outgoing => ({ text: t('conversation:hello', { prefix }) });
