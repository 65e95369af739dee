/**
 * Where a link with a pass arrives: a page with a button. Opening it uses nothing up, since platforms fetch links to show what is behind them.
 */
import type { Wordbook } from '../../language/i18n.ts';
import { asDocument, Both, type PageAssets, Token } from './frame.tsx';
import { Home, inEach, TwoTongues } from './two-tongues.tsx';

/** The address that links with a pass lead to: `/in?pass=…`. */
export const ENTRY = '/in';

/** Whether a text may be a pass at all. */
export const isPass = (text: string | undefined): text is string => text !== undefined && /^[\w-]{1,64}$/.test(text);

interface EntryProps {
  readonly wordbook: Wordbook;
  readonly assets: PageAssets;
  readonly token: string;
  /** Nothing where the link is damaged. */
  readonly pass: string | undefined;
}

/** The page, in each language of the wordbook: nothing is known of the reader yet. */
export const entryPage = (props: EntryProps): string => asDocument(<Entry {...props} />);

const Entry = ({ wordbook, assets, token, pass }: EntryProps) => (
  <TwoTongues wordbook={wordbook} assets={assets} says={pass === undefined ? 'web:entry.damaged' : 'web:entry.what'}>
    {pass === undefined ? (
      <Home wordbook={wordbook} />
    ) : (
      <form method="post" action={ENTRY}>
        <Token token={token} />
        <input type="hidden" name="pass" value={pass} />
        <button type="submit" class="send">
          <Both labels={inEach(wordbook, 'web:entry.go')} />
        </button>
      </form>
    )}
  </TwoTongues>
);
