/**
 * Why a message was answered as it was: what was read, what it was taken to want, and what the ranked targets matched.
 */

import type { Assistant } from '../assistant.ts';
import type { Reply } from '../conversation/reply.ts';
import type { Region } from '../knowledge/model.ts';
import { targetId } from '../knowledge/search/target.ts';

const SHOWN = 5;

/** Several lines for a person who works on the knowledge. */
export function explain({ why, forms }: Reply, { wordbook, finder }: Assistant, region: Region): string {
  const t = wordbook.in('zh-CN');
  const { reading, intents, judgement } = why;
  const chances = Object.entries(intents)
    .sort(([, a], [, b]) => b - a)
    .map(([intent, chance]) => `${intent} ${percent(chance)}`);
  const lines = [
    t('commands:explain.reading', { text: reading.text, standard: reading.standard, words: reading.words.join(' ') }),
    t('commands:explain.intents', { list: chances.join(', ') }),
  ];
  if (forms.length > 0) lines.push(t('commands:explain.forms', { list: forms.join(' ') }));
  if (!judgement) return lines.join('\n');

  const { finding } = judgement;
  const evidence = Object.entries(finding.evidence).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  lines.push(t('commands:explain.sure', { sure: percent(finding.sure), evidence: evidence.join(', ') }));
  for (const ranked of finding.ranked.slice(0, SHOWN)) {
    const closest = finder.closest(region.id, reading, ranked);
    const matched = finder
      .matched(region.id, reading, ranked)
      .slice(0, 8)
      .map(({ feature }) => feature.slice(2));
    const signals = Object.entries(ranked.signals).map(([name, value]) => `${name} ${value.toFixed(2)}`);
    lines.push(
      t('commands:explain.target', {
        id: targetId(ranked.target),
        score: ranked.score.toFixed(3),
        signals: signals.join(', '),
        closest: `${closest.ask} ${closest.likeness.toFixed(2)}`,
        matched: matched.join(' '),
      }),
    );
  }
  return lines.join('\n');
}

const percent = (share: number): string => `${(100 * share).toFixed(0)}%`;
