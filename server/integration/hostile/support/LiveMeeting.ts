import {
  BulkClient,
  SequenceCounter,
  videoCapabilities,
  videoParameters,
} from '../../../../build/bench/clients/index.ts';
import { PACKETS_PER_FRAME, VideoSource } from '../../../../build/bench/forwarding/VideoSource.ts';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { ApiClient, newPerson, until } from '../../support/ApiClient.ts';
import type { MediaIds } from './MediaIds.ts';

/** A small picture: enough packets to count a thousandth of them, not enough to be a load of its own. */
const FRAME_EVERY_MS = 20;
/** Within what one may ask [R4]. */
const ASK_EVERY_MS = 150;
const SSRC = 7_000;
/** What was on its way may still come after a stream was stopped, and loopback holds less than so many frames. */
const FRAMES_ON_THE_WAY = 3;
const FLOW_LIMIT_MS = 5_000;

export interface MeetingMeasures {
  /** Video packets that the viewer should have got meanwhile, by their sequence numbers. */
  expected: number;
  received: number;
  /** Milliseconds from a request to its answer, each. */
  answers: number[];
}

export interface CallOptions {
  /** How often a picture is sent: what is only to be seen alive needs few. */
  frameEveryMs?: number;
}

interface CallEnds {
  publisher: BulkClient;
  viewer: BulkClient;
  frameEveryMs: number;
}

/**
 * Two people in a call while something goes on elsewhere: one sends video, the other gets it, both by real ICE, DTLS
 * and SRTP, and one of them asks the server something all the while.
 */
export class LiveMeeting {
  readonly code: string;
  /** What the server calls the stream that goes on here, and the ways that it takes. */
  readonly ids: MediaIds;
  readonly #publisher: BulkClient;
  readonly #viewer: BulkClient;
  readonly #source: VideoSource;
  readonly #sending: NodeJS.Timeout;

  /** @param setupToken of a server that has no account yet */
  static async open(url: string, setupToken: string | null = null): Promise<LiveMeeting> {
    const api = new ApiClient(url);
    const details = setupToken === null ? {} : { setupToken };
    const { accessToken } = await api.signIn('/auth/register', newPerson(details));
    const created = await api.send('POST', '/meetings', {
      body: { title: 'Call' },
      token: accessToken,
    });
    // The shape is what the answer's contract says, and REST tests check.
    const { code } = created.body.data as Meeting;
    return LiveMeeting.enter(url, code, accessToken);
  }

  /** As two people more in a meeting that takes guests. @param accessToken of the one who sends */
  static async enter(
    url: string,
    code: string,
    accessToken: string,
    { frameEveryMs = FRAME_EVERY_MS }: CallOptions = {},
  ): Promise<LiveMeeting> {
    const common = { url, code, rtpCapabilities: videoCapabilities } as const;
    const publisher = await BulkClient.join({
      ...common,
      accessToken,
      displayName: 'Pia',
      does: 'send',
    });
    const viewer = await BulkClient.join({ ...common, displayName: 'Vic', does: 'receive' });
    const offered = new Promise<string>((resolve) => {
      viewer.signaling.on('media:consumersAdded', ({ consumers: [first] }) => {
        if (first) resolve(first.id);
      });
    });
    const producerId = await publisher.produce('camera', videoParameters(SSRC));
    const ids = {
      sendTransportId: publisher.transportIds.send,
      recvTransportId: viewer.transportIds.recv,
      producerId,
      consumerId: await offered,
    };
    const meeting = new LiveMeeting(code, ids, { publisher, viewer, frameEveryMs });
    await meeting.flows(50);
    return meeting;
  }

  private constructor(code: string, ids: MediaIds, { publisher, viewer, frameEveryMs }: CallEnds) {
    this.code = code;
    this.ids = ids;
    this.#publisher = publisher;
    this.#viewer = viewer;
    this.#source = new VideoSource(SSRC, (packet) => publisher.sendRtp(packet));
    publisher.onKeyFrameRequest(() => this.#source.requestKeyFrame());
    this.#sending = setInterval(() => this.#source.sendFrame(), frameEveryMs);
  }

  /**
   * Resolves when more has arrived than can have been on its way: both transports, the producer and the consumer are
   * there then, and nobody has paused them.
   * @throws when nothing comes any more
   */
  async flows(packets = FRAMES_ON_THE_WAY * PACKETS_PER_FRAME): Promise<void> {
    const enough = this.#viewer.received + packets;
    await until(() => this.#viewer.received > enough, FLOW_LIMIT_MS);
    this.#publisher.assertSound();
    this.#viewer.assertSound();
  }

  /** What arrives while so many pictures are sent. */
  async receivedDuring(frames: number): Promise<number> {
    const [sent, received] = [this.#source.sent, this.#viewer.received];
    await until(() => this.#source.sent >= sent + frames * PACKETS_PER_FRAME, FLOW_LIMIT_MS);
    return this.#viewer.received - received;
  }

  /** The viewer shows the picture, or nothing of it [M5]. */
  async show(isVisible: boolean): Promise<void> {
    const { consumerId } = this.ids;
    const views = [{ consumerId, isVisible, widthPx: 1280, heightPx: 720 }];
    await this.#viewer.signaling.call('media:setViews', { views });
  }

  /** @throws when the call did not survive */
  async measureDuring(work: () => Promise<void>): Promise<MeetingMeasures> {
    const counter = new SequenceCounter();
    this.#viewer.onRtp((packet) => counter.take(packet.readUInt16BE(2)));
    const answers: number[] = [];
    let isWorking = true;
    const asking = this.#askWhile(() => isWorking, answers);
    try {
      await work();
    } finally {
      isWorking = false;
      await asking;
    }
    const { expected, received } = counter;
    this.#viewer.onRtp(() => undefined);
    this.#publisher.assertSound();
    this.#viewer.assertSound();
    return { expected, received, answers };
  }

  close(): void {
    clearInterval(this.#sending);
    this.#publisher.close();
    this.#viewer.close();
  }

  async #askWhile(goesOn: () => boolean, answers: number[]): Promise<void> {
    while (goesOn()) {
      const askedAt = performance.now();
      await this.#viewer.signaling.call('chat:listMessages', {});
      answers.push(performance.now() - askedAt);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
