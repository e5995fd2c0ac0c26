/** What of the Compute Pressure API is used; TypeScript's DOM library does not have it. */
interface Observer {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
declare global {
  var PressureObserver:
    (new (listener: (records: { state: string }[]) => void) => Observer) | undefined;
}

const SAMPLE_INTERVAL_MS = 2000;

/** Whether the computer says that it can hardly keep up (W3C Compute Pressure). */
export class ComputerPressure {
  readonly #observer: Observer | null;
  #state: string | null = null;

  constructor() {
    const { PressureObserver } = globalThis;
    this.#observer = PressureObserver
      ? new PressureObserver((records) => {
          this.#state = records.at(-1)?.state ?? this.#state;
        })
      : null;
    // Where a policy forbids it, nothing is known, as in browsers without it.
    this.#observer?.observe('cpu', { sampleInterval: SAMPLE_INTERVAL_MS }).catch(() => undefined);
  }

  /** null: the browser does not tell. */
  get isCritical(): boolean | null {
    return this.#state === null ? null : this.#state === 'critical';
  }

  close(): void {
    this.#observer?.disconnect();
  }
}
