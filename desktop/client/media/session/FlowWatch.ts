import type { types } from 'mediasoup-client';
import type { Clock } from '../../platform/clock.ts';
import { type Arrivals, hasNewAnswers, hasNewRtp, readArrivals } from './arrivals.ts';
import { BEAT_MS, type Pulse } from './Pulse.ts';

/** Without RTP for this long, somebody who is known to send is not heard for want of a path. */
export const SILENT_MS = 500;
/** A microphone in a quiet room sends one packet in 400 ms (Opus DTX); one may be lost. */
export const SPARSE_SILENT_MS = 1000;
/** Key frame and jitter buffer come first where nothing has come yet. */
const FIRST_FLOW_MS = 2000;
/** Before the verdict packets are counted: a decoder may be short of a key frame while they come. */
const COUNT_BEFORE_MS = 200;
/** An interval timer that is late by more was throttled or held up, and so was what it looks at. */
const MOST_PER_LOOK_MS = 2 * BEAT_MS;
/** A remedy gets this long to show before another is asked for. */
const PROOF_MS = 2000;
/** Streams that brought something so recently flow. */
const LATELY_MS = 300;
/** A path in use is checked by the browser every 2.5 s. */
const EXCUSED_MS = 6000;
/** After a restart of ICE and new transports, there is nothing more to try. */
const REMEDIES = 2;

/** One stream of somebody else that should be coming. */
export interface Flow {
  receiver: Pick<RTCRtpReceiver, 'getSynchronizationSources'>;
  /** It may send very little and be well. */
  isSparse: boolean;
}

export interface FlowWatchDeps {
  clock: Clock;
  pulse: Pulse;
  /** The receiving transport, while there is one. */
  transport(): Pick<types.Transport, 'connectionState' | 'getStats'> | null;
  /** What is sent to us now, as far as the server told. */
  flows(): readonly Flow[];
  /**
   * Nothing comes over a path that says it is connected.
   * @param times how often in a row, from 1: each asks for a stronger remedy than the one before
   * @returns false: it could not be applied, since the server cannot be asked
   */
  remedy(times: number): Promise<boolean>;
  /** Whatever was tried, nothing comes and no check is answered. */
  onBlocked(): void;
  /** What was silent brings something again, or nothing is expected of it any more. */
  onFlow(): void;
}

type Phase =
  | { kind: 'flowing' }
  /** Statistics are read, or a remedy is under way. */
  | { kind: 'busy' }
  | { kind: 'proving'; since: number; before: Arrivals }
  /** The path answers: whoever sends is cut off on their side. */
  | { kind: 'excused'; since: number; before: Arrivals }
  | { kind: 'blocked' };

const FLOWING: Phase = { kind: 'flowing' };

/**
 * Notices within half a second a path that is connected by its own account and yet brings nothing: the
 * browser takes many seconds to doubt it. In the ordinary case a look is one question about one receiver;
 * statistics, which cost far more, are read only when that one has gone silent.
 */
export class FlowWatch {
  readonly #deps: FlowWatchDeps;
  readonly #stop: () => void;
  #transport: ReturnType<FlowWatchDeps['transport']> = null;
  #phase: Phase = FLOWING;
  /** When each receiver last brought something, by its own clock, and at which look that was asked. */
  #brought = new WeakMap<Flow['receiver'], { at: number; look: number }>();
  #looks = 0;
  /** Asked first, since it most likely brings something again. */
  #lively: Flow['receiver'] | null = null;
  #hasFlowed = false;
  #silentMs = 0;
  #lookedAt: number;
  #counted: Promise<Arrivals> | null = null;
  #times = 0;
  /** Grows when what is under way shall count no more. */
  #era = 0;
  #isPaused = false;
  #movedAt = -Infinity;
  /** It was silent while no remedy was ours to ask for: decoders lack what was sent meanwhile all the same. */
  #wasInterrupted = false;

  constructor(deps: FlowWatchDeps) {
    this.#deps = deps;
    this.#lookedAt = deps.clock.now();
    this.#stop = deps.pulse.every(1, () => this.#look());
  }

  /** Whether something has come within a moment, also while no remedy could be had. */
  get isFlowing(): boolean {
    return this.#deps.clock.now() - this.#movedAt <= LATELY_MS;
  }

  close(): void {
    this.#stop();
    this.#begin();
  }

  /** While the server cannot be asked, there is no remedy. */
  pause(): void {
    this.#isPaused = true;
    this.#begin();
  }

  /** The server can be asked again. What was tried still counts: the answer may be that of one's own remedy. */
  unpause(): void {
    this.#isPaused = false;
  }

  /** The remedies begin anew: a person asked to try again. */
  forget(): void {
    this.#isPaused = false;
    this.#begin();
  }

