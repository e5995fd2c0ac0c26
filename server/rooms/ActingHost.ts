import { chooseActingHost, type SeatedPerson } from '../../shared/domain/actingHost.ts';
import type { Clock } from './ports.ts';

export interface ActingHostDeps {
  clock: Clock;
  people(): Iterable<SeatedPerson>;
  onChanged(actingHostId: string | null): void;
}

/** Who acts as host of one room while its host is away [H1]; owned and closed by the room. */
export class ActingHost {
  readonly #deps: ActingHostDeps;
  #wasHostHere: boolean;
  /** Since when no host is here; null: one is, or none ever was. */
  #hostAwaySince: number | null;
  #participantId: string | null = null;
  #cancelCheck: (() => void) | null = null;
  #closed = false;

  /** @param wasHostHere In this meeting, before the room was opened: then the host is missed from now on. */
  constructor(deps: ActingHostDeps, wasHostHere: boolean) {
    this.#deps = deps;
    this.#hostAwaySince = wasHostHere ? deps.clock.now() : null;
    this.#wasHostHere = wasHostHere;
  }

  get wasHostHere(): boolean {
    return this.#wasHostHere;
  }

  get participantId(): string | null {
    return this.#participantId;
  }

  /** To be called after every change of who is here, and as what. */
  update(): void {
    if (this.#closed) return;
    const { clock } = this.#deps;
    const now = clock.now();
    const all = [...this.#deps.people()];
    this.#noteHost(all, now);
    const { actingHostId, checkAt } = chooseActingHost({
      people: all,
      hostAwaySince: this.#hostAwaySince,
      now,
    });
    this.#cancelCheck?.();
    this.#cancelCheck = checkAt === null ? null : clock.after(checkAt - now, () => this.update());
    if (actingHostId === this.#participantId) return;
    this.#participantId = actingHostId;
    this.#deps.onChanged(actingHostId);
  }

  /** Nothing changes after it. */
  close(): void {
    this.#closed = true;
    this.#cancelCheck?.();
  }

  #noteHost(people: readonly SeatedPerson[], now: number): void {
    const isHere = people.some(({ role, awaySince }) => role === 'host' && awaySince === null);
    if (isHere) {
      this.#wasHostHere = true;
      this.#hostAwaySince = null;
    } else if (this.#wasHostHere) {
      this.#hostAwaySince ??= now;
    }
  }
}
