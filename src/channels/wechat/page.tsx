/**
 * The page on which administrators see how the account is, and scan the code for its login. It works without scripts and looks again by itself;
 * to anybody else it is not there.
 */
import type { Route } from '../../http/index.ts';
import type { Language, Translate, Wordbook } from '../../language/i18n.ts';
import type { AccountState } from '../../message/channel.ts';
import { Code } from './qr.tsx';

/** How the account is, and what of its budget is used. */
export interface AccountView {
  /** Nothing where it was never connected. */
  readonly state?: AccountState | undefined;
  readonly since?: Date | undefined;
  readonly used: { readonly minute: number; readonly day: number };
  readonly most: { readonly minute: number; readonly day: number };
  readonly waiting: number;
  readonly failed: number;
}

/** What the page is made of. */
export interface WechatPageParts {
  readonly wordbook: Wordbook;
  /** The stylesheet's address. */
  readonly style: string;
  /** In which language an administrator's browser is spoken to; nothing for any other browser. */
  readonly adminAt: (session: string) => Promise<Language | undefined>;
  readonly look: () => Promise<AccountView>;
  /** An instant as people read it. */
  readonly instant: (instant: Date, t: Translate) => string;
}

/** Seconds between two looks. */
const LOOK_EVERY = 10;

/** Makes the page's route. */
export const wechatPage = ({ wordbook, style, adminAt, look, instant }: WechatPageParts): Route => ({
  method: 'GET',
  path: '/wechat',
  async handle({ session }) {
    const language = await adminAt(session);
    if (!language) return { kind: 'problem', problem: 'not_found' };
    const t = wordbook.in(language);
    return { kind: 'page', html: asDocument(<Page {...{ t, language, style, instant }} {...(await look())} />) };
  },
});

const asDocument = (page: { toString(): string }): string => `<!doctype html>${page.toString()}`;

interface PageProps extends AccountView {
  readonly t: Translate;
  readonly language: Language;
  readonly style: string;
  readonly instant: WechatPageParts['instant'];
}

const Page = ({ t, language, style, instant, state, since, used, most, waiting, failed }: PageProps) => (
  <html lang={language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="refresh" content={String(LOOK_EVERY)} />
      <title>{t('account:page.title')}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={style} />
    </head>
    <body>
      <header>
        <h1>{t('account:page.title')}</h1>
      </header>
      <main>
        <p role="status">{stateWords(state, t, instant)}</p>
        {since && <p>{t('account:page.since', { since: instant(since, t) })}</p>}
        {state?.kind === 'offline' && <Login login={state.login} t={t} />}
        <h2>{t('account:page.budget')}</h2>
        <p>{t('account:page.minute', { used: used.minute, most: most.minute })}</p>
        <p>{t('account:page.day', { used: used.day, most: most.day })}</p>
        <p>{t('account:page.waiting', { waiting, failed })}</p>
        <p>
          <a class="button" href="/">
            {t('account:page.home')}
          </a>
        </p>
      </main>
    </body>
  </html>
);

const Login = ({ login, t }: { readonly login: string | undefined; readonly t: Translate }) =>
  login === undefined ? (
    <p>{t('account:page.waits')}</p>
  ) : (
    <>
      <p>{t('account:page.scan')}</p>
      <Code text={login} label={t('account:page.scan')} />
    </>
  );

function stateWords(state: AccountState | undefined, t: Translate, instant: WechatPageParts['instant']): string {
  const until = state?.kind === 'limited' ? instant(state.until, t) : '';
  return t(`account:page.state.${state?.kind ?? 'unknown'}`, { until });
}
