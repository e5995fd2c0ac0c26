import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Session } from '../../../../shared/contracts/index.ts';
import { ApiClient, newPerson, PASSWORD } from '../../support/ApiClient.ts';
import type { LastingSession } from '../../support/LastingSession.ts';

export interface Account {
  session: Session;
  email: string;
  password: string;
}

export const ACCOUNT_ACTORS = ['member', 'stranger', 'host', 'admin'] as const;
type AccountActor = (typeof ACCOUNT_ACTORS)[number];
export type Accounts = Record<AccountActor, Account>;

const arena = z.object({ code: z.string() });

/** The accounts of attacks that run one after the other; what an attack destroys is made anew for the next. */
export class Lane {
  readonly #url: string;
  readonly #root: LastingSession;
  #accounts: Accounts | null = null;

  /** @param root an administrator whom no attack knows */
  constructor(url: string, root: LastingSession) {
    this.#url = url;
    this.#root = root;
  }

  /** Accounts that are as they should be: signed in, not banned, of the right role. */
  async accounts(): Promise<Accounts> {
    const known = this.#accounts;
    const made = await Promise.all([
      this.#usable(known?.member, 'member'),
      this.#usable(known?.stranger, 'member'),
      this.#usable(known?.host, 'member'),
      this.#usable(known?.admin, 'admin'),
    ]);
    const [member, stranger, host, admin] = made;
    this.#accounts = { member, stranger, host, admin };
    return this.#accounts;
  }

  /** A meeting of the lane's host. @returns its code; null when the host may make no more for now */
  async openArena(address: string): Promise<string | null> {
    const { host } = await this.accounts();
    const body = { title: 'Arena', passcode: null };
    const headers = { 'x-forwarded-for': address };
    const token = host.session.accessToken;
    const answer = await new ApiClient(this.#url).send('POST', '/meetings', {
      body,
      headers,
      token,
    });
    if (answer.status === 201) return arena.parse(answer.body.data).code;
    // A host of many attacks has used up what one may create in a minute, or the access token: the next one is
    // somebody else.
    if (this.#accounts)
      this.#accounts = { ...this.#accounts, host: await this.#register('member') };
    return [401, 429].includes(answer.status)
      ? null
      : Promise.reject(new Error(`no arena: ${answer.text}`));
  }

  async closeArena(code: string, host: Account): Promise<void> {
    const token = host.session.accessToken;
    await new ApiClient(this.#url).send('DELETE', `/meetings/${code}`, { token });
  }

  async #usable(account: Account | undefined, role: 'member' | 'admin'): Promise<Account> {
    if (!account) return this.#register(role);
    const token = account.session.accessToken;
    const answer = await new ApiClient(this.#url).send('GET', '/users/me', { token });
    const me = z.object({ role: z.string() }).safeParse(answer.body.data);
    return answer.status === 200 && me.data?.role === role ? account : this.#register(role);
  }

  async #register(role: 'member' | 'admin'): Promise<Account> {
    const api = new ApiClient(this.#url);
    const email = `${randomUUID()}@lane.example`;
    const session = await api.signIn('/auth/register', newPerson({ email }));
    if (role === 'admin') {
      const path = `/users/${session.user.id}/role`;
      await api.send('PUT', path, { body: { role }, token: await this.#root.token() });
    }
    return { session, email, password: PASSWORD };
  }
}
