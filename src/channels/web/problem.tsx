/**
 * The page that says what is wrong and what to do: in Chinese and English at once, since it is shown before anything is known of the reader.
 */
import type { Problem, ProblemPage, Unsent } from '../../http/index.ts';
import type { Wordbook } from '../../language/i18n.ts';
import { asDocument, Both, type Label, type PageAssets } from './frame.tsx';
import { Home, inEach, TwoTongues } from './two-tongues.tsx';

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

const ProblemDocument = ({ wordbook, assets, problem, unsent }: ProblemProps) => (
  <TwoTongues wordbook={wordbook} assets={assets} says={`web:problem.${problem}`}>
    {unsent && <Again unsent={unsent} labels={inEach(wordbook, 'web:problem.again')} />}
    <Home wordbook={wordbook} />
  </TwoTongues>
);

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
