/**
 * What will be sent, who reads it, and by when an answer is due: shown before anything is sent.
 */
import type { Desk } from '../desk/desk.ts';
import type { Values } from '../desk/state.ts';
import { settlementName } from '../desk/words.ts';
import type { TurnContext } from '../turn-context.ts';
import { regionName } from '../wording.ts';
import { placeIn } from './place-fields.ts';
import { contactIn, kindIn, photosIn, whereIn } from './report-values.ts';
import { dueWords, kindName, unitName } from './words.ts';

export async function readBack(desk: Desk, context: TurnContext, values: Values): Promise<string> {
  const { t, parts, language, at, visitor } = context;
  const place = await placeIn(desk, values);
  if (!place) return t('grievance:report.no_place');
  const { region, settlement } = place;
  const kind = kindIn(values);
  const { unit, dueAt } = desk.grievances.intake.expect(kind, region);
  const where = whereIn(context, values);
  const photos = photosIn(context).length;
  const own = visitor.link && (await desk.directory.reach.nameOf(visitor.link));
  const { name = own?.name, phone } = contactIn(values['contact'] ?? '');
  const named = parts.policy.regions.get(region);
  return [
    t('grievance:read.text', { text: values['text'] ?? '' }),
    t('grievance:read.kind', { kind: kindName(parts.categories, kind, language) }),
    t('grievance:read.place', {
      place: settlement ? settlementName(settlement, t) : named ? regionName(named, language) : region,
      where: where ?? own?.building ?? t('grievance:read.nowhere'),
    }),
    ...(photos > 0 ? [t('grievance:read.photos', { photos })] : []),
    t(`grievance:read.${settlement ? 'readers' : 'readers_of_region'}`, { unit: unitName(parts.policy.units, unit, t) }),
    t(name === undefined && phone === undefined ? 'grievance:read.nameless' : 'grievance:read.named', {
      name: [name, phone].filter(Boolean).join(' '),
    }),
    t('grievance:read.due', { due: dueWords(dueAt, at, t) }),
    t('grievance:read.other_way'),
  ].join('\n');
}
