/** Asks where somebody lives, since trainings are offered by settlements, and goes on with those that are offered there. */
import { parseRegionId, parseSettlementId } from '../../../shared/ids.ts';
import { type Form, fillIn, said } from '../form.ts';
import { homeFields } from '../forms/home.ts';
import { trainings } from './trainings.ts';

export const trainingHome: Form = {
  id: 'training_home',
  fields: homeFields,
  async submit(desk, context, { region = '', settlement = '' }) {
    const id = parseSettlementId(settlement);
    const found = id && (await desk.directory.gazetteer.get(id));
    if (!found) return said(context, context.t('desk:form.training_home.nothing'));
    const session = { ...context.session, region: parseRegionId(region), settlement: found.id };
    return fillIn(trainings, desk, { ...context, session }, {});
  },
};