  #begin(): void {
    this.#era += 1;
    this.#phase = FLOWING;
    this.#times = 0;
    this.#silentMs = 0;
    this.#counted = null;
  }

  #look(): void {
    const now = this.#deps.clock.now();
    const elapsedMs = Math.min(now - this.#lookedAt, MOST_PER_LOOK_MS);
    this.#lookedAt = now;
    const transport = this.#deps.transport();
    if (this.#isPaused || transport?.connectionState !== 'connected') {
      if (transport?.connectionState === 'connected') this.#bringsSomething(this.#deps.flows());
      if (this.#hasFlowed && now - this.#movedAt > SILENT_MS) this.#wasInterrupted = true;
      // What breaks by its own account is PathWatch's to mend.
      this.#silentMs = 0;
      this.#counted = null;
      return;
    }
    if (transport !== this.#transport) this.#startOver(transport);
    const flows = this.#deps.flows();
    if (flows.length === 0) {
      this.#hasFlowed = false;
      this.#handleFlow();
    } else if (this.#bringsSomething(flows)) {
      this.#hasFlowed = true;
      this.#handleFlow();
    } else {
      this.#silentMs += elapsedMs;
      this.#judge(transport, flows, now);
    }
  }

  /** New transports are the second remedy, or somebody else's: what was tried still counts. */
  #startOver(transport: Watched): void {
    const times = this.#times;
    this.#begin();
    this.#times = times;
    this.#transport = transport;
    this.#hasFlowed = false;
    this.#wasInterrupted = false;
  }

  #bringsSomething(flows: readonly Flow[]): boolean {
    this.#looks += 1;
    const lively = flows.find(({ receiver }) => receiver === this.#lively);
    const isLively = lively !== undefined && this.#hasMoved(lively);
    // Once it stands still all are asked, each time: who was not asked at the last look tells nothing of since then.
    const others = isLively ? [] : flows.filter((flow) => flow !== lively && this.#hasMoved(flow));
    const moved = isLively ? lively : others[0];
    if (!moved) return false;
    this.#lively = moved.receiver;
    this.#movedAt = this.#deps.clock.now();
    return true;
  }

  #hasMoved({ receiver }: Flow): boolean {
    const times = receiver.getSynchronizationSources().map(({ timestamp }) => timestamp);
    const newest = Math.max(0, ...times);
    const before = this.#brought.get(receiver);
    this.#brought.set(receiver, { at: newest, look: this.#looks });
    // What was not asked at the look before may have come at any time since.
    return before?.look === this.#looks - 1 && newest > before.at;
  }

  #handleFlow(): void {
    const wasSilent = this.#times > 0 || this.#phase.kind !== 'flowing' || this.#wasInterrupted;
    this.#wasInterrupted = false;
    this.#begin();
    if (wasSilent) this.#deps.onFlow();
  }

  #judge(transport: Watched, flows: readonly Flow[], now: number): void {
    const phase = this.#phase;
    switch (phase.kind) {
      case 'flowing': {
        const limitMs = this.#limitMs(flows);
        if (this.#silentMs >= limitMs - COUNT_BEFORE_MS) this.#counted ??= count(transport);
        if (this.#silentMs >= limitMs) void this.#confirm(transport);
        return;
      }
      case 'proving':
        if (now - phase.since >= PROOF_MS) void this.#prove(transport, phase.before);
        return;
      case 'excused':
        if (now - phase.since >= EXCUSED_MS) void this.#prove(transport, phase.before);
        return;
      case 'busy':
      case 'blocked':
        return;
    }
  }

  #limitMs(flows: readonly Flow[]): number {
    if (!this.#hasFlowed) return FIRST_FLOW_MS;
    return flows.every(({ isSparse }) => isSparse) ? SPARSE_SILENT_MS : SILENT_MS;
  }

  /** Nothing was shown for as long as that: did nothing come, either? */
  async #confirm(transport: Watched): Promise<void> {
    const era = this.#era;
    this.#phase = { kind: 'busy' };
    const before = await this.#counted;
    const now = await count(transport);
    if (era !== this.#era || !before) return;
    if (hasNewRtp(before, now)) this.#begin();
    else await this.#remedy(transport);
  }

  async #prove(transport: Watched, before: Arrivals): Promise<void> {
    const era = this.#era;
    this.#phase = { kind: 'busy' };
    const now = await count(transport);
    if (era !== this.#era) return;
    if (hasNewRtp(before, now)) this.#handleFlow();
    else if (hasNewAnswers(before, now)) {
      this.#phase = { kind: 'excused', since: this.#deps.clock.now(), before: now };
    } else await this.#remedy(transport);
  }

  async #remedy(transport: Watched): Promise<void> {
    const era = this.#era;
    if (this.#times === REMEDIES) {
      this.#phase = { kind: 'blocked' };
      this.#deps.onBlocked();
      return;
    }
    const before = await count(transport);
    const isApplied = await this.#deps.remedy(this.#times + 1);
    if (era !== this.#era) return;
    if (isApplied) this.#times += 1;
    this.#phase = { kind: 'proving', since: this.#deps.clock.now(), before };
  }
}

type Watched = NonNullable<ReturnType<FlowWatchDeps['transport']>>;

/** @returns nothing at all of a transport that was closed meanwhile */
async function count(transport: Watched): Promise<Arrivals> {
  try {
    return readArrivals(await transport.getStats());
  } catch {
    // It was closed while we asked: whoever closed it opens the next.
    return { rtpPackets: 0, checksAnswered: new Map() };
  }
}
