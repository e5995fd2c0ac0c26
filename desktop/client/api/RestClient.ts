import { routes } from '../../../shared/contracts/index.ts';
import { buildInit, buildUrl, type Credentials } from './buildRequest.ts';
import { UnreachableError } from './errors.ts';
import { readAnswer } from './readAnswer.ts';
import type { CallableRoute, LooseInput, RouteInput, RouteOutput } from './routeTypes.ts';

/** No wait without an end: a server that stays silent this long counts as unreachable. */
export const REQUEST_LIMIT_MS = 15_000;

export interface RestClientOptions {
  /** Origin without a trailing slash; null while a desktop has not been told. */
  serverUrl: () => string | null;
  fetch: typeof fetch;
}

/** One typed request at a time; it knows routes and envelopes, and nothing of who is signed in. */
export class RestClient {
  readonly #options: RestClientOptions;

  constructor(options: RestClientOptions) {
    this.#options = options;
  }

  /**
   * @throws {AppError} refused by the server
   * @throws {UnreachableError} no answer within `REQUEST_LIMIT_MS`
   * @throws {BadAnswerError} not the answer of a Parley server of this version
   */
  async send<Name extends CallableRoute>(
    name: Name,
    input: RouteInput<Name>,
    credentials: Credentials = {},
  ): Promise<RouteOutput<Name>> {
    const serverUrl = this.#options.serverUrl();
    if (serverUrl === null) throw new UnreachableError();
    const route = routes[name];
    // Every input of a route has these parts and no others; a generic name hides that from TypeScript.
    const parts = input as LooseInput;
    let response: Response;
    try {
      response = await this.#options.fetch(buildUrl(serverUrl, route, parts), {
        ...buildInit(route, parts, credentials),
        signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
      });
    } catch (cause) {
      throw new UnreachableError({ cause });
    }
    // The schema of this very route has just parsed it; TypeScript cannot follow a generic name there.
    return (await readAnswer(route, response)) as RouteOutput<Name>;
  }
}
