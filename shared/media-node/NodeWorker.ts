import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import { freePort } from '../net/freePort.ts';
import { listenAddresses } from './listenAddresses.ts';
import { PortInUseError } from './PortInUseError.ts';
import { START_BPS } from './EstimateFloor.ts';
import { ROUTER_CODECS } from './routerCodecs.ts';

/**
 * Room for the burst of a key frame to every viewer, and for what arrives while the worker is busy. The
 * kernel gives what `net.core.{r,w}mem_max` allows.
 */
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

const UDP = {
  protocol: 'udp',
  sendBufferSize: SOCKET_BUFFER_BYTES,
  recvBufferSize: SOCKET_BUFFER_BYTES,
} as const;

export interface NodeWorkerOptions {
  /** UDP and TCP; 0 finds a free one. */
  port: number;
  /**
   * Address or host name that clients reach this machine by; nothing else is announced. Listens at it where
   * it is the machine's own, else on its family, and for a host name on IPv6 too where the machine has it.
   */
  announcedAddress: string;
}

/** Between finding a free port and taking it, another program can be faster. */
const FREE_PORT_TRIES = 5;

/**
 * By itself a worker closes when this process is asked to end, while a server that drains has meetings still.
 * Whoever owns it closes it; it also ends with this process.
 */
function createWithoutSignals(): Promise<types.Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const others = new Set(signals.flatMap((signal) => process.listeners(signal)));
  const creating = createWorker({ logLevel: 'error' });
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!others.has(listener)) process.off(signal, listener);
    }
  }
  return creating;
}

/** One mediasoup worker: one process, one core, one port for all whom it serves. */
export class NodeWorker {
  readonly port: number;
  readonly #worker: types.Worker;
  readonly #webRtcServer: types.WebRtcServer;
  #load = 0;

  /** @throws PortInUseError; Error when the worker's program cannot run */
  static async create(options: NodeWorkerOptions): Promise<NodeWorker> {
    const worker = await createWithoutSignals();
    try {
      const { webRtcServer, port } = await listen(worker, options);
      return new NodeWorker(worker, webRtcServer, port);
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  private constructor(worker: types.Worker, webRtcServer: types.WebRtcServer, port: number) {
    this.#worker = worker;
    this.#webRtcServer = webRtcServer;
    this.port = port;
  }

  get pid(): number {
    return this.#worker.pid;
  }

  /** How much this worker carries: rooms and what flows in them. */
  get load(): number {
    return this.#load;
  }

  addLoad(change: number): void {
    this.#load += change;
  }

  createRouter(): Promise<types.Router> {
    return this.#worker.createRouter({ mediaCodecs: ROUTER_CODECS });
  }

  async createTransport(router: types.Router): Promise<types.WebRtcTransport> {
    const transport = await router.createWebRtcTransport({
      webRtcServer: this.#webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: START_BPS,
    });
    // As with what is made on a transport that closes.
    if (router.closed) transport.close();
    return transport;
  }

  /** Not called when it is closed. */
  onDeath(listener: (cause: Error) => void): void {
    this.#worker.on('died', listener);
  }

  /** For diagnosis. */
  dump(): Promise<types.WorkerDump> {
    return this.#worker.dump();
  }

  /** Resolves when the process has gone. */
  async close(): Promise<void> {
    if (!this.#worker.closed) this.#worker.close();
    if (!this.#worker.subprocessClosed) await once(this.#worker, 'subprocessclose');
  }
}

async function listen(
  worker: types.Worker,
  { port, announcedAddress }: NodeWorkerOptions,
): Promise<{ webRtcServer: types.WebRtcServer; port: number }> {
  const addresses = listenAddresses(announcedAddress, ownAddresses());
  // Node's own `::` is of both families.
  const probed = addresses.some(({ ip }) => ip === '::') ? '::' : '0.0.0.0';
  for (let attempt = 1; ; attempt++) {
    const tried = port === 0 ? await freePort(probed) : port;
    const at = addresses.map((address) => ({ ...address, port: tried, announcedAddress }));
    try {
      const webRtcServer = await worker.createWebRtcServer({
        listenInfos: [
          ...at.map((info) => ({ ...info, ...UDP })),
          // The kernel sizes the buffers of TCP connections itself.
          ...at.map((info) => ({ ...info, protocol: 'tcp' as const })),
        ],
      });
      return { webRtcServer, port: tried };
    } catch (error) {
      const isTaken = error instanceof Error && error.message.includes('address already in use');
      if (!isTaken) throw error;
      if (port !== 0 || attempt === FREE_PORT_TRIES) {
        throw new PortInUseError(tried, { cause: error });
      }
    }
  }
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.map(({ address }) => address);
}
