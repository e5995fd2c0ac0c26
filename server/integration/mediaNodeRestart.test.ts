import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MediaPath } from '../../build/bench/clients/MediaPath.ts';
import { writeRtpPacket } from '../../build/bench/clients/rtpPackets.ts';
import type { Joined, Lobby, Meeting, RtpCapabilities } from '../../shared/contracts/index.ts';
import { SocketClient } from './signaling/SocketClient.ts';
import { ApiClient, newPerson } from './support/ApiClient.ts';
import { MediaNodeProcess } from './support/MediaNodeProcess.ts';
import { ServerProcess } from './support/ServerProcess.ts';
import { createTemporaryFolder, type TemporaryFolder } from './support/temporaryFolder.ts';
import { eventually } from './media/eventually.ts';

const PACKET_MS = 20;
/** Of an Opus packet, which a node passes on as it is: so a packet can be known by it at the other end. */
const TICKS_PER_PACKET = PACKET_MS * 48;
const OPUS = { payloadType: 111, clockRate: 48_000, mimeType: 'audio/opus', channels: 2 };
/** An Opus frame of silence. */
const FRAME = Buffer.from([0xf8, 0xff, 0xfe]);
/** [S4] The goal for signalling, from the moment in which the port answers. */
const BACK_WITHIN_MS = 3_000;

let folder: TemporaryFolder;
let node: MediaNodeProcess;
let server: ServerProcess;
let url: string;
let meeting: Meeting;
let rtpCapabilities: RtpCapabilities;

const nodeAddress = () => `unix:${join(folder.path, 'node', 'node.sock')}`;

async function startServer(port: string): Promise<void> {
  server = await ServerProcess.start({
    PARLEY_DATA_DIR: join(folder.path, 'data'),
    PARLEY_MEDIA_NODE: nodeAddress(),
    PARLEY_PORT: port,
  });
  url = await server.ready();
}

beforeAll(async () => {
  folder = await createTemporaryFolder();
  node = await MediaNodeProcess.start(nodeAddress());
  await startServer('0');
  const api = new ApiClient(url);
  const { accessToken: token } = await api.signIn('/auth/register', newPerson());
  const made = await api.send('POST', '/meetings', { body: { title: 'Stand-up' }, token });
  // The shape is checked where REST is tested.
  meeting = made.body.data as Meeting;
  const lobby = (await api.send('GET', `/meetings/${meeting.code}/lobby`)).body.data as Lobby;
  if (!lobby.routerRtpCapabilities) throw new Error('the lobby tells of no media');
  rtpCapabilities = lobby.routerRtpCapabilities;
});
afterAll(async () => {
  await server.dispose();
  await node.end();
  await folder.remove();
});

const people: Person[] = [];
afterEach(() => {
  for (const person of people.splice(0)) person.close();
});

/** A person by the real protocol, whose media outlive the socket as a browser's do. */
class Person {
  readonly #send: MediaPath;
  readonly #recv: MediaPath;
  readonly joined: Joined;
  /** Which packets of others have arrived, by their number. */
  readonly heard = new Set<number>();
  client: SocketClient;
  /** Packets sent so far. */
  sent = 0;
  readonly #ssrc = randomInt(1, 2 ** 31);
  #timer: NodeJS.Timeout | undefined;

  static async join(displayName: string): Promise<Person> {
    const client = await SocketClient.connect(url);
    const send = new MediaPath(`${displayName} sends`);
    const recv = new MediaPath(`${displayName} receives`);
    const dtls = { send: send.dtlsParameters, recv: recv.dtlsParameters };
    const media = { rtpCapabilities, dtls };
    const joined = await client.call('meeting:join', { code: meeting.code, displayName, media });
    const person = new Person(client, joined, { send, recv });
    people.push(person);
    const { sendTransport, recvTransport } = person.media;
    await Promise.all([send.connect(sendTransport), recv.connect(recvTransport)]);
    return person;
  }

