import type { StoreApi } from 'zustand/vanilla';
import { routes } from '../../../shared/contracts/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { RestClient } from './RestClient.ts';
import type { CallableRoute, CallArguments, RouteInput, RouteOutput } from './routeTypes.ts';
import type { SessionKeeper } from './SessionKeeper.ts';
import type { SessionState } from './sessionState.ts';

type WithoutClient<T> = Omit<T, 'client'>;
type ClientKind = 'browser' | 'desktop';

export interface ApiOptions {
  rest: RestClient;
  keeper: SessionKeeper;
  clientKind: ClientKind;
}

/** The door to the server for everything that is not live: typed calls, and who is signed in. */
export class Api {
  readonly session: StoreApi<SessionState>;
  readonly #rest: RestClient;
  readonly #keeper: SessionKeeper;
  readonly #clientKind: ClientKind;

  constructor({ rest, keeper, clientKind }: ApiOptions) {
    this.#rest = rest;
    this.#keeper = keeper;
    this.#clientKind = clientKind;
    this.session = keeper.store;
  }

  /**
   * Calls a route of `shared/contracts`, with the access token where the route wants one.
   * @throws {AppError} refused by the server
   * @throws {UnreachableError} no answer in time
   * @throws {BadAnswerError} an answer of another version
   */
  async call<Name extends CallableRoute>(
    name: Name,
    ...args: CallArguments<Name>
  ): Promise<RouteOutput<Name>> {
    // Left out only where nothing in it is required (CallArguments): then `{}` is a whole input.
    const input = (args[0] ?? {}) as RouteInput<Name>;
    const { auth } = routes[name];
    if (auth === 'none' || auth === 'refresh') return this.#rest.send(name, input);
    const token = await this.#keeper.getFreshAccessToken();
    if (token === null && auth !== 'optional') {
      throw new AppError('unauthenticated', 'Sign in to go on.');
    }
    try {
      return await this.#rest.send(name, input, token === null ? {} : { accessToken: token });
    } catch (error) {
      if (error instanceof AppError && error.code === 'account_banned') await this.#keeper.forget();
      if (token === null || !isRefusedToken(error)) throw error;
      this.#keeper.handleRefusedToken(token);
      const fresh = await this.#keeper.getFreshAccessToken();
      if (fresh === null) throw error;
      return this.#rest.send(name, input, { accessToken: fresh });
    }
  }

  /** For the socket's handshake; null: a guest. */
  readonly getFreshAccessToken = (): Promise<string | null> => this.#keeper.getFreshAccessToken();

  resume(): Promise<void> {
    return this.#keeper.resume();
  }

  async signIn(body: WithoutClient<RouteInput<'login'>['body']>): Promise<void> {
    const session = await this.#rest.send('login', { body: { ...body, client: this.#clientKind } });
    await this.#keeper.adopt(session);
  }

  async register(body: WithoutClient<RouteInput<'register'>['body']>): Promise<void> {
    const session = await this.#rest.send('register', {
      body: { ...body, client: this.#clientKind },
    });
    await this.#keeper.adopt(session);
  }

  async changePassword(body: WithoutClient<RouteInput<'changePassword'>['body']>): Promise<void> {
    const session = await this.call('changePassword', {
      body: { ...body, client: this.#clientKind },
    });
    await this.#keeper.adopt(session);
  }

  signOut(): Promise<void> {
    return this.#keeper.signOut();
  }

  async signOutEverywhere(): Promise<void> {
    await this.call('logoutAll');
    await this.#keeper.forget();
  }

  async deleteAccount(password: string): Promise<void> {
    await this.call('deleteMe', { body: { password } });
    await this.#keeper.forget();
  }

  async updateMe(change: RouteInput<'updateMe'>['body']): Promise<void> {
    this.#keeper.handleUserChanged(await this.call('updateMe', { body: change }));
  }

  async setAvatar(picture: Blob | null): Promise<void> {
    this.#keeper.handleUserChanged(
      await (picture ? this.call('putAvatar', { file: picture }) : this.call('deleteAvatar')),
    );
  }
}

function isRefusedToken(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (error.code === 'token_expired' || error.code === 'unauthenticated')
  );
}
