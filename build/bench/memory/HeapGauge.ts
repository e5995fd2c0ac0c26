import { z } from 'zod';

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const usage = z.object({ usedSize: z.number() });

/** The JavaScript heap of a Node process that was started with `--inspect=<port>`, without its garbage. */
export class HeapGauge {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = z
        .object({ id: z.number().optional(), result: z.unknown().optional() })
        .parse(JSON.parse(String(data)));
      if (id !== undefined) this.#waiting.get(id)?.(result);
    });
  }

  static async connect(port: number): Promise<HeapGauge> {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    const url = targets.parse(await response.json())[0]?.webSocketDebuggerUrl ?? '';
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', reject, { once: true });
    });
    return new HeapGauge(socket);
  }

  /** Bytes in use. */
  async used(): Promise<number> {
    await this.#call('HeapProfiler.collectGarbage');
    return usage.parse(await this.#call('Runtime.getHeapUsage')).usedSize;
  }

  close(): void {
    this.#socket.close();
  }

  #call(method: string): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, (result) => {
        this.#waiting.delete(id);
        resolve(result);
      });
      this.#socket.send(JSON.stringify({ id, method }));
    });
  }
}
