import { setTimeout as delay } from 'node:timers/promises';
import { session, type Session } from '../../../shared/contracts/index.ts';

export interface ApiAnswer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON. */
  body: { code?: number; error?: string; message?: string; data?: unknown; fields?: object };
  text: string;
}

export interface ApiRequest {
  body?: unknown;
  /** Sent as it is, with the content type that goes with it. */
  raw?: { bytes: string | Uint8Array<ArrayBuffer> | FormData; type?: string };
  token?: string | undefined;
  headers?: Record<string, string>;
}

/** Speaks to one server over real HTTP, and keeps cookies like a browser does. */
export class ApiClient {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  /** A copy as a thief would take it: the same cookies, and from here on its own. */
  clone(): ApiClient {
    const copy = new ApiClient(this.#url);
    for (const [name, value] of this.#cookies) copy.#cookies.set(name, value);
    return copy;
  }

  /** @param path Below `/api/v1`, or from the root where it starts with two slashes. */
  async send(method: string, path: string, request: ApiRequest = {}): Promise<ApiAnswer> {
    const headers = new Headers(request.headers);
    if (this.#cookies.size > 0) headers.set('cookie', this.#cookieHeader());
    if (request.token) headers.set('authorization', `Bearer ${request.token}`);
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    if (request.raw?.type) headers.set('content-type', request.raw.type);
    const url = path.startsWith('//') ? this.#url + path.slice(1) : `${this.#url}/api/v1${path}`;
    const response = await fetch(url, {
      method,
      headers,
      body:
        request.raw?.bytes ?? (request.body === undefined ? null : JSON.stringify(request.body)),
      redirect: 'manual',
    });
    this.#keepCookies(response.headers);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    // The shape is what the tests then check.
    const body = isJson && text !== '' ? (JSON.parse(text) as ApiAnswer['body']) : {};
    return { status: response.status, headers: response.headers, body, text };
  }

  /** @throws when the server does not answer with a session */
  async signIn(path: string, body: object): Promise<Session> {
    const answer = await this.send('POST', path, { body });
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return sessionOf(answer);
  }

  /** As a page does it: with the cookie that it cannot read and the token that it can. */
  refresh(): Promise<ApiAnswer> {
    return this.send('POST', '/auth/refresh', { headers: this.csrfHeaders() });
  }

  csrfHeaders(): Record<string, string> {
    const [, token = ''] =
      [...this.#cookies].find(([name]) => name.startsWith('parley_csrf')) ?? [];
    return { 'x-parley-csrf': token };
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=', 2);
      const expires = attributes.find((attribute) => attribute.startsWith('Expires='))?.slice(8);
      const isOver = expires !== undefined && Date.parse(expires) <= Date.now();
      if (isOver) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

export function sessionOf(answer: ApiAnswer): Session {
  return session.parse(answer.body.data);
}

export const PASSWORD = 'a long pass phrase';
let people = 0;

/** Somebody new, who signs in the way of the desktop app unless told otherwise. */
export function newPerson(details: object = {}) {
  people += 1;
  return {
    email: `person${people}@example.org`,
    password: PASSWORD,
    displayName: `Person ${people}`,
    client: 'desktop',
    ...details,
  };
}

/** Waits for a condition instead of for a time. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  limitMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${limitMs} ms`);
    await delay(50);
  }
}
