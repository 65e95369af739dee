/**
 * `anjia reply`: one message as an argument for a person, or one a line with `--jsonl` for a program.
 */
import { defineCommand } from 'citty';
import { z } from 'zod';
import { type Assistant, createAssistant } from '../assistant.ts';
import { config } from '../config.ts';
import { addressed } from '../conversation/etiquette.ts';
import type { Citation, Reply } from '../conversation/reply.ts';
import type { Region } from '../knowledge/model.ts';
import { type Day, dayAt, parseDay } from '../shared/calendar.ts';
import { parseRegionId } from '../shared/ids.ts';
import { explain } from './explain.ts';
import { answerLines, idOf, type LineFault } from './lines.ts';
import { UsageError } from './usage.ts';

/** The command `reply`; it remembers nothing and writes nothing. */
export const reply = defineCommand({
  meta: { name: 'reply', description: 'Answers one message, or with --jsonl one a line; each a conversation of its own' },
  args: {
    text: { type: 'positional', required: false, description: 'The message' },
    region: { type: 'string', description: 'The region whose documents answer: guangxi, guizhou, chongqing, yuncheng' },
    on: { type: 'string', description: 'The day that the answer speaks for, as 2026-11-22' },
    language: { type: 'enum', options: ['zh-CN', 'en'], default: 'zh-CN', description: 'Language of the answer' },
    explain: { type: 'boolean', description: 'Show why' },
    jsonl: { type: 'boolean', description: 'Read one message a line from standard input, print one JSON object a line' },
  },
  async run({ args }) {
    const assistant = createAssistant();
    const today = dayAt(new Date());
    const t = assistant.wordbook.in('zh-CN');
    const { callPrefix } = config();
    if (args.jsonl) return answerLines(json => answerLine(json, assistant, today, callPrefix), t);

    const regionNames = [...assistant.policy.regions.keys()].join(' ');
    if (!args.text) throw new UsageError(t('commands:usage.text_missing'));
    const region = regionNamed(args.region ?? '', assistant);
    if (!region) throw new UsageError(t('commands:usage.region_unknown', { region: args.region ?? '', allowed: regionNames }));
    const on = args.on === undefined ? today : parseDay(args.on);
    if (!on) throw new UsageError(t('commands:usage.day_unknown', { day: args.on }));
    const result = assistant.respond({ region, text: args.text, on, language: args.language });
    console.log([result.text, result.note].filter(Boolean).join('\n'));
    if (args.explain) console.log(`\n${explain(result, assistant, region)}`);
  },
});

const messageLine = z.object({
  id: z.union([z.string(), z.number()]),
  region: z.string(),
  chat: z.enum(['private', 'group']),
  mentioned: z.boolean().default(false),
  text: z.string(),
  on: z.string().optional(),
});

function answerLine(json: unknown, assistant: Assistant, today: Day, callPrefix: string): object | LineFault {
  const id = idOf(json);
  const parsed = messageLine.safeParse(json);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || '{}';
    return { id, fault: { code: 'bad-field', params: { field } } };
  }
  const message = parsed.data;
  const region = regionNamed(message.region, assistant);
  if (!region) {
    const allowed = [...assistant.policy.regions.keys()].join(' ');
    return { id, fault: { code: 'unknown-region', params: { region: message.region, allowed } } };
  }
  const on = message.on === undefined ? today : parseDay(message.on);
  if (!on) return { id, fault: { code: 'bad-day', params: { day: message.on ?? '' } } };

  const chat = { id: '', kind: message.chat };
  const words = addressed({ chat, mentioned: message.mentioned, text: message.text }, callPrefix);
  if (words === undefined) return { id: message.id, action: 'silent', answer: '', citations: [], related: [] };
  return { id: message.id, ...replyLine(assistant.respond({ region, text: words, on, language: 'zh-CN' })) };
}

function regionNamed(name: string, { policy }: Assistant): Region | undefined {
  const id = parseRegionId(name);
  return id && policy.regions.get(id);
}

const replyLine = ({ action, text, note, citations, related }: Reply) => ({
  action,
  answer: [text, note].filter(Boolean).join('\n'),
  citations: citations.map(citationLine),
  related: related.map(citationLine),
});

const citationLine = ({ clause, status }: Citation) => ({
  clause: clause.id,
  label: clause.label,
  document: clause.document.title,
  status,
});
