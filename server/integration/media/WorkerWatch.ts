import { observer } from 'mediasoup';
import type { types } from 'mediasoup';
import type { MediaAnswer } from '../../../shared/contracts/index.ts';

export interface WorkerCounts {
  routers: number;
  transports: number;
  producers: number;
  consumers: number;
}

/** What really runs in the workers of this process, seen through mediasoup's own observers. */
export class WorkerWatch {
  readonly #workers: types.Worker[] = [];
  readonly #routers = new Set<types.Router>();
  readonly #consumers = new Map<string, types.Consumer>();
  readonly #producers = new Map<string, types.Producer>();

  readonly #workerOf = new Map<string, types.Worker>();
  readonly #producersOf = new Map<string, types.Producer[]>();

  constructor() {
    observer.on('newworker', this.#handleWorker);
  }

  close(): void {
    observer.off('newworker', this.#handleWorker);
  }

  /** Those that run, oldest first. */
  get workers(): types.Worker[] {
    return this.#workers.filter((worker) => !worker.closed);
  }

  get worker(): types.Worker {
    const [worker] = this.workers;
    if (!worker) throw new Error('no worker runs');
    return worker;
  }

  /** Which one forwards for the peer that got this answer. */
  workerOf({ sendTransport }: Pick<MediaAnswer, 'sendTransport'>): types.Worker {
    const worker = this.#workerOf.get(sendTransport.id);
    if (!worker) throw new Error('no worker has this transport');
    return worker;
  }

  consumer(id: string): types.Consumer {
    const consumer = this.#consumers.get(id);
    if (!consumer) throw new Error(`there was never a consumer ${id}`);
    return consumer;
  }

  producer(id: string): types.Producer {
    const producer = this.#producers.get(id);
    if (!producer) throw new Error(`there was never a producer ${id}`);
    return producer;
  }

  /** Ids of the open producers on the sending transport of this answer. */
  openProducers({ sendTransport }: Pick<MediaAnswer, 'sendTransport'>): string[] {
    const producers = this.#producersOf.get(sendTransport.id) ?? [];
    return producers.filter(({ closed }) => !closed).map(({ id }) => id);
  }

  /** Consumers that mediasoup made in this process, and those of them that it still listens for. */
  get madeConsumers(): { all: number; open: number } {
    const all = [...this.#consumers.values()];
    return { all: all.length, open: all.filter(({ closed }) => !closed).length };
  }

  /** Counted by the worker processes themselves. */
  async count(): Promise<WorkerCounts> {
    const workers = await Promise.all(this.workers.map((worker) => worker.dump()));
    const open = [...this.#routers].filter((router) => !router.closed);
    const routers = await Promise.all(open.map((router) => router.dump()));
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
    return {
      routers: sum(workers.map(({ routerIds }) => routerIds.length)),
      transports: sum(routers.map(({ transportIds }) => transportIds.length)),
      producers: sum(routers.map((router) => router.mapProducerIdConsumerIds.length)),
      consumers: sum(routers.map((router) => router.mapConsumerIdProducerId.length)),
    };
  }

  /** Everything in the workers that takes commands: WebRtcServers, routers and all that hangs on them. */
  async countHandlers(): Promise<number> {
    const dumps = await Promise.all(this.workers.map((worker) => worker.dump()));
    return dumps.flatMap((dump) => dump.channelMessageHandlers.channelRequestHandlers).length;
  }

  readonly #handleWorker = (worker: types.Worker): void => {
    this.#workers.push(worker);
    worker.observer.on('newrouter', (router) => {
      this.#routers.add(router);
      router.observer.on('newtransport', (transport) => {
        this.#workerOf.set(transport.id, worker);
        transport.observer.on('newconsumer', (consumer) => {
          this.#consumers.set(consumer.id, consumer);
        });
        transport.observer.on('newproducer', (producer) => {
          this.#producers.set(producer.id, producer);
          const siblings = this.#producersOf.get(transport.id) ?? [];
          this.#producersOf.set(transport.id, [...siblings, producer]);
        });
      });
    });
  };
}
