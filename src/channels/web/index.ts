/**
 * The chat page: what a browser sends becomes an `Incoming`, and the conversation so far a page that works without scripts. Who answers, and
 * what is kept, is handed in; sessions, limits and headers are the web server's.
 */
import { type Asset, loadAsset, type ProblemPage, type Route } from '../../http/index.ts';
import type { Channel } from '../../message/channel.ts';
import { decode, decodeEntry, WEB } from './decode.ts';
import { ENTRY, entryPage, isPass } from './entry.tsx';
import { FILE_PATH } from './log.tsx';
import { chatPage } from './page.tsx';
import type { WebChatParts, WebKey } from './port.ts';
import { problemPage } from './problem.tsx';
import { createUploads } from './uploads.ts';

export { ENTRY } from './entry.tsx';
export type { WebChatParts } from './port.ts';

/** What the web server is given to serve the chat page. */
export interface WebChat {
  readonly routes: readonly Route[];
  readonly assets: readonly Asset[];
  readonly problemPage: ProblemPage;
  /** The channel as what was uploaded is fetched from it. */
  readonly source: Pick<Channel, 'name' | 'account' | 'fetch'>;
}

/** So many exchanges stand on the page. */
const SHOWN = 20;
/** So far back a file that was offered can be had. */
const FILES_WITHIN = 200;
/** The largest file that is taken: a table; photos may have half of it. */
const LARGEST_FILE = 20 * 2 ** 20;

/** Makes the chat page: its routes, its files, and its page for what goes wrong. */
export function createWebChat({ wordbook, regions, clock, handle, history, settings }: WebChatParts): WebChat {
  const uploads = createUploads();
  const style = loadAsset(new URL('assets/chat.css', import.meta.url));
  const script = loadAsset(new URL('assets/chat.js', import.meta.url));
  const assets = { style: style.href, script: script.href };

  const show: Route = {
    method: 'GET',
    path: '/',
    async handle({ session, newToken, remembered }) {
      const key: WebKey = { ...WEB, chat: session, person: session };
      const [exchanges, settled] = await Promise.all([history(key, SHOWN + 1), settings(key)]);
      const language = settled?.language ?? 'zh-CN';
      const region = regions.find(({ id }) => id === settled?.region);
      const view = { wordbook, language, region, regions, assets, token: newToken(), large: remembered.get(LETTERS) === 'large' };
      return { kind: 'page', html: chatPage(view, exchanges, SHOWN) };
    },
  };
  const take: Route = {
    method: 'POST',
    path: '/',
    uploads: { maxBytes: LARGEST_FILE },
    async handle(visit) {
      const files = uploads.hold(visit.files);
      try {
        const incoming = decode(visit, clock.now(), files);
        if (incoming) await handle(incoming);
      } finally {
        uploads.drop(files);
      }
      return { kind: 'redirect', to: '/#latest' };
    },
  };
  /** A file that was offered to this browser, by the exchange that it stands in and its place there. */
  const give: Route = {
    method: 'GET',
    path: FILE_PATH,
    async handle({ session, query }) {
      const [id, place = ''] = (query.get('of') ?? '').split('.');
      const exchanges = await history({ ...WEB, chat: session, person: session }, FILES_WITHIN);
      const file = exchanges
        .find(exchange => exchange.id === id)
        ?.outgoing.at(/^\d{1,2}$/.test(place) ? Number(place) : 99)?.file;
      if (!file) return { kind: 'problem', problem: 'not_found' };
      return { kind: 'file', name: file.name, type: file.type, bytes: new Uint8Array(Buffer.from(file.content, 'base64')) };
    },
  };
  const resize: Route = {
    method: 'POST',
    path: '/letters',
    handle: ({ form }) => ({
      kind: 'redirect',
      to: '/#latest',
      remember: { [LETTERS]: form.get('letters') === 'large' ? 'large' : 'normal' },
    }),
  };
  const atTheDoor: Route = {
    method: 'GET',
    path: ENTRY,
    handle({ query, newToken }) {
      const pass = query.get('pass');
      return { kind: 'page', html: entryPage({ wordbook, assets, token: newToken(), pass: isPass(pass) ? pass : undefined }) };
    },
  };
  const comeIn: Route = {
    method: 'POST',
    path: ENTRY,
    async handle(visit) {
      const { session } = visit;
      const settled = await settings({ ...WEB, chat: session, person: session });
      const incoming = decodeEntry(visit, wordbook.in(settled?.language ?? 'zh-CN')('web:entry.said'), clock.now());
      if (incoming) await handle(incoming);
      return { kind: 'redirect', to: '/#latest' };
    },
  };
  const source = { name: WEB.channel, account: WEB.account, fetch: uploads.fetch };
  const routes = [show, take, give, resize, atTheDoor, comeIn];
  return { source, routes, assets: [style, script], problemPage: problemPage(wordbook, assets) };
}

/** The size of letters is the browser's own matter: it is remembered there. */
const LETTERS = 'letters';
