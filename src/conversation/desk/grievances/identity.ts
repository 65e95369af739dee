/** Who reported a case: shown once to whoever says why; each look is recorded. */
import { IDENTITY_REASONS, type ReporterIdentity } from '../../../grievance/service.ts';
import type { Translate } from '../../../language/i18n.ts';
import { type Form, formChoice, said } from '../form.ts';
import { inHandField, numberIn, refusedCase } from './cases.ts';

/** A reporter in words. */
export function identityWords({ name, phone, building, door, onBehalf }: ReporterIdentity, t: Translate): string {
  const home = [building, door].filter(Boolean).join(' ');
  const lines = [
    name ? t('queue:identity.name', { name }) : '',
    phone ? t('queue:identity.phone', { phone }) : '',
    home ? t('queue:identity.home', { home }) : '',
    onBehalf ? t('queue:identity.on_behalf', { name: onBehalf }) : '',
  ].filter(Boolean);
  return lines.length > 0 ? lines.join('\n') : t('queue:identity.unknown');
}

export const caseIdentity: Form = {
  id: 'case_identity',
  given: ['number'],
  lasts: true,
  fields: [
    inHandField,
    {
      kind: 'choice',
      name: 'reason',
      asksAlways: true,
      asks: async (_, { t }) => t('queue:identity.why'),
      choices: async (_, { t }) => IDENTITY_REASONS.map(id => ({ id, label: t(`queue:identity.reason.${id}`) })),
    },
  ],
  async submit(desk, context, values) {
    const { t, visitor } = context;
    const number = numberIn(values);
    const reason = IDENTITY_REASONS.find(one => one === values['reason']) ?? 'verification';
    const identity = await desk.grievances.queue.identity(visitor.actor, number, reason);
    if (!identity.ok && identity.refusal.code === 'no-consent')
      return said(context, t('queue:identity.anonymous'), [formChoice('case_ask', context, String(number))]);
    if (!identity.ok) return refusedCase(desk, context, number, identity.refusal);
    return said(
      context,
      [t('queue:identity.title', { number }), identityWords(identity.value, t), t('queue:identity.recorded')].join('\n'),
      [formChoice('case_look', context, String(number))],
    );
  },
};
