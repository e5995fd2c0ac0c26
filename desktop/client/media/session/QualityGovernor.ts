import type { types } from 'mediasoup-client';
import type { ProducerHold } from '../../../../shared/contracts/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { ComputerPressure } from './ComputerPressure.ts';
import type { LimitedViews } from './LimitedViews.ts';
import { type ReceiveStats, type SendStats, toReceiveStats, toSendStats } from './mediaStats.ts';
import { nextReceiveState, RECEIVING_ALL } from './receivePolicy.ts';
import { nextSendState, sendLimit, SENDING_ALL } from './sendPolicy.ts';
import type { VideoSource } from './RemoteVideos.ts';
import type { SentVideos } from './SentVideos.ts';

const LOOK_INTERVAL_MS = 1000;
/** The first report after a cut, a second or two later, counts as lost all that was sent into it. */
const REPORTS_OF_THE_CUT_MS = 4000;
const SOURCES = ['camera', 'screen'] as const satisfies VideoSource[];

type Watched = Pick<types.Transport, 'connectionState' | 'getStats'>;

export interface QualityGovernorDeps {
  clock: Clock;
  /** While there are some. */
  transports(): { send: Watched; recv: Watched } | null;
  isSharing(): boolean;
  videos: Pick<SentVideos, 'check' | 'setLimit'>;
  views: Pick<LimitedViews, 'setLevel'>;
  /** One's own video is on and is not sent; null: it is sent again. */
  onOwnHold(source: VideoSource, reason: ProducerHold | null): void;
}

/** Looks once a second at what line and computer manage, and has videos given up before the sound breaks [M11]. */
export class QualityGovernor {
  readonly #deps: QualityGovernorDeps;
  readonly #pressure = new ComputerPressure();
  readonly #stop: () => void;
  #sending = SENDING_ALL;
  #receiving = RECEIVING_ALL;
  #sent: { by: Watched; stats: SendStats } | null = null;
  #received: { by: Watched; stats: ReceiveStats } | null = null;
  #isLooking = false;
  #soundLossCountsFrom = -Infinity;

  constructor(deps: QualityGovernorDeps) {
    this.#deps = deps;
    this.#stop = deps.clock.every(LOOK_INTERVAL_MS, () => void this.#look());
  }

  /** The path was cut and is back: what was lost meanwhile says nothing of what it carries now. */
  handlePathBack(): void {
    this.#soundLossCountsFrom = this.#deps.clock.now() + REPORTS_OF_THE_CUT_MS;
    this.#forgetCut();
  }

  /** Nothing seen before a cut is compared with what comes after it, nor is a line short for the whole of it. */
  #forgetCut(): void {
    this.#sent = null;
    this.#sending = { ...this.#sending, line: { ...this.#sending.line, badSince: null } };
  }

  close(): void {
    this.#stop();
    this.#pressure.close();
  }

  async #look(): Promise<void> {
    const transports = this.#deps.transports();
    if (!transports || this.#isLooking) return;
    this.#isLooking = true;
    try {
      // What is no longer shared is negotiated away, and nobody says when.
      this.#deps.videos.check();
      const { send, recv } = transports;
      if (send.connectionState === 'connected') this.#judgeSending(send, await send.getStats());
      else this.#forgetCut();
      if (recv.connectionState === 'connected') this.#judgeReceiving(recv, await recv.getStats());
    } catch {
      // A transport was closed while we asked; the next ones are looked at in their turn.
    } finally {
      this.#isLooking = false;
    }
  }

  #judgeSending(by: Watched, report: RTCStatsReport): void {
    const before = this.#sent?.by === by ? this.#sent.stats : null;
    const told = toSendStats(report);
    // Chromium tells none while what waits to be sent would take more than 2 s.
    const stats = { ...told, availableBps: told.availableBps ?? before?.availableBps ?? null };
    this.#sent = { by, stats };
    if (!before) return;
    const now = this.#deps.clock.now();
    const seen = {
      availableBps: stats.availableBps,
      soundLoss: now < this.#soundLossCountsFrom ? null : stats.soundLoss,
      isSendingVideo: stats.framesEncoded > before.framesEncoded,
      isSharing: this.#deps.isSharing(),
      isComputerBusy: stats.isCpuLimited && this.#pressure.isCritical !== false,
    };
    const state = nextSendState(this.#sending, seen, now);
    for (const source of SOURCES) {
      const limit = sendLimit(state, source);
      const last = sendLimit(this.#sending, source);
      if (limit.maxLayer === last.maxLayer && limit.hold === last.hold) continue;
      this.#deps.videos.setLimit(source, limit);
      if (limit.hold !== last.hold) this.#deps.onOwnHold(source, limit.hold);
    }
    this.#sending = state;
  }

  #judgeReceiving(by: Watched, report: RTCStatsReport): void {
    const stats = toReceiveStats(report);
    const before = this.#received?.by === by ? this.#received.stats : null;
    this.#received = { by, stats };
    if (!before) return;
    const seen = {
      // A stream that ends takes its counts with it.
      framesDecoded: Math.max(0, stats.framesDecoded - before.framesDecoded),
      framesDropped: Math.max(0, stats.framesDropped - before.framesDropped),
      isCritical: this.#pressure.isCritical,
    };
    this.#receiving = nextReceiveState(this.#receiving, seen, this.#deps.clock.now());
    this.#deps.views.setLevel(this.#receiving.level);
  }
}
