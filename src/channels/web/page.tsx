/**
 * The chat page: who answers for where, the conversation, what can be pressed next, and the place to ask.
 */
import { Ask, Next, SendFile } from './ask.tsx';
import { asDocument, Frame, Token } from './frame.tsx';
import { Log, labelled } from './log.tsx';
import type { WebExchange } from './port.ts';
import type { Part, View } from './view.ts';

/**
 * The page as HTML.
 * @param exchanges oldest first; one more than `shown` lets the first one shown say which button was pressed
 */
export function chatPage(view: View, exchanges: readonly WebExchange[], shown: number): string {
  const part: Part = { ...view, t: view.wordbook.in(view.language) };
  const { t, language, large, assets } = part;
  const said = labelled(exchanges, part);
  return asDocument(
    <Frame lang={language} title={t('web:title')} large={large} assets={assets}>
      <a class="skip" href="#text">
        {t('web:skip')}
      </a>
      <Top {...part} />
      <main>
        <Log exchanges={said.slice(-shown)} {...part} />
        <Next exchanges={said} {...part} />
        <Ask {...part} />
        <SendFile {...part} />
        <p id="status" role="status"></p>
      </main>
      <footer id="foot" data-part>
        <p>{t('web:footer')}</p>
      </footer>
    </Frame>,
  );
}

/** The name, the size of letters, the language, and the region with a way to change it. */
const Top = ({ t, token, region, language, large }: Part) => (
  <header id="top" data-part>
    <h1>{t('web:title')}</h1>
    <div class="tools">
      <form method="post" action="/letters">
        <Token token={token} />
        <button type="submit" id="letters" name="letters" value={large ? 'normal' : 'large'}>
          {t(large ? 'web:letters.smaller' : 'web:letters.larger')}
        </button>
      </form>
      <form method="post" action="/">
        <Token token={token} />
        <button
          type="submit"
          id="language"
          name="choice"
          value={language === 'en' ? 'chinese' : 'english'}
          lang={language === 'en' ? 'zh-CN' : 'en'}
        >
          {t('web:other_language')}
        </button>
      </form>
    </div>
    {region && (
      <form method="post" action="/" class="region">
        <Token token={token} />
        <p>{t('web:region.is', { region: region.name[language] })}</p>
        <button type="submit" id="change-region" name="choice" value="change_region">
          {t('web:region.change')}
        </button>
      </form>
    )}
  </header>
);
