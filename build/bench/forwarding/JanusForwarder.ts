import { cpuSeconds, processTree } from '../harness/index.ts';
import type { Receiver } from '../clients/index.ts';
import { firstSsrc } from './ForwardingRoom.ts';
import type { Forwarder, ForwardingRoom, RoomSize } from './ForwardingRoom.ts';
import { JanusPath } from './janus/JanusPath.ts';
import { JanusServer } from './janus/JanusServer.ts';
import { JanusSession } from './janus/JanusSession.ts';
import { VideoSource } from './VideoSource.ts';

/** Debian's Janus, its video room, one subscription per receiver to all publishers. */
export class JanusForwarder implements Forwarder {
  readonly name = 'Janus';
  readonly #server: JanusServer;
  readonly #address: string;
  #rooms = 0;

  /** @param address of this machine other than the loopback, which Janus does not use */
  static async start(address: string): Promise<JanusForwarder> {
    return new JanusForwarder(await JanusServer.start(), address);
  }

  private constructor(server: JanusServer, address: string) {
    this.#server = server;
    this.#address = address;
  }

  async openRoom({ publishers, receivers }: RoomSize): Promise<ForwardingRoom> {
    this.#rooms += 1;
    const room = this.#rooms;
    const session = await JanusSession.open(this.#server.url);
    const paths: JanusPath[] = [];
    const sources: VideoSource[] = [];
    const counters: Receiver[] = [];
    const open = (name: string) => {
      const path = new JanusPath(name, this.#address);
      paths.push(path);
      return path;
    };
    const close = async () => {
      paths.forEach((path) => path.close());
      // The server ends with the bench in any case.
      await session.close().catch(() => undefined);
    };
    try {
      await session.request(await session.attach(), {
        request: 'create',
        room,
        publishers,
        videocodec: 'vp8',
      });
      for (let publisher = 0; publisher < publishers; publisher += 1) {
        const path = open(`publisher ${publisher}`);
        sources.push(await publish(session, path, { room, publisher }));
      }
      // At once: each handshake with Janus takes most of a second, waiting.
      const all = Array.from({ length: receivers }, (_, n) =>
        subscribe(session, open(`receiver ${n}`), { room, publishers }),
      );
      counters.push(...(await Promise.all(all)));
    } catch (error) {
      await close();
      throw error;
    }
    return {
      sources,
      streamCount: counters.reduce((count, { streamCount }) => count + streamCount, 0),
      received: () => counters.reduce((count, { received }) => count + received, 0),
      assertSound: () => undefined,
      cpu: async () => ({ janus: await cpuSeconds(await processTree(this.#server.pid)) }),
      close,
    };
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

/** Janus does not take 0 for an id. */
const feedOf = (publisher: number): number => publisher + 1;

async function publish(
  session: JanusSession,
  path: JanusPath,
  { room, publisher }: { room: number; publisher: number },
): Promise<VideoSource> {
  const handle = await session.attach();
  const id = feedOf(publisher);
  await session.request(handle, { request: 'join', ptype: 'publisher', room, id });
  const source = new VideoSource(firstSsrc(publisher), (packet) => path.send(packet));
  await path.publish(source.ssrc, (offer) =>
    session.request(handle, { request: 'publish' }, offer),
  );
  path.obeyKeyFrameRequests(source);
  return source;
}

async function subscribe(
  session: JanusSession,
  path: JanusPath,
  { room, publishers }: { room: number; publishers: number },
): Promise<Receiver> {
  const handle = await session.attach();
  const streams = Array.from({ length: publishers }, (_, publisher) => ({
    feed: feedOf(publisher),
  }));
  const offer = await session.request(handle, {
    request: 'join',
    ptype: 'subscriber',
    room,
    streams,
  });
  if (!offer) throw new Error('janus made no offer');
  return path.subscribe(offer, (answer) => session.request(handle, { request: 'start' }, answer));
}
