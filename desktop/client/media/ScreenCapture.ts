import type { DeviceProblem, LocalSource } from './localMediaState.ts';

export interface ScreenCapturePorts {
  /** Opens the browser's picker. */
  open(): Promise<MediaStream>;
  isDismissed(error: unknown): boolean;
  toProblem(error: unknown): DeviceProblem;
  onState(state: LocalSource): void;
  onTracks(video: MediaStreamTrack | null, audio: MediaStreamTrack | null): void;
}

/** The screen, window or tab that one shares, with its sound where there is some. */
export class ScreenCapture {
  readonly #ports: ScreenCapturePorts;
  #stream: MediaStream | null = null;
  #isAsking = false;
  #closed = false;

  constructor(ports: ScreenCapturePorts) {
    this.#ports = ports;
  }

  get video(): MediaStreamTrack | null {
    return this.#stream?.getVideoTracks()[0] ?? null;
  }

  get audio(): MediaStreamTrack | null {
    return this.#stream?.getAudioTracks()[0] ?? null;
  }

  /** While a picker is open, a second one would only confuse: it is not opened. */
  async start(): Promise<void> {
    if (this.#closed || this.#isAsking || this.#stream) return;
    this.#isAsking = true;
    this.#ports.onState({ kind: 'starting' });
    try {
      this.#use(await this.#ports.open());
    } catch (error) {
      if (this.#closed) return;
      this.#ports.onState(
        this.#ports.isDismissed(error)
          ? { kind: 'off' }
          : { kind: 'blocked', problem: this.#ports.toProblem(error) },
      );
    } finally {
      this.#isAsking = false;
    }
  }

  stop(): void {
    const stream = this.#stream;
    if (!stream) return;
    this.#stream = null;
    stream.getTracks().forEach((track) => track.stop());
    this.#ports.onTracks(null, null);
    this.#ports.onState({ kind: 'off' });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.stop();
  }

  #use(stream: MediaStream): void {
    const video = stream.getVideoTracks()[0];
    if (this.#closed || !video) {
      stream.getTracks().forEach((track) => track.stop());
      if (!this.#closed) this.#ports.onState({ kind: 'off' });
      return;
    }
    // "detail" makes the encoder keep every pixel and let frames go when it must choose.
    video.contentHint = 'detail';
    // The browser's own "stop sharing" bar ends the track.
    video.addEventListener('ended', () => this.#stream === stream && this.stop());
    const audio = stream.getAudioTracks()[0];
    if (audio) audio.contentHint = 'music';
    this.#stream = stream;
    this.#ports.onTracks(video, audio ?? null);
    this.#ports.onState({ kind: 'on' });
  }
}
