import {
  keyFrameRequests,
  MediaPath,
  Receiver,
  videoCapabilities,
  videoParameters,
} from '../clients/index.ts';
import { cpuSeconds, processTree } from '../harness/index.ts';
import { BareServer } from './bare/BareServer.ts';
import { firstSsrc } from './ForwardingRoom.ts';
import type { CpuReading, Forwarder, ForwardingRoom, RoomSize } from './ForwardingRoom.ts';
import { VideoSource } from './VideoSource.ts';

/** mediasoup with nothing of ours around it, by the same worker binary. */
export class BareForwarder implements Forwarder {
  readonly name = 'bare mediasoup';
  readonly #server: BareServer;
  readonly #address: string;

  /** @param address by which clients reach the media port */
  static async start(address: string): Promise<BareForwarder> {
    return new BareForwarder(await BareServer.start(address), address);
  }

  private constructor(server: BareServer, address: string) {
    this.#server = server;
    this.#address = address;
  }

  async openRoom({ publishers, receivers }: RoomSize): Promise<ForwardingRoom> {
    await this.#server.openRoom();
    const paths: MediaPath[] = [];
    const sources: VideoSource[] = [];
    const counters: Receiver[] = [];
    const close = () => paths.forEach((path) => path.close());
    try {
      const producerIds: string[] = [];
      for (let publisher = 0; publisher < publishers; publisher += 1) {
        const { path, transportId } = await this.#connect(`publisher ${publisher}`, paths);
        const source = new VideoSource(firstSsrc(publisher), (packet) => path.send(packet));
        path.onPacket({
          rtcp: (packet) => {
            if (keyFrameRequests(packet).length > 0) source.requestKeyFrame();
          },
        });
        producerIds.push(await this.#server.produce(transportId, videoParameters(source.ssrc)));
        sources.push(source);
      }
      for (let n = 0; n < receivers; n += 1) {
        counters.push(await this.#receive(`receiver ${n}`, paths, producerIds));
      }
    } catch (error) {
      close();
      throw error;
    }
    return {
      sources,
      streamCount: counters.reduce((count, { streamCount }) => count + streamCount, 0),
      received: () => counters.reduce((count, { received }) => count + received, 0),
      assertSound: () => undefined,
      cpu: () => this.#cpu(),
      close: () => Promise.resolve(close()),
    };
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  async #connect(name: string, paths: MediaPath[]) {
    const path = new MediaPath(name, this.#address);
    paths.push(path);
    const transport = await this.#server.openTransport(path.dtlsParameters);
    await path.connect(transport);
    return { path, transportId: transport.id };
  }

  async #receive(name: string, paths: MediaPath[], producerIds: string[]): Promise<Receiver> {
    const { path, transportId } = await this.#connect(name, paths);
    const receiver = new Receiver();
    path.onPacket({ rtp: (packet) => receiver.handleRtp(packet) });
    for (const producerId of producerIds) {
      receiver.expect(await this.#server.consume(transportId, producerId, videoCapabilities));
    }
    return receiver;
  }

  async #cpu(): Promise<CpuReading> {
    const pids = await processTree(this.#server.pid);
    const [node = 0, ...workers] = pids;
    return { api: await cpuSeconds([node]), worker: await cpuSeconds(workers) };
  }
}
