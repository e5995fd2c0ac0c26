import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Between a server and its node: a unix socket that leads to another, and can be cut and mended. */
export class Cable {
  readonly path: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  static async lay(path: string, to: string): Promise<Cable> {
    const cable = new Cable(path, to);
    await once(cable.#server, 'listening');
    return cable;
  }

  private constructor(path: string, to: string) {
    this.path = path;
    this.#server = createServer((near) => {
      if (this.#isCut) return near.destroy();
      const far = connect(to);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => undefined);
        one.once('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    }).listen(path);
  }

  /** What is on its way is lost, in both directions. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
