/** Adds the group of a robot by its webhook, which is asked for last and blanked with the form; and tries whether something comes. */
import { LONGEST_GROUP_NAME, robotKeyIn } from '../../../directory/robots.ts';
import { parseGroupId, parseSettlementId } from '../../../shared/ids.ts';
import { type Form, formChoice, said } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import { told } from '../words.ts';
import { buildingChoices, WHOLE } from './bind-group.ts';

export const robot: Form = {
  id: 'robot',
  action: 'group.bind',
  fields: [
    settlementField('group.bind'),
    { kind: 'choice', name: 'building', choices: buildingChoices },
    { kind: 'text', name: 'name', longest: LONGEST_GROUP_NAME },
    { kind: 'text', name: 'webhook', read: robotKeyIn },
  ],
  async submit({ directory }, context, { settlement = '', building = WHOLE, name = '', webhook = '' }) {
    const added = await directory.robots.add(context.visitor.actor, parseSettlementId(settlement)!, {
      webhook,
      name,
      building: building === WHOLE ? undefined : building,
    });
    const outcome = told(context, added, group =>
      said(context, context.t('desk:form.robot.done', { group: group.name }), [formChoice('robot_test', context, group.id)]),
    );
    // Messages of a form are kept until somebody goes on; a key is not kept among them at all.
    return { ...outcome, said: context.t('desk:form.robot.pasted') };
  },
};

export const robotTest: Form = {
  id: 'robot_test',
  given: ['group'],
  fields: [],
  async submit({ directory }, context, { group = '' }) {
    const id = parseGroupId(group);
    if (!id) return said(context, context.t('desk:not_offered'));
    const again = [formChoice('robot_test', context, id)];
    return told(context, await directory.robots.test(context.visitor.actor, id), ({ name = '' }) =>
      said(context, context.t('desk:form.robot_test.done', { group: name }), again),
    );
  },
};
