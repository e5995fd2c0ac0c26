import { PROTOCOL_VERSION, type Meeting, type Session } from '../../../shared/contracts/index.ts';
import type { Environment } from '../../config.ts';
import { ApiClient, newPerson } from '../support/ApiClient.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder.ts';
import { startTestServer, type TestServer } from '../support/testServer.ts';
import { SocketClient } from './SocketClient.ts';

export type Account = Session;

/** A real server and the sockets of those who test it; its data survive its restarts. */
export class House {
  readonly #folder: TemporaryFolder;
  readonly #env: Environment;
  #server: TestServer;
  #clients: SocketClient[] = [];

  private constructor(folder: TemporaryFolder, env: Environment, server: TestServer) {
    this.#folder = folder;
    this.#env = env;
    this.#server = server;
  }

  /** @param env settings beside those that every test server has */
  static async open(env: Environment = {}): Promise<House> {
    const folder = await createTemporaryFolder();
    return new House(folder, env, await startTestServer({ dataDir: folder.path, env }));
  }

  async restart(): Promise<void> {
    await this.#server.close();
    this.#server = await startTestServer({ dataDir: this.#folder.path, env: this.#env });
  }

  async connect(account?: Account): Promise<SocketClient> {
    return this.connectRaw({
      protocolVersion: PROTOCOL_VERSION,
      ...(account && { accessToken: account.accessToken }),
    });
  }

  async connectRaw(
    auth: Record<string, unknown>,
    options?: { extraHeaders?: Record<string, string> },
  ): Promise<SocketClient> {
    const client = await SocketClient.connect(this.#server.url, auth, options);
    this.#clients.push(client);
    return client;
  }

  disconnectAll(): void {
    for (const client of this.#clients.splice(0)) client.close();
  }

  register(displayName: string): Promise<Account> {
    return new ApiClient(this.#server.url).signIn('/auth/register', newPerson({ displayName }));
  }

  createMeeting(host: Account, plan: object = {}): Promise<Meeting> {
    return this.post<Meeting>('/meetings', { title: 'Stand-up', ...plan }, host);
  }

  get<T>(path: string, account?: Account): Promise<T> {
    return this.#send<T>('GET', path, undefined, account);
  }

  post<T>(path: string, body: object, account?: Account): Promise<T> {
    return this.#send<T>('POST', path, body, account);
  }

  delete<T>(path: string, account?: Account): Promise<T> {
    return this.#send<T>('DELETE', path, undefined, account);
  }

  async close(): Promise<void> {
    this.disconnectAll();
    await this.#server.close();
    await this.#folder.remove();
  }

  async #send<T>(method: string, path: string, body?: object, account?: Account): Promise<T> {
    const api = new ApiClient(this.#server.url);
    const answer = await api.send(method, path, { body, token: account?.accessToken });
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    // Tests look at what is in it; the shape is checked where REST is tested.
    return answer.body.data as T;
  }
}
