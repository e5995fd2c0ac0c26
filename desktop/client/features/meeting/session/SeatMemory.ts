import { seatToken } from '../../../../../shared/contracts/index.ts';

/** Remembers, for as long as the tab lives, which seat a meeting gave: a reload takes it again [J4]. */
export class SeatMemory {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  readonly #key: string;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null, code: string) {
    this.#storage = storage;
    this.#key = `parley.seat.${code}`;
  }

  read(): string | null {
    const parsed = seatToken.safeParse(this.#try((storage) => storage.getItem(this.#key)));
    return parsed.success ? parsed.data : null;
  }

  write(token: string): void {
    this.#try((storage) => storage.setItem(this.#key, token));
  }

  forget(): void {
    this.#try((storage) => storage.removeItem(this.#key));
  }

  #try<T>(act: (storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) => T): T | null {
    try {
      return this.#storage ? act(this.#storage) : null;
    } catch {
      // Forbidden or full storage: a reload then takes a new seat, which is all that is lost.
      return null;
    }
  }
}
