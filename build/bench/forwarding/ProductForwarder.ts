import { createApi } from '../../../desktop/e2e/support/createApi.ts';
import type { Api, Account } from '../../../desktop/e2e/support/createApi.ts';
import { ParleyServer } from '../../../desktop/e2e/support/ParleyServer.ts';
import { BulkClient, videoCapabilities, videoParameters } from '../clients/index.ts';
import {
  cpuSeconds,
  cpuSecondsOfTree,
  PRODUCT_CORE,
  processTree,
  programNames,
  spawnPinned,
} from '../harness/index.ts';
import { firstSsrc } from './ForwardingRoom.ts';
import type { CpuReading, Forwarder, ForwardingRoom, RoomSize } from './ForwardingRoom.ts';
import { VideoSource } from './VideoSource.ts';

/** Our server as it is shipped, on one core: one worker, the embedded PostgreSQL, clients by the real protocol. */
export class ProductForwarder implements Forwarder {
  readonly name = 'Parley';
  readonly #server: ParleyServer;
  readonly #api: Api;
  readonly #host: Account;
  readonly #address: string;

  /** @param address by which clients reach the media port */
  static async start(address: string): Promise<ProductForwarder> {
    const env = { PARLEY_MEDIA_ADDRESS: address };
    const server = await ParleyServer.start(env, (program, args, options) =>
      spawnPinned(PRODUCT_CORE, program, args, options),
    );
    const api = createApi(server.url);
    return new ProductForwarder(server, api, await api.register('Host'), address);
  }

  private constructor(server: ParleyServer, api: Api, host: Account, address: string) {
    this.#server = server;
    this.#api = api;
    this.#host = host;
    this.#address = address;
  }

  async openRoom({ publishers, receivers }: RoomSize): Promise<ForwardingRoom> {
    const { code } = await this.#api.createMeeting(this.#host);
    const clients: BulkClient[] = [];
    const sources: VideoSource[] = [];
    const close = async () => {
      await Promise.all(clients.map((client) => client.leave()));
    };
    const join = async (displayName: string, does: 'send' | 'receive') => {
      const client = await BulkClient.join({
        url: this.#server.url,
        code,
        displayName,
        rtpCapabilities: videoCapabilities,
        address: this.#address,
        does,
      });
      clients.push(client);
      return client;
    };
    try {
      for (let publisher = 0; publisher < publishers; publisher += 1) {
        const client = await join(`Publisher ${publisher}`, 'send');
        const source = new VideoSource(firstSsrc(publisher), (packet) => client.sendRtp(packet));
        client.onKeyFrameRequest(() => source.requestKeyFrame());
        await client.produce('camera', videoParameters(source.ssrc));
        sources.push(source);
      }
      for (let n = 0; n < receivers; n += 1) await join(`Receiver ${n}`, 'receive');
    } catch (error) {
      clients.forEach((client) => client.close());
      throw error;
    }
    return {
      sources,
      get streamCount() {
        return clients.reduce((count, client) => count + client.streamCount, 0);
      },
      received: () => clients.reduce((count, client) => count + client.received, 0),
      assertSound: () => clients.forEach((client) => client.assertSound()),
      cpu: () => this.#cpu(),
      close,
    };
  }

  close(): Promise<void> {
    return this.#server.stop();
  }

  /** What is neither the API nor a worker is PostgreSQL, whose processes come and go. */
  async #cpu(): Promise<CpuReading> {
    const { pid } = this.#server;
    const names = await programNames(await processTree(pid));
    const workers = [...names].flatMap(([child, name]) =>
      name.startsWith('mediasoup') ? [child] : [],
    );
    const api = await cpuSeconds([pid]);
    const worker = await cpuSeconds(workers);
    return { api, worker, postgres: (await cpuSecondsOfTree(pid)) - api - worker };
  }
}
