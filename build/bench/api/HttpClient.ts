import { Agent, request } from 'node:http';

export interface HttpAnswer {
  status: number;
  /** Of the envelope. */
  data: unknown;
}

/** Sends requests from many addresses of the loopback, each with connections of its own, as a crowd does. */
export class HttpClient {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  send(call: {
    method: string;
    /** Below `/api/v1`. */
    path: string;
    address: string;
    token?: string | undefined;
    body?: unknown;
  }): Promise<HttpAnswer> {
    const { method, path, address, token, body } = call;
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          agent: this.#agent,
          host: this.#url.hostname,
          port: this.#url.port,
          localAddress: address,
          method,
          path: `/api/v1${path}`,
          headers: {
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(text !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(text),
            }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: unknown };
            resolve({ status: response.statusCode ?? 0, data });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** 127.0.x.y: as many people as there are, none of them behind one address with all the others. */
export function addressOf(person: number): string {
  return `127.0.${1 + Math.floor(person / 250)}.${1 + (person % 250)}`;
}