  private constructor(
    client: SocketClient,
    joined: Joined,
    paths: Record<'send' | 'recv', MediaPath>,
  ) {
    this.client = client;
    this.joined = joined;
    this.#send = paths.send;
    this.#send = paths.send;
    this.#recv = paths.recv;
    this.#recv.onPacket({
      rtp: (packet) => this.heard.add(packet.readUInt32BE(4) / TICKS_PER_PACKET),
    });
  }

  get media() {
    if (!this.joined.media) throw new Error('the server has no media');
    return this.joined.media;
  }

  async speak(): Promise<void> {
    const ssrc = this.#ssrc;
    await this.client.call('media:produce', {
      transportId: this.media.sendTransport.id,
      source: 'mic',
      rtpParameters: { codecs: [OPUS], encodings: [{ ssrc }], rtcp: { cname: 'test' } },
      isPaused: false,
    });
    this.#timer = setInterval(() => {
      const sequence = this.sent++;
      const { payloadType } = OPUS;
      const timestamp = sequence * TICKS_PER_PACKET;
      const isMarked = sequence === 0;
      this.#send.send(writeRtpPacket({ payloadType, sequence, timestamp, ssrc, isMarked }, FRAME));
    }, PACKET_MS);
  }

  hush(): void {
    clearInterval(this.#timer);
  }

  async resume() {
    this.client = await SocketClient.connect(url);
    const { seatToken, sessionId } = this.joined.self;
    return this.client.call('meeting:resume', { seatToken, sessionId, keepsPath: true });
  }

  close(): void {
    this.hush();
    this.client.close();
    this.#send.close();
    this.#recv.close();
  }
}

async function hearEverything(listener: Person): Promise<void> {
  const consumers = [...(listener.joined.media?.consumers ?? [])];
  for (const { name, payload } of listener.client.received) {
    if (name !== 'media:consumersAdded') continue;
    consumers.push(...(payload as { consumers: typeof consumers }).consumers);
  }
  const consumerIds = consumers.map(({ id }) => id);
  await listener.client.call('media:resumeConsumers', { consumerIds });
}

test(
  '[S4] a server that is killed and started again costs its media node not one packet',
  { timeout: 60_000 },
  async () => {
    const ann = await Person.join('Ann');
    const bob = await Person.join('Bob');
    await ann.speak();
    await bob.client.event('media:consumersAdded');
    await hearEverything(bob);
    await eventually(() => bob.heard.size).toBeGreaterThan(50);
    const first = Math.min(...bob.heard);

    server.signal('SIGKILL');
    await server.exited;
    const sentWhenDead = ann.sent;
    await startServer(new URL(url).port);
    const answersAt = performance.now();
    const [resumedAnn, resumedBob] = await Promise.all([ann.resume(), bob.resume()]);
    expect(performance.now() - answersAt).toBeLessThan(BACK_WITHIN_MS);

    for (const [person, resumed] of [
      [ann, resumedAnn],
      [bob, resumedBob],
    ] as const) {
      expect(resumed.self).toEqual(person.joined.self);
      expect(resumed.media?.send.transportId).toBe(person.media.sendTransport.id);
      expect(resumed.media?.recv.transportId).toBe(person.media.recvTransport.id);
      // A path that works is left alone.
      expect(resumed.media?.send.iceParameters).toEqual(person.media.sendTransport.iceParameters);
    }
    expect(resumedBob.participants).toMatchObject([{ isMicOn: true }, { isMicOn: false }]);
    expect(resumedBob.media?.consumers).toMatchObject([{ source: 'mic' }]);

    // What is done from now on reaches the others as before.
    await bob.client.call('participant:raiseHand', { isRaised: true });
    await ann.client.event('meeting:rosterChanged', ({ changed }) =>
      changed.some(({ handRaisedAt }) => typeof handRaisedAt === 'number'),
    );
    const cid = await Person.join('Cid');
    await hearEverything(cid);
    await eventually(() => cid.heard.size).toBeGreaterThan(10);

    await eventually(() => ann.sent).toBeGreaterThan(sentWhenDead + 100);
    ann.hush();
    await eventually(() => bob.heard.has(ann.sent - 1)).toBe(true);
    const all = Array.from({ length: ann.sent - first }, (_, index) => first + index);
    expect(all.filter((packet) => !bob.heard.has(packet))).toEqual([]);
  },
);

test(
  '[M8] a media node that is killed and started again is found, and media are opened anew',
  { timeout: 60_000 },
  async () => {
    const ann = await Person.join('Ann');
    const health = async () => (await new ApiClient(url).send('GET', '//health')).status;
    await node.end('SIGKILL');
    await eventually(health).toBe(503);
    node = await MediaNodeProcess.start(nodeAddress());
    await ann.client.event('media:reset');
    await eventually(health).toBe(200);
    const opened = await ann.client.call('media:open', { rtpCapabilities });
    expect(opened.sendTransport.id).not.toBe(ann.media.sendTransport.id);
  },
);
