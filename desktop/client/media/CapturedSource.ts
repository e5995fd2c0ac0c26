import type { DeviceProblem, LocalSource } from './localMediaState.ts';

export interface CapturedSourcePorts {
  open(deviceId: string | null): Promise<MediaStreamTrack>;
  toProblem(error: unknown): DeviceProblem;
  onState(state: LocalSource): void;
  onTrack(track: MediaStreamTrack | null): void;
  /** The device vanished; another may have taken its place. */
  onReplaced(lostLabel: string, newLabel: string | null): void;
}

/**
 * One's microphone or camera. The camera is closed when it is turned off: its light must go out. A
 * microphone once opened stays open, disabled at once while muted (the browser then sends silence and
 * the server is told to forward nothing), because opening it takes hundreds of milliseconds, in
 * which the first word of whoever unmutes would be lost.
 */
export class CapturedSource {
  readonly #ports: CapturedSourcePorts;
  readonly #keepsOpen: boolean;
  #deviceId: string | null;
  #isWanted = false;
  #track: MediaStreamTrack | null = null;
  /** Grows with each opening: one that was overtaken by a later wish stops what it opened. */
  #opening = 0;
  #closed = false;

  constructor(source: 'mic' | 'camera', deviceId: string | null, ports: CapturedSourcePorts) {
    this.#keepsOpen = source === 'mic';
    this.#deviceId = deviceId;
    this.#ports = ports;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** The device that really delivers, which may be another than the chosen one. */
  get deviceIdInUse(): string | null {
    return this.#track?.getSettings().deviceId ?? null;
  }

  async setOn(isOn: boolean): Promise<void> {
    if (this.#closed) return;
    this.#isWanted = isOn;
    if (!isOn) return this.#turnOff();
    if (this.#track) {
      this.#track.enabled = true;
      this.#ports.onState({ kind: 'on' });
      return;
    }
    this.#ports.onState({ kind: 'starting' });
    await this.#open();
  }

  /**
   * Takes another device; at once when one is open.
   * @returns false when it did not open and the one before goes on
   */
  async choose(deviceId: string | null): Promise<boolean> {
    if (this.#closed) return false;
    const before = this.#deviceId;
    this.#deviceId = deviceId;
    if (!this.#track && !this.#isWanted) return true;
    const outcome = await this.#open();
    if (outcome === 'kept') this.#deviceId = before;
    return outcome !== 'kept';
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#isWanted = false;
    this.#opening += 1;
    this.#swap(null);
  }

  #turnOff(): void {
    if (this.#track && this.#keepsOpen) this.#track.enabled = false;
    else {
      this.#opening += 1;
      this.#swap(null);
    }
    this.#ports.onState({ kind: 'off' });
  }

  /** `kept`: the device failed and the one before stays; `overtaken`: a later wish decides. */
  async #open(): Promise<'opened' | 'kept' | 'failed' | 'overtaken'> {
    const opening = ++this.#opening;
    try {
      const track = await this.#openBesideOrInsteadOf(opening);
      if (opening !== this.#opening) {
        track.stop();
        return 'overtaken';
      }
      track.enabled = this.#isWanted;
      track.addEventListener('ended', () => void this.#handleEnded(track));
      this.#swap(track);
      this.#ports.onState({ kind: this.#isWanted ? 'on' : 'off' });
      return 'opened';
    } catch (error) {
      if (opening !== this.#opening) return 'overtaken';
      if (this.#track) return 'kept';
      if (this.#isWanted) {
        this.#isWanted = false;
        this.#ports.onState({ kind: 'blocked', problem: this.#ports.toProblem(error) });
      }
      return 'failed';
    }
  }

  /** Phones open one camera at a time: when the new one refuses beside the old, the old one yields. */
  async #openBesideOrInsteadOf(opening: number): Promise<MediaStreamTrack> {
    try {
      return await this.#ports.open(this.#deviceId);
    } catch (error) {
      const mayHelp = this.#track && this.#ports.toProblem(error) === 'deviceInUse';
      if (!mayHelp || opening !== this.#opening) throw error;
      this.#swap(null);
      return this.#ports.open(this.#deviceId);
    }
  }

  async #handleEnded(track: MediaStreamTrack): Promise<void> {
    if (track !== this.#track) return;
    this.#swap(null);
    const lostLabel = track.label;
    if (this.#isWanted || this.#keepsOpen) {
      // The chosen device stays remembered: it is taken again when it is plugged in again.
      await this.#open();
    }
    this.#ports.onReplaced(lostLabel, this.#track?.label ?? null);
  }

  #swap(track: MediaStreamTrack | null): void {
    const before = this.#track;
    if (before === track) return;
    this.#track = track;
    this.#ports.onTrack(track);
    before?.stop();
  }
}
