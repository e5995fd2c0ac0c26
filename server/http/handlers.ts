import type { z } from 'zod';
import type { RouteContract, routes } from '../../shared/contracts/index.ts';
import type { AuthenticatedUser, IssuedSession } from '../accounts/index.ts';

type ParsedPart<C, Name extends string> =
  C extends Record<Name, infer S extends z.ZodType> ? z.output<S> : undefined;

interface Users {
  none: null;
  optional: AuthenticatedUser | null;
  user: AuthenticatedUser;
  admin: AuthenticatedUser;
  refresh: null;
}

/** How a refresh token came: what arrives in a cookie has passed the CSRF check, and is answered by cookie. */
export interface RefreshCredential {
  token: string;
  source: 'cookie' | 'body';
}

/** One request, parsed by its contract. */
export interface Call<C extends RouteContract> {
  params: ParsedPart<C, 'params'>;
  query: ParsedPart<C, 'query'>;
  body: ParsedPart<C, 'body'>;
  /** The uploaded file, for routes that take one. */
  upload: C extends { upload: object } ? Buffer : undefined;
  user: Users[C['auth']];
  /** Only for routes whose `auth` is `refresh`; null when the request brought no token. */
  credential: C['auth'] extends 'refresh' ? RefreshCredential | null : null;
  /** Of the client, seen through the trusted proxies. */
  address: string;
  /** What the answer does to the browser's session. */
  cookies: {
    set(session: IssuedSession): { csrfToken: string };
    clear(): void;
  };
}

/** The answer of routes that `produce` something else than JSON. */
export interface Bytes {
  bytes: Buffer;
  /** Changes with the bytes. */
  version: string;
  /** The address asked for says this very version: it may be cached for good. */
  isNamedByUrl: boolean;
}

type Answer<C> = C extends { response: infer S extends z.ZodType } ? z.input<S> : Bytes;

export type Handler<C extends RouteContract> = (call: Call<C>) => Promise<Answer<C>>;

/** Total: a route without a handler does not compile. */
export type HandlersOf<R extends Record<string, RouteContract>> = { [N in keyof R]: Handler<R[N]> };
export type Handlers = HandlersOf<typeof routes>;
