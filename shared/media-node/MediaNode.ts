import { setLogEventListeners } from 'mediasoup';
import type {
  NodeCommand,
  NodeCommandInput,
  NodeCommandOutput,
  NodeEvent,
  NodeEvents,
} from '../contracts/mediaNode.ts';
import type { RtpCapabilities } from '../contracts/media.ts';
import { AppError } from '../errors.ts';
import { createCommandHandlers } from './commandHandlers.ts';
import type { CommandHandlers } from './commandHandlers.ts';
import { Emitter } from './Emitter.ts';
import type { NodeLog } from './NodeLog.ts';
import { NodeRoom } from './NodeRoom.ts';
import type { NodeWorker } from './NodeWorker.ts';
import { createRouterCapabilities } from './routerCodecs.ts';
import { orRefuse } from './refusal.ts';
import { WorkerSlot } from './WorkerSlot.ts';

export interface MediaNodeOptions {
  /** Media workers to run, one core each. */
  workers: number;
  /** UDP and TCP port of the first worker, the others count on from it; 0 lets each find a free one. */
  basePort: number;
  /**
   * Address or host name that clients reach this machine by; nothing else is announced. Media listens on
   * the address's own family, and for a host name on IPv6 too where the machine has it.
   */
  announcedAddress: string;
  log: NodeLog;
}

interface OpenRoom {
  worker: NodeWorker;
  room: Promise<NodeRoom>;
  label: string | null;
}

/** A machine that forwards: it owns mediasoup workers and obeys the commands of the node contract. */
export class MediaNode {
  /** What every room of every node takes and gives. */
  readonly rtpCapabilities: RtpCapabilities = createRouterCapabilities();
  readonly #events: Emitter<NodeEvents>;
  readonly #rooms = new Map<string, OpenRoom>();
  readonly #handlers: CommandHandlers;
  readonly #slots: WorkerSlot[] = [];

  /** @throws PortInUseError; Error when a worker cannot be started */
  static async create(options: MediaNodeOptions): Promise<MediaNode> {
    const { log, workers, basePort, announcedAddress } = options;
    setLogEventListeners({
      // Its warnings are refusals, which whoever gave the command is told of.
      onerror: (from, text, err) => log.warn({ from, err }, `mediasoup: ${text}`),
    });
    const node = new MediaNode(log);
    const starts = Array.from({ length: workers }, (_, index) =>
      WorkerSlot.create({
        port: basePort === 0 ? 0 : basePort + index,
        announcedAddress,
        log,
        handleDeath: (worker) => node.#handleDeath(worker),
        handleReplacement: () => node.#tellWorkers(),
      }),
    );
    const results = await Promise.allSettled(starts);
    node.#slots.push(...results.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : [])));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      await node.close();
      throw failed.reason;
    }
    return node;
  }

  private constructor(log: NodeLog) {
    this.#events = new Emitter((err) => log.error({ err }, 'a listener to the media node failed'));
    this.#handlers = createCommandHandlers({
      open: (roomId, label) => this.#openRoom(roomId, label),
      list: () => [...this.#rooms].map(([roomId, { label }]) => ({ roomId, label })),
      labelOf: (roomId) => this.#rooms.get(roomId)?.label ?? null,
      find: (roomId) => this.#rooms.get(roomId)?.room,
      close: (roomId) => this.#closeRoom(roomId),
    });
  }

  get liveWorkers(): number {
    return this.#slots.filter(({ worker }) => worker !== null).length;
  }

  get wantedWorkers(): number {
    return this.#slots.length;
  }

  /** What runs now, for diagnosis: process ids, ports and mediasoup's own dumps. */
  async dump(): Promise<{ pid: number; port: number; load: number; routerIds: string[] }[]> {
    const workers = this.#slots.flatMap(({ worker }) => (worker ? [worker] : []));
    return Promise.all(
      workers.map(async (worker) => {
        const { routerIds } = await worker.dump();
        return { pid: worker.pid, port: worker.port, load: worker.load, routerIds };
      }),
    );
  }

  /** @throws AppError `media_rejected`, `media_unavailable` */
  run<C extends NodeCommand>(
    command: C,
    input: NodeCommandInput<C>,
  ): Promise<NodeCommandOutput<C>> {
    return this.#handlers[command](input);
  }

  on<E extends NodeEvent>(event: E, listener: (payload: NodeEvents[E]) => void): void {
    this.#events.on(event, listener);
  }

  off<E extends NodeEvent>(event: E, listener: (payload: NodeEvents[E]) => void): void {
    this.#events.off(event, listener);
  }

  /** @returns the ids of the rooms that were open */
  async closeRooms(): Promise<string[]> {
    const roomIds = [...this.#rooms.keys()];
    await Promise.all(roomIds.map((roomId) => this.#closeRoom(roomId)));
    return roomIds;
  }

  /** Resolves when every worker's process has gone. */
  async close(): Promise<void> {
    this.#rooms.clear();
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  async #openRoom(roomId: string, label: string | null): Promise<void> {
    if (this.#rooms.has(roomId)) throw new AppError('media_rejected', 'This room is open already.');
    const worker = this.#leastLoaded();
    const room = NodeRoom.create(roomId, worker, (event, payload) => {
      this.#events.emit(event, payload);
    });
    this.#rooms.set(roomId, { worker, room, label });
    worker.addLoad(1);
    try {
      await orRefuse('The room could not be opened.', room);
    } catch (error) {
      this.#forget(roomId);
      throw error;
    }
  }

  async #closeRoom(roomId: string): Promise<void> {
    const opened = this.#forget(roomId);
    if (!opened) return;
    // A room that failed to open has nothing to close; who opened it was told.
    const room = await opened.room.catch(() => null);
    room?.close();
  }

  #forget(roomId: string): OpenRoom | undefined {
    const opened = this.#rooms.get(roomId);
    if (this.#rooms.delete(roomId)) opened?.worker.addLoad(-1);
    return opened;
  }

  #leastLoaded(): NodeWorker {
    const live = this.#slots.flatMap(({ worker }) => (worker ? [worker] : []));
    const [first, ...others] = live;
    if (!first) {
      throw new AppError('media_unavailable', 'No media worker runs. Try again in a moment.');
    }
    return others.reduce((least, worker) => (worker.load < least.load ? worker : least), first);
  }

  #handleDeath(dead: NodeWorker): void {
    const lost = [...this.#rooms].filter(([, { worker }]) => worker === dead).map(([id]) => id);
    for (const roomId of lost) this.#rooms.delete(roomId);
    this.#tellWorkers();
    if (lost.length > 0) this.#events.emit('node:roomsLost', { roomIds: lost });
  }

  #tellWorkers(): void {
    const { liveWorkers: live, wantedWorkers: wanted } = this;
    this.#events.emit('node:workersChanged', { live, wanted });
  }
}
