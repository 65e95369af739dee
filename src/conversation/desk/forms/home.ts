/** Asks where somebody lives: region, county, settlement. It is remembered, and a question that waited for it goes on. */
import type { KnownSettlement } from '../../../directory/gazetteer.ts';
import type { Choice } from '../../../message/index.ts';
import { parseRegionId, parseSettlementId } from '../../../shared/ids.ts';
import { localWords } from '../../local.ts';
import { say, type TurnContext } from '../../turn-context.ts';
import { regionName } from '../../wording.ts';
import type { Desk } from '../desk.ts';
import { type Field, type Form, said } from '../form.ts';
import type { Values } from '../state.ts';
import { askAt } from './ask-cadre.ts';

/** More settlements are parted by county. */
const SHORT_LIST = 9;

/** Stands for all counties of a region with few settlements. */
const ANY = 'any';

/** Region, county and settlement. */
export const homeFields: readonly Field[] = [
  { kind: 'choice', name: 'region', choices: async (_, context) => regionChoices(context) },
  { kind: 'choice', name: 'county', choices: countyChoices },
  {
    kind: 'choice',
    name: 'settlement',
    asksAlways: true,
    choices: async (desk, _, values) => {
      const listed = await settlementsIn(desk, values);
      const here = listed.filter(({ county }) => values['county'] === ANY || county === values['county']);
      return here.map(({ id, name }): Choice => ({ id, label: name }));
    },
  },
];

export const home: Form = {
  id: 'home',
  fields: homeFields,
  async submit(desk, context, { region = '', settlement = '', question }) {
    const id = parseSettlementId(settlement);
    const found = id && (await desk.directory.gazetteer.get(id));
    if (!found) return said(context, context.t('desk:form.home.nothing'));
    const settled: TurnContext = {
      ...context,
      session: { ...context.session, region: parseRegionId(region), settlement: found.id },
    };
    const known =
      question === undefined ? undefined : context.parts.localReader.infoFor(question, await desk.localKnowledge.list(found.id));
    if (!known || question === undefined) return askAt(desk, settled, found, question);
    const topic = { question, answered: [], told: [], nearby: [], forCadre: true, at: context.at.toISOString() };
    return say(settled, localWords(settled, known), { form: undefined, topic });
  },
};

/** The region that was settled, or all of them. */
export function regionChoices({ session, parts, language }: TurnContext): Choice[] {
  const regions = [...parts.policy.regions.values()];
  const settled = regions.filter(({ id }) => id === session.region);
  return (settled.length > 0 ? settled : regions).map(region => ({ id: region.id, label: regionName(region, language) }));
}

async function countyChoices(desk: Desk, _: TurnContext, values: Values): Promise<Choice[]> {
  const listed = await settlementsIn(desk, values);
  if (listed.length === 0) return [];
  if (listed.length <= SHORT_LIST) return [{ id: ANY, label: ANY }];
  return [...new Set(listed.map(({ county }) => county))].map(county => ({ id: county, label: county }));
}

const settlementsIn = ({ directory }: Desk, { region = '' }: Values): Promise<readonly KnownSettlement[]> =>
  directory.gazetteer.in(parseRegionId(region)!);
