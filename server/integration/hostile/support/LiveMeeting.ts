import {
  BulkClient,
  SequenceCounter,
  videoCapabilities,
  videoParameters,
} from '../../../../build/bench/clients/index.ts';
import { VideoSource } from '../../../../build/bench/forwarding/VideoSource.ts';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { ApiClient, newPerson, until } from '../../support/ApiClient.ts';

/** A small picture: enough packets to count a thousandth of them, not enough to be a load of its own. */
const FRAME_EVERY_MS = 20;
const SSRC = 7_000;

export interface MeetingMeasures {
  /** Video packets that the viewer should have got meanwhile, by their sequence numbers. */
  expected: number;
  received: number;
  /** Milliseconds from a request to its answer, each. */
  answers: number[];
}

/**
 * Two people in a call while something goes on elsewhere: one sends video, the other gets it, both by real ICE, DTLS
 * and SRTP, and one of them asks the server something all the while.
 */
export class LiveMeeting {
  readonly code: string;
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
    const common = { url, code, rtpCapabilities: videoCapabilities } as const;
    const publisher = await BulkClient.join({
      ...common,
      accessToken,
      displayName: 'Pia',
      does: 'send',
    });
    await publisher.produce('camera', videoParameters(SSRC));
    const viewer = await BulkClient.join({ ...common, displayName: 'Vic', does: 'receive' });
    const meeting = new LiveMeeting(code, publisher, viewer);
    await until(() => viewer.received > 50);
    return meeting;
  }

  private constructor(code: string, publisher: BulkClient, viewer: BulkClient) {
    this.code = code;
    this.#publisher = publisher;
    this.#viewer = viewer;
    this.#source = new VideoSource(SSRC, (packet) => publisher.sendRtp(packet));
    publisher.onKeyFrameRequest(() => this.#source.requestKeyFrame());
    this.#sending = setInterval(() => this.#source.sendFrame(), FRAME_EVERY_MS);
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
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
