/**
 * `anjia grievance classify`: which kind one report is of, for a person, or one a line with `--jsonl` for a program.
 */
import { defineCommand } from 'citty';
import { z } from 'zod';
import { folders } from '../../config.ts';
import type { Suggestion } from '../../grievance/service.ts';
import { type CategoryId, loadCategories } from '../../knowledge/categories.ts';
import { loadWordbook, type Translate } from '../../language/i18n.ts';
import { faultless } from '../../rules.ts';
import { parseRegionId, type RegionId } from '../../shared/ids.ts';
import { shipped } from '../../shipped.ts';
import { answerLines, idOf, type LineFault } from '../lines.ts';
import { UsageError } from '../usage.ts';

type Suggest = (text: string) => Suggestion;

/** The command `grievance classify`; it remembers nothing and writes nothing. */
export const classify = defineCommand({
  meta: { name: 'classify', description: 'Tells which kind of grievance a report is, and whether somebody is in danger now' },
  args: {
    text: { type: 'positional', required: false, description: 'The report' },
    language: { type: 'enum', options: ['zh-CN', 'en'], default: 'zh-CN', description: 'Language of the answer' },
    jsonl: { type: 'boolean', description: 'Read one report a line from standard input, print one JSON object a line' },
  },
  async run({ args }) {
    const wordbook = loadWordbook(folders.locales);
    const suggest = shipped.suggest();
    if (args.jsonl) {
      const { regions } = shipped.policy();
      return answerLines(json => answerLine(json, suggest, regions), wordbook.in('zh-CN'));
    }
    if (!args.text?.trim()) throw new UsageError(wordbook.in('zh-CN')('commands:usage.report_missing'));
    console.log(inWords(suggest(args.text), wordbook.in(args.language), args.language === 'en' ? 'en' : 'zh'));
  },
});

const reportLine = z.object({ id: z.union([z.string(), z.number()]), region: z.string(), text: z.string() });

function answerLine(json: unknown, suggest: Suggest, regions: ReadonlyMap<RegionId, unknown>): object | LineFault {
  const parsed = reportLine.safeParse(json);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || '{}';
    return { id: idOf(json), fault: { code: 'bad-field', params: { field } } };
  }
  const { id, region, text } = parsed.data;
  const known = parseRegionId(region);
  if (!known || !regions.has(known))
    return { id, fault: { code: 'unknown-region', params: { region, allowed: [...regions.keys()].join(' ') } } };
  const { kind, alternatives, danger } = suggest(text);
  return { id, category: kind, alternatives, danger };
}

function inWords({ kind, alternatives, danger }: Suggestion, t: Translate, language: 'zh' | 'en'): string {
  const categories = faultless(loadCategories(folders.knowledge));
  const named = (id: string) => `${categories.get(id as CategoryId)?.name[language] ?? id} (${id})`;
  return [
    t('commands:classify.kind', { kind: named(kind) }),
    ...(alternatives.length > 0
      ? [t('commands:classify.alternatives', { list: alternatives.map(named).join(language === 'zh' ? '、' : ', ') })]
      : []),
    t(`commands:classify.danger.${danger}`),
  ].join('\n');
}
