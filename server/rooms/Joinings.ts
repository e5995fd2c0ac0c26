import type { AppError } from '../../shared/errors.ts';
import type { SeatRecord } from './ports.ts';

export interface Joining {
  /** Grows from one to the next, whichever comes to its end first. */
  readonly number: number;
  readonly meetingId: string;
  readonly participantId: string;
  readonly userId: string | null;
  /** Supersedes that of its session, whose media it has opened anew. */
  readonly hasMedia: boolean;
  /** Given meanwhile; null: the one that was found holds. */
  role: SeatRecord['role'] | null;
  /** Set when, meanwhile, something happened that keeps this person out. */
  refusal: AppError | null;
}

/** Joins under way, so that what ends or changes a seat meanwhile does so to them too. */
export class Joinings {
  readonly #all = new Set<Joining>();
  #lastNumber = 0;

  get count(): number {
    return this.#all.size;
  }

  begin(joining: Omit<Joining, 'number' | 'role' | 'refusal'>): Joining {
    this.#lastNumber += 1;
    const begun = { ...joining, number: this.#lastNumber, role: null, refusal: null };
    this.#all.add(begun);
    return begun;
  }

  end(joining: Joining): void {
    this.#all.delete(joining);
  }

  isUnderWay(participantId: string): boolean {
    return [...this.#all].some((joining) => joining.participantId === participantId);
  }

  /** Whether another of the same seat has begun after it: the media that are there are that one's business. */
  isFollowed({ participantId, number }: Joining): boolean {
    return [...this.#all].some((one) => one.participantId === participantId && one.number > number);
  }

  hasAnother({ participantId }: Joining): boolean {
    return [...this.#all].filter((one) => one.participantId === participantId).length > 1;
  }

  refuse(fits: (joining: Joining) => boolean, refusal: AppError): void {
    for (const joining of this.#all) if (fits(joining)) joining.refusal = refusal;
  }

  giveRole(meetingId: string, userId: string, role: SeatRecord['role']): void {
    for (const joining of this.#all) {
      if (joining.meetingId === meetingId && joining.userId === userId) joining.role = role;
    }
  }
}
