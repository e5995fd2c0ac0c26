import type { Clock } from '../platform/clock.ts';
import { rms, toLoudness } from './loudness.ts';

const INTERVAL_MS = 100;

/** Measures how loud one's own microphone is, only while somebody listens. */
export class MicMeter {
  readonly #clock: Clock;
  readonly #listeners = new Set<(level: number) => void>();
  #track: MediaStreamTrack | null = null;
  #context: AudioContext | null = null;
  #running: { analyser: AnalyserNode; stop(): void } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  setTrack(track: MediaStreamTrack | null): void {
    this.#track = track;
    if (this.#listeners.size === 0) return;
    this.#stop();
    this.#start();
  }

  /** @returns unsubscribes */
  subscribe(listener: (level: number) => void): () => void {
    const own = (level: number) => listener(level);
    this.#listeners.add(own);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      if (this.#listeners.delete(own) && this.#listeners.size === 0) this.#stop();
    };
  }

  close(): void {
    this.#listeners.clear();
    this.#stop();
    void this.#context?.close();
    this.#context = null;
  }

  #start(): void {
    if (!this.#track || this.#track.readyState === 'ended') {
      for (const listener of this.#listeners) listener(0);
      return;
    }
    const context = (this.#context ??= new AudioContext());
    // Before the first click a context is suspended; capturing a microphone lets it run.
    if (context.state === 'suspended') context.resume().catch(() => undefined);
    const node = context.createMediaStreamSource(new MediaStream([this.#track]));
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    node.connect(analyser);
    const stopTimer = this.#clock.every(INTERVAL_MS, () => this.#measure());
    this.#running = {
      analyser,
      stop() {
        stopTimer();
        node.disconnect();
      },
    };
  }

  #stop(): void {
    this.#running?.stop();
    this.#running = null;
  }

  #measure(): void {
    if (!this.#running) return;
    const samples = new Float32Array(this.#running.analyser.fftSize);
    this.#running.analyser.getFloatTimeDomainData(samples);
    const level = toLoudness(rms(samples));
    for (const listener of this.#listeners) listener(level);
  }
}
