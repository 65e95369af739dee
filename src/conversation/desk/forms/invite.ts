/** Invites somebody into a role: which, how far it reaches, and what the person is called. */
import { GRANTED_ROLES, scopesFor } from '../../../directory/access.ts';
import { formatScope, parseScope } from '../../../directory/scope.ts';
import type { Choice } from '../../../message/index.ts';
import type { Form } from '../form.ts';
import { settlementChoices } from '../settlement-field.ts';
import { codeWords } from '../when.ts';
import { roleWords, scopeWords, told } from '../words.ts';

export const invite: Form = {
  id: 'invite',
  action: 'role.grant',
  fields: [
    {
      kind: 'choice',
      name: 'role',
      choices: async (_, { t }) => GRANTED_ROLES.map((role): Choice => ({ id: role, label: roleWords({ role }, t) })),
    },
    {
      kind: 'choice',
      name: 'scope',
      choices: async (desk, context) => [
        ...(await settlementChoices(desk, context, 'role.grant')).map(
          ({ id, label }): Choice => ({ id: `settlement:${id}`, label }),
        ),
        ...scopesFor(context.visitor.actor.rights, 'role.grant')
          .filter(({ kind }) => kind !== 'settlement')
          .map((scope): Choice => ({ id: formatScope(scope), label: scopeWords(scope, undefined, context) })),
      ],
    },
    { kind: 'text', name: 'name' },
  ],
  async submit({ directory }, context, { role: wanted, scope: reach = '', name = '' }) {
    const role = GRANTED_ROLES.find(one => one === wanted) ?? 'resident';
    const scope = parseScope(reach) ?? { kind: 'all' };
    const invited = await directory.people.invite(context.visitor.actor, { role, scope, name });
    return told(context, invited, code =>
      context.t('desk:form.invite.done', { name, role: roleWords({ role }, context.t), ...codeWords(code, context.t) }),
    );
  },
};
