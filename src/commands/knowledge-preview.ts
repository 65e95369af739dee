/**
 * `anjia knowledge preview`: what schemes say on another day: their figures then, and the cases that come out otherwise than today.
 */
import { defineCommand } from 'citty';
import { folders } from '../config.ts';
import { decide, NoFigureError } from '../eligibility/index.ts';
import { type Case, figureOn, isDuring, type Scheme } from '../knowledge/schemes/model.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { loadRules } from '../rules.ts';
import { type Day, dayAt, parseDay } from '../shared/calendar.ts';
import { parseSchemeId } from '../shared/ids.ts';
import { UsageError } from './usage.ts';

/** The command `knowledge preview`. */
export const knowledgePreview = defineCommand({
  meta: { name: 'preview', description: 'Shows the figures of schemes on a day, and which cases come out otherwise than today' },
  args: {
    scheme: { type: 'positional', required: false, description: 'One scheme alone, as guangxi.temporary-dibao' },
    on: { type: 'string', required: true, description: 'The day, as 2027-01-01' },
    folder: { type: 'string', default: folders.knowledge, description: 'The knowledge to look at' },
  },
  run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const on = parseDay(args.on);
    if (!on) throw new UsageError(t('commands:usage.day_unknown', { day: args.on }));
    const { schemes } = loadRules(args.folder);
    const one = args.scheme === undefined ? undefined : schemes.get(parseSchemeId(args.scheme)!);
    if (args.scheme !== undefined && !one) throw new UsageError(t('commands:usage.scheme_unknown', { scheme: args.scheme }));
    const today = dayAt(new Date());
    console.log(t('commands:preview.title', { on, today }));
    const changed = (one ? [one] : [...schemes.values()]).map(scheme => show(scheme, on, today, t));
    const total = changed.reduce((sum, cases) => sum + cases, 0);
    console.log(total === 0 ? t('commands:preview.same') : t('commands:preview.changed', { total }));
  },
});

/** @returns how many cases come out differently */
function show(scheme: Scheme, on: Day, today: Day, t: Translate): number {
  const { id, name, period, parameters, cases } = scheme;
  console.log(t('commands:preview.scheme', { id, name: name.zh }));
  if (period && !isDuring(period, on)) console.log(t('commands:preview.lapsed'));
  for (const parameter of parameters.values()) {
    const figure = figureOn(parameter, on);
    const before = figureOn(parameter, today);
    if (!figure) console.log(t('commands:preview.no_figure', { name: parameter.id }));
    else {
      const said = {
        name: parameter.id,
        called: figure.called.zh,
        words: figure.words,
        relation: figure.relation,
        unit: parameter.unit,
        before: before ? `${before.relation} ${before.called.zh}` : '',
      };
      console.log(t(before && before !== figure ? 'commands:preview.figure_changed' : 'commands:preview.figure', said));
    }
  }
  const undated = cases.filter(one => one.on === undefined);
  const differing = undated.flatMap(one => {
    const [before, after] = [resultOf(scheme, one, today), resultOf(scheme, one, on)];
    return before === after ? [] : [{ sentence: one.sentence, before, after }];
  });
  for (const one of differing) console.log(t('commands:preview.case_changed', one));
  return differing.length;
}

function resultOf(scheme: Scheme, { facts }: Case, on: Day): string {
  try {
    const { outcome, determination } = decide(scheme, facts, on);
    return [outcome, determination?.id].filter(Boolean).join(' ');
  } catch (error) {
    if (!(error instanceof NoFigureError)) throw error;
    return error.parameter;
  }
}
