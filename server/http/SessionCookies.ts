import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfCookieName } from '../../shared/domain/csrfCookie.ts';
import { AppError } from '../../shared/errors.ts';
import type { IssuedSession } from '../accounts/index.ts';
import { CSRF_HEADER, isOwnOrigin, type CsrfTokens } from './csrf.ts';

const REFRESH_PATH = '/api/v1/auth';
const REFRESH_NAME = /^(__Secure-)?parley_refresh(_\d+)?$/;

export interface SessionCookiesOptions {
  csrf: CsrfTokens;
  /** Where people open Parley. Asked at each request: with port 0 it is known only once the server listens. */
  publicUrl: () => string;
}

/**
 * The session of a browser: a refresh token that no script can read, and a CSRF token that only our pages can.
 * The refresh cookie is `<family id>.<refresh token>`.
 */
export class SessionCookies {
  readonly #options: SessionCookiesOptions;

  constructor(options: SessionCookiesOptions) {
    this.#options = options;
  }

  /**
   * @returns null where there is no cookie
   * @throws AppError `csrf_failed` when it was not one of our pages that sent it
   */
  read(request: FastifyRequest): string | null {
    const { origin, host } = request.headers;
    if (!isOwnOrigin(origin, host, this.#options.publicUrl())) {
      // By its port a foreign page would only be told that there is no session.
      if (Object.keys(request.cookies).some((name) => REFRESH_NAME.test(name))) throw csrfFailed();
      return null;
    }
    const value = request.cookies[this.#refreshName(request)];
    const [, familyId, token] = /^([0-9a-f-]{36})\.([\w-]{1,512})$/.exec(value ?? '') ?? [];
    if (familyId === undefined || token === undefined) return null;
    const header = request.headers[CSRF_HEADER];
    if (typeof header !== 'string' || !this.#options.csrf.matches(familyId, header)) {
      throw csrfFailed();
    }
    return token;
  }

  set(request: FastifyRequest, reply: FastifyReply, session: IssuedSession): { csrfToken: string } {
    const csrfToken = this.#options.csrf.of(session.familyId);
    const expires = session.refreshTokenExpiresAt;
    const { refresh, csrf } = this.#attributes();
    reply.setCookie(this.#refreshName(request), `${session.familyId}.${session.refreshToken}`, {
      ...refresh,
      expires,
    });
    reply.setCookie(csrfCookieName(portOfPage(request)), csrfToken, { ...csrf, expires });
    return { csrfToken };
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    const { refresh, csrf } = this.#attributes();
    reply.clearCookie(this.#refreshName(request), refresh);
    reply.clearCookie(csrfCookieName(portOfPage(request)), csrf);
  }

  #attributes(): { refresh: CookieSerializeOptions; csrf: CookieSerializeOptions } {
    const shared = { sameSite: 'strict', secure: this.#isSecure } as const;
    return {
      refresh: { ...shared, httpOnly: true, path: REFRESH_PATH },
      // The page reads it, wherever in Parley it is.
      csrf: { ...shared, httpOnly: false, path: '/' },
    };
  }

  get #isSecure(): boolean {
    return this.#options.publicUrl().startsWith('https:');
  }

  /** With `__Secure-`, no plain-HTTP page of the same host can plant one. */
  #refreshName(request: FastifyRequest): string {
    const port = portOfPage(request);
    const name = port === '' ? 'parley_refresh' : `parley_refresh_${port}`;
    return this.#isSecure ? `__Secure-${name}` : name;
  }
}

/** Browsers say with every POST where the page is; `Host` may have been rewritten by a proxy. */
function portOfPage({ headers: { origin, host } }: FastifyRequest): string {
  return URL.parse(origin ?? `http://${host}`)?.port ?? '';
}

function csrfFailed(): AppError {
  return new AppError('csrf_failed', 'This request did not come from Parley. Reload the page.');
}
