import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Between a server and its node: a unix socket that leads to another, and can be cut and mended. */
export class Cable {
  readonly path: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  /** One after the other, what flows from the first into the second. */
  readonly #pipes = new Set<readonly [Socket, Socket]>();
  #isHung = false;

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
      for (const pipe of [
        [near, far],
        [far, near],
      ] as const) {
        const [one, other] = pipe;
        this.#sockets.add(one);
        this.#pipes.add(pipe);
        one.on('error', () => undefined);
        one.once('close', () => {
          this.#sockets.delete(one);
          this.#pipes.delete(pipe);
          other.destroy();
        });
        if (!this.#isHung) one.pipe(other);
      }
    }).listen(path);
  }

  /** What is on its way is lost, in both directions. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing gets through and nobody is told, as when somebody pulls the plug of a switch. */
  hang(): void {
    this.#isHung = true;
    for (const [one, other] of this.#pipes) one.unpipe(other).pause();
  }

  mend(): void {
    this.#isCut = false;
    if (!this.#isHung) return;
    this.#isHung = false;
    for (const [one, other] of this.#pipes) one.pipe(other);
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
