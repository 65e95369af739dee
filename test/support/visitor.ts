/**
 * A browser without scripts, as far as the server can tell: keeps cookies, sends back the token of the last page.
 */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export class Visitor {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  token = '';

  constructor(url: string) {
    this.#url = url;
  }

  async get(path = '/', headers: Record<string, string> = {}): Promise<Reply> {
    return this.#request(path, { headers });
  }

  /** Sends a form with the token of the last page, unless the fields name another one. */
  async send(fields: Record<string, string>, headers: Record<string, string> = {}, path = '/'): Promise<Reply> {
    const body = new URLSearchParams({ token: this.token, ...fields });
    return this.#request(path, { method: 'POST', body, headers });
  }

  /** Sends a form with a file, as the page does. */
  async sendFile(
    bytes: Uint8Array,
    name: string,
    fields: Record<string, string> = {},
    path = '/',
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const body = new FormData();
    for (const [field, value] of Object.entries({ token: this.token, ...fields })) body.append(field, value);
    body.append('file', new File([new Uint8Array(bytes)], name));
    return this.#request(path, { method: 'POST', body, headers });
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #request(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Reply> {
    const headers = { ...(this.#cookies.size > 0 ? { cookie: this.cookie } : {}), ...init.headers };
    const response = await fetch(new URL(path, this.#url), { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name) this.#cookies.set(name, value ?? '');
    }
    const text = await response.text();
    this.token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? this.token;
    return { status: response.status, headers: response.headers, text };
  }
}
