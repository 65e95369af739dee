/**
 * What all pages have in common: the document around the content, and the hidden field of each form.
 */
import type { Child } from 'hono/jsx';

/** Addresses of the files that each page loads. */
export interface PageAssets {
  readonly style: string;
  readonly script: string;
}

interface FrameProps {
  readonly lang: string;
  readonly title: string;
  readonly large?: boolean;
  readonly assets: PageAssets;
  readonly children: Child;
}

/** A whole document; nothing in it comes from elsewhere. */
export const Frame = ({ lang, title, large = false, assets, children }: FrameProps) => (
  <html lang={lang} class={large ? 'large' : 'normal'}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={assets.style} />
      <script src={assets.script} defer></script>
    </head>
    <body>{children}</body>
  </html>
);

/** A component as the text of a page. */
export const asDocument = (page: { toString(): string }): string => `<!doctype html>${page.toString()}`;

/** Proves that a form comes from our page, and makes sending it twice one message. */
export const Token = ({ token }: { token: string }) => <input type="hidden" name="token" value={token} />;

/** Words with their language. */
export interface Label {
  readonly language: string;
  readonly words: string;
}

/** A label in each language, one after the other. */
export const Both = ({ labels }: { readonly labels: readonly Label[] }) => (
  <>
    {labels.map(({ language, words }, index) => (
      <span lang={language}>{index > 0 ? ` ${words}` : words}</span>
    ))}
  </>
);
