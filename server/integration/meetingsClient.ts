import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, newPerson } from './support/ApiClient.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

export interface Answer {
  status: number;
  /** Of a refusal. */
  error: string | undefined;
  fields: object | undefined;
  data: unknown;
  retryAfterSeconds: number;
}

/** A server that can be restarted on its data, and people who speak to it over REST. */
export class MeetingsClient {
  readonly #dataDir: string;
  #server: TestServer;

  private constructor(dataDir: string, server: TestServer) {
    this.#dataDir = dataDir;
    this.#server = server;
  }

  static async start(): Promise<MeetingsClient> {
    const dataDir = await mkdtemp(join(tmpdir(), 'parley-meetings-'));
    // Where tests run as root, PostgreSQL runs under another account and must get in.
    await chmod(dataDir, 0o755);
    return new MeetingsClient(dataDir, await startTestServer({ dataDir }));
  }

  get url(): string {
    return this.#server.url;
  }

  async restart(): Promise<void> {
    await this.#server.close();
    this.#server = await startTestServer({ dataDir: this.#dataDir });
  }

  async close(): Promise<void> {
    await this.#server.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** @returns an access token */
  async register(displayName: string): Promise<string> {
    const client = new ApiClient(this.url);
    const { accessToken } = await client.signIn('/auth/register', newPerson({ displayName }));
    return accessToken;
  }

  async send(
    method: string,
    path: string,
    request: { token?: string | undefined; body?: object } = {},
  ): Promise<Answer> {
    const { status, headers, body } = await new ApiClient(this.url).send(method, path, request);
    const { error, fields, data } = body;
    return { status, error, fields, data, retryAfterSeconds: Number(headers.get('retry-after')) };
  }
}
