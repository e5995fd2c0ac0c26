import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import {
  transportOptions,
  type DtlsParameters,
  type RtpCapabilities,
  type RtpParameters,
  type TransportOptions,
} from '../../../../shared/contracts/index.ts';
import { PRODUCT_CORE, spawnPinned } from '../../harness/index.ts';
import type { BareRequest } from './protocol.ts';

const reply = z.object({
  id: z.int(),
  result: z.unknown(),
  error: z.string().optional(),
});

/** What a request says beyond its name and number. */
type Asked = BareRequest extends infer R ? (R extends BareRequest ? Omit<R, 'id'> : never) : never;

/** The bare server's process, and the questions to it. */
export class BareServer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #count = 0;

  static async start(address: string): Promise<BareServer> {
    const child = spawnPinned(
      PRODUCT_CORE,
      process.execPath,
      [join(import.meta.dirname, 'server.ts'), address],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    const server = new BareServer(child);
    await server.#answerTo(0);
    return server;
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message: unknown) => {
      const { id, result, error } = reply.parse(message);
      const asked = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(error));
    });
    child.on('exit', (code) => {
      const gone = new Error(`the bare server ended with ${code}`);
      for (const asked of this.#waiting.values()) asked.reject(gone);
    });
  }

  get pid(): number {
    return this.#child.pid ?? NaN;
  }

  /** Ends the room before. */
  async openRoom(): Promise<void> {
    await this.#ask({ name: 'openRoom' });
  }

  async openTransport(dtlsParameters: DtlsParameters): Promise<TransportOptions> {
    return transportOptions.parse(await this.#ask({ name: 'openTransport', dtlsParameters }));
  }

  /** @returns the producer's id */
  async produce(transportId: string, rtpParameters: RtpParameters): Promise<string> {
    return z.string().parse(await this.#ask({ name: 'produce', transportId, rtpParameters }));
  }

  /** @returns the SSRC under which it is sent */
  async consume(
    transportId: string,
    producerId: string,
    rtpCapabilities: RtpCapabilities,
  ): Promise<number> {
    const asked = { name: 'consume', transportId, producerId, rtpCapabilities } as const;
    return z.int().parse(await this.#ask(asked));
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }

  #ask(asked: Asked): Promise<unknown> {
    this.#count += 1;
    this.#child.send({ id: this.#count, ...asked });
    return this.#answerTo(this.#count);
  }

  #answerTo(id: number): Promise<unknown> {
    const asked = Promise.withResolvers<unknown>();
    this.#waiting.set(id, asked);
    return asked.promise;
  }
}
