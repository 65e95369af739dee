/**
 * What every part of the page is given.
 */
import type { Language, Translate, Wordbook } from '../../language/i18n.ts';
import type { PageAssets } from './frame.tsx';
import type { WebRegion } from './port.ts';

/** All that the page shows besides the conversation. */
export interface View {
  readonly wordbook: Wordbook;
  readonly language: Language;
  readonly region: WebRegion | undefined;
  readonly regions: readonly WebRegion[];
  readonly assets: PageAssets;
  readonly token: string;
  readonly large: boolean;
}

/** The same, with the words of its language. */
export interface Part extends View {
  readonly t: Translate;
}
