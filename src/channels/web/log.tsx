/**
 * The conversation so far.
 */
import type { Outgoing } from '../../message/index.ts';
import type { WebExchange } from './port.ts';
import type { Part } from './view.ts';

/** Where a file that was offered is had. */
export const FILE_PATH = '/file';

/** An exchange with what the person said as they saw it: the label of the button that they pressed, or their own words. */
export interface Labelled extends WebExchange {
  readonly said: string | undefined;
  /** Whether the person only pressed a button of the page's own: region, language. */
  readonly setting: boolean;
}

/** Gives each message that came from a button the label of that button. */
export function labelled(exchanges: readonly WebExchange[], { t, regions, language }: Part): readonly Labelled[] {
  const settings = new Map<string, string>([
    ...regions.map(({ id, name }) => [`region=${id}`, name[language]] as const),
    ...(['english', 'chinese', 'change_region'] as const).map(id => [id, t(`web:said.${id}`)] as const),
  ]);
  const labels = new Map(settings);
  return exchanges.map(exchange => {
    const { text } = exchange;
    const said = text === undefined ? undefined : (labels.get(text) ?? (BUTTON.test(text) ? t('web:said.button') : text));
    for (const { choices = [] } of exchange.outgoing) for (const { id, label } of choices) labels.set(id, label);
    return { ...exchange, said, setting: text !== undefined && settings.has(text) };
  });
}

/** A button whose message is not on the page any more. */
const BUTTON = /^[a-z_]+=\S+$/;

/** What was said and heard, oldest first. */
export const Log = ({ exchanges, ...part }: Part & { readonly exchanges: readonly Labelled[] }) => (
  <section id="log" role="log" aria-live="polite" aria-label={part.t('web:log')}>
    {exchanges.map((exchange, index) => (
      <Exchange exchange={exchange} latest={index === exchanges.length - 1} {...part} />
    ))}
  </section>
);

const Exchange = ({ exchange, latest, ...part }: Part & { readonly exchange: Labelled; readonly latest: boolean }) => (
  <article id={exchange.id}>
    {exchange.said !== undefined && (
      <h2 class="said" {...(latest ? { id: 'latest' } : {})}>
        <span class="who">{part.t('web:you')}</span>
        <span class="own" dir="auto">
          {exchange.said}
        </span>
      </h2>
    )}
    <div class="heard" tabindex={-1} {...(latest && exchange.said === undefined ? { id: 'latest' } : {})}>
      <p class="who">{part.t('web:title')}</p>
      {exchange.outgoing.length === 0 && <p>{part.t('web:waiting')}</p>}
      {exchange.outgoing.map((outgoing, place) => (
        <Heard {...outgoing} of={`${exchange.id}.${place}`} {...part} />
      ))}
      {exchange.outgoing.length > 0 && (
        <button type="button" class="speak" hidden data-speak={part.t('web:speak')} data-stop={part.t('web:stop')}>
          {part.t('web:speak')}
        </button>
      )}
    </div>
  </article>
);

const Heard = ({ text, note, file, of, language, t }: Outgoing & Pick<Part, 'language' | 't'> & { readonly of: string }) => (
  <>
    <div class="words">
      <Lines text={text} language={language} />
    </div>
    {note && (
      <div class="note">
        <Lines text={note} language={language} />
      </div>
    )}
    {file && (
      <p class="file">
        <a href={`${FILE_PATH}?of=${of}`} download={file.name}>
          {t('web:file.get', { name: file.name })}
        </a>
      </p>
    )}
  </>
);

/** A paragraph for each line. On a page in another language, Chinese lines say so, so that they are read aloud as such. */
const Lines = ({ text, language }: { readonly text: string } & Pick<Part, 'language'>) => (
  <>
    {text
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => (
        <p {...(language !== 'zh-CN' && /\p{Script=Han}/u.test(line) ? { lang: 'zh-CN' } : {})}>{line}</p>
      ))}
  </>
);
