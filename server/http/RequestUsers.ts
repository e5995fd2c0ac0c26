import type { FastifyRequest } from 'fastify';
import type { RouteAuth } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { AuthenticatedUser } from '../accounts/index.ts';

/** Who sends each request. Found out before the body is read: strangers cost no upload. */
export class RequestUsers {
  readonly #authenticate: (accessToken: string) => Promise<AuthenticatedUser>;
  readonly #users = new WeakMap<FastifyRequest, AuthenticatedUser>();

  constructor(authenticate: (accessToken: string) => Promise<AuthenticatedUser>) {
    this.#authenticate = authenticate;
  }

  /** @throws AppError `unauthenticated`, `token_expired`, `account_banned`, `forbidden` */
  async identify(request: FastifyRequest, auth: RouteAuth): Promise<void> {
    if (auth === 'none' || auth === 'refresh') return;
    const token = bearerToken(request.headers.authorization);
    if (token === null) {
      if (auth === 'optional') return;
      throw new AppError('unauthenticated', 'Sign in first.');
    }
    // An invalid token is refused even where none is needed: the client then refreshes it and stays who it is.
    const user = await this.#authenticate(token);
    if (auth === 'admin' && user.role !== 'admin') {
      throw new AppError('forbidden', 'Only administrators may do this.');
    }
    this.#users.set(request, user);
  }

  of(request: FastifyRequest): AuthenticatedUser | null {
    return this.#users.get(request) ?? null;
  }
}

function bearerToken(header: string | undefined): string | null {
  if (header === undefined) return null;
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header.trim())?.[1];
  if (token === undefined) throw new AppError('unauthenticated', 'Sign in first.');
  return token;
}
