/**
 * What a person can do next: press one of the choices, choose the region, take an example, or ask in their own words.
 */

import type { Choice } from '../../message/index.ts';
import { LONGEST_TEXT } from './decode.ts';
import { Token } from './frame.tsx';
import type { Labelled } from './log.tsx';
import type { Part } from './view.ts';

/** Questions to begin with; their words are in the locales. */
const EXAMPLES = ['dibao', 'school', 'land', 'work', 'medical'] as const;

/** The buttons below the conversation, where there are any. */
export function Next({ exchanges, ...part }: Part & { readonly exchanges: readonly Labelled[] }) {
  const { t, region, regions, language } = part;
  const choices = offeredIn(exchanges);
  const choosesRegion = choices.some(({ id }) => id.startsWith('region='));
  if (choices.length > 0) return <Choices title={t('web:choices')} choices={choices} emphasis={choosesRegion} {...part} />;
  if (!region) {
    const offered = regions.map(({ id, name }): Choice => ({ id: `region=${id}`, label: name[language] }));
    return <Choices title={t('web:region.ask')} choices={offered} emphasis {...part} />;
  }
  return exchanges.every(({ setting }) => setting) ? <Examples {...part} /> : <div id="next" data-part></div>;
}

/** What the last answer offers, and what came of itself since. */
function offeredIn(exchanges: readonly Labelled[]): readonly Choice[] {
  const last = exchanges.findLastIndex(({ said }) => said !== undefined);
  const answer = exchanges[last]?.outgoing.findLast(({ choices = [] }) => choices.length > 0)?.choices ?? [];
  const since = exchanges.slice(last + 1).flatMap(({ outgoing }) => outgoing.flatMap(({ choices = [] }) => choices));
  return [...answer, ...since];
}

interface ChoicesProps extends Part {
  readonly title: string;
  readonly choices: readonly Choice[];
  /** Whether they are all that matters now: each takes a line of its own. */
  readonly emphasis: boolean;
}

const Choices = ({ title, choices, emphasis, token }: ChoicesProps) => (
  <form id="next" data-part method="post" action="/" class={emphasis ? 'choices broad' : 'choices'}>
    <h2>{title}</h2>
    <Token token={token} />
    {choices.map(({ id, label, url }) =>
      url === undefined ? (
        <button type="submit" name="choice" value={id}>
          {label}
        </button>
      ) : (
        <a class="button" href={url} rel="noreferrer">
          {label}
        </a>
      ),
    )}
  </form>
);

/** Asked in Chinese whatever the page's language: so people ask, and so the documents are found. */
const Examples = ({ t, token, wordbook }: Part) => (
  <form id="next" data-part method="post" action="/" class="choices broad">
    <h2>{t('web:examples.title')}</h2>
    <Token token={token} />
    {EXAMPLES.map(example => (
      <button type="submit" name="text" value={wordbook.in('zh-CN')(`web:examples.${example}`)}>
        {t(`web:examples.${example}`)}
      </button>
    ))}
  </form>
);

/** The place for words of one's own. The sentences in `data-` are for the script. */
export const Ask = ({ t, token }: Part) => (
  <form id="ask" data-part method="post" action="/" data-working={t('web:ask.working')} data-failed={t('web:ask.failed')}>
    <h2>
      <label for="text">{t('web:ask.label')}</label>
    </h2>
    <p id="hint">{t('web:ask.hint')}</p>
    <Token token={token} />
    <textarea id="text" name="text" rows={2} maxlength={LONGEST_TEXT} aria-describedby="hint" required></textarea>
    <button type="submit" id="send" class="send">
      {t('web:ask.send')}
    </button>
  </form>
);

/** The place for a photo or a table: it works without the script, which leaves it alone. */
export const SendFile = ({ t, token }: Part) => (
  <form id="send-file" data-part method="post" action="/" enctype="multipart/form-data">
    <h2>
      <label for="file">{t('web:file.label')}</label>
    </h2>
    <p id="file-hint">{t('web:file.hint')}</p>
    <Token token={token} />
    <input
      type="file"
      id="file"
      name="file"
      accept="image/jpeg,image/png,image/webp,.xlsx,.xls,.csv"
      aria-describedby="file-hint"
      required
    />
    <button type="submit" id="send-file-button">
      {t('web:file.send')}
    </button>
  </form>
);
