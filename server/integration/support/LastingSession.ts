import type { Session } from '../../../shared/contracts/index.ts';
import { ApiClient, newPerson } from './ApiClient.ts';

/** Two thirds of what an access token lives. */
const RENEWED_AFTER_MS = 10 * 60_000;

/** An account whose access token is good however long a run takes: it signs in again in time. */
export class LastingSession {
  readonly userId: string;
  readonly #api: ApiClient;
  readonly #email: string;
  readonly #password: string;
  #session: Promise<Session>;
  #signedInAt = performance.now();

  static async register(url: string, details: object = {}): Promise<LastingSession> {
    const api = new ApiClient(url);
    const person = newPerson(details);
    const session = await api.signIn('/auth/register', person);
    return new LastingSession(api, person, session);
  }

  private constructor(
    api: ApiClient,
    { email, password }: { email: string; password: string },
    session: Session,
  ) {
    this.#api = api;
    this.#email = email;
    this.#password = password;
    this.#session = Promise.resolve(session);
    this.userId = session.user.id;
  }

  async token(): Promise<string> {
    if (performance.now() - this.#signedInAt > RENEWED_AFTER_MS) {
      const credentials = { email: this.#email, password: this.#password, client: 'desktop' };
      // At once, so that those who ask together sign in once.
      this.#signedInAt = performance.now();
      this.#session = this.#api.signIn('/auth/login', credentials);
    }
    return (await this.#session).accessToken;
  }
}
