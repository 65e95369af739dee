/**
 * A page in each language of the wordbook at once, for where nothing is known of the reader: what is the matter, and what to do.
 */
import type { Child } from 'hono/jsx';
import { LANGUAGES, type Wordbook } from '../../language/i18n.ts';
import { Both, Frame, type Label, type PageAssets } from './frame.tsx';

/** Words in each language. */
export const inEach = (wordbook: Wordbook, key: string): readonly Label[] =>
  LANGUAGES.map(language => ({ language, words: wordbook.in(language)(key) }));

interface Props {
  readonly wordbook: Wordbook;
  readonly assets: PageAssets;
  /** The key of what is said. */
  readonly says: string;
  /** What to do. */
  readonly children: Child;
}

export const TwoTongues = ({ wordbook, assets, says, children }: Props) => {
  const title = inEach(wordbook, 'web:title')[0]!;
  return (
    <Frame lang={title.language} title={title.words} assets={assets}>
      <header>
        <h1>{title.words}</h1>
      </header>
      <main>
        {inEach(wordbook, says).map(({ language, words }) => (
          <p class="problem" lang={language}>
            {words}
          </p>
        ))}
        {children}
      </main>
    </Frame>
  );
};

/** The way to the chat page. */
export const Home = ({ wordbook }: Pick<Props, 'wordbook'>) => (
  <p>
    <a class="button" href="/">
      <Both labels={inEach(wordbook, 'web:problem.home')} />
    </a>
  </p>
);
