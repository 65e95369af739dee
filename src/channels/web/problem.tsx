/**
 * The page that says what is wrong and what to do: in Chinese and English at once, since it is shown before anything is known of the reader.
 */
import type { Problem, ProblemPage, Unsent } from '../../http/index.ts';
import { LANGUAGES, type Wordbook } from '../../language/i18n.ts';
import { asDocument, Both, Frame, type Label, type PageAssets } from './frame.tsx';

/** Words for every `Problem`, in each language of the wordbook; a form that was not handled can be sent again from it. */
export function problemPage(wordbook: Wordbook, assets: PageAssets): ProblemPage {
  return (problem, unsent) => asDocument(<ProblemDocument {...{ wordbook, assets, problem, unsent }} />);
}

interface ProblemProps {
  readonly wordbook: Wordbook;
  readonly assets: PageAssets;
  readonly problem: Problem;
  readonly unsent: Unsent | undefined;
}

const ProblemDocument = ({ wordbook, assets, problem, unsent }: ProblemProps) => {
  const inEach = (key: string) => LANGUAGES.map(language => ({ language, words: wordbook.in(language)(key) }));
  const title = inEach('web:title')[0]!;
  return (
    <Frame lang={title.language} title={title.words} assets={assets}>
      <header>
        <h1>{title.words}</h1>
      </header>
      <main>
        {inEach(`web:problem.${problem}`).map(({ language, words }) => (
          <p class="problem" lang={language}>
            {words}
          </p>
        ))}
        {unsent && <Again unsent={unsent} labels={inEach('web:problem.again')} />}
        <p>
          <a class="button" href="/">
            <Both labels={inEach('web:problem.home')} />
          </a>
        </p>
      </main>
    </Frame>
  );
};

/** Sends the same form again; its token makes sure that it is one message all the same. */
const Again = ({ unsent, labels }: { readonly unsent: Unsent; readonly labels: readonly Label[] }) => (
  <form method="post" action={unsent.path}>
    {unsent.form.has('text') && <blockquote dir="auto">{unsent.form.get('text')}</blockquote>}
    {[...unsent.form].map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class="send">
      <Both labels={labels} />
    </button>
  </form>
);
