/** Asks where somebody lives, so that jobs nearby come first, and goes on with what they looked for. */
import { parseRegionId, parseSettlementId } from '../../shared/ids.ts';
import { type Form, said } from '../desk/form.ts';
import { homeFields } from '../desk/forms/home.ts';
import { showFirst } from './find.ts';

export const jobsHome: Form = {
  id: 'jobs_home',
  fields: homeFields,
  async submit(desk, context, { region = '', settlement = '' }) {
    const id = parseSettlementId(settlement);
    const found = id && (await desk.directory.gazetteer.get(id));
    if (!found) return said(context, context.t('desk:form.home.nothing'));
    const session = { ...context.session, region: parseRegionId(region), settlement: found.id };
    return showFirst(desk, { ...context, session }, session.jobs?.said ?? '');
  },
};
