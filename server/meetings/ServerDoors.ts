import { AppError } from '../../shared/errors.ts';
import type { Places } from './Places.ts';
import type { LiveRooms } from './ports.ts';

/** When asking again makes sense: by then somebody may have left, or the server be back. */
const RETRY_AFTER_SECONDS = 15;

export type ServerState = 'open' | 'full' | 'closing';

interface Newcomer {
  meetingId: string;
  /** null: takes no seat yet, only asks. */
  participantId: string | null;
  /** Comes back to what was theirs: the own meeting that is running, or a seat given up a moment ago. */
  comesBack: boolean;
}

interface ServerDoorsDependencies {
  places: Places;
  live: Pick<LiveRooms, 'presentCount'>;
  /** How many people there may be in all meetings together. */
  maxParticipants: number;
  now: () => number;
}

/** Whether the server as a whole, whatever the meeting, takes one more [J8], [S7]. */
export class ServerDoors {
  readonly #deps: ServerDoorsDependencies;
  #isClosing = false;

  constructor(deps: ServerDoorsDependencies) {
    this.#deps = deps;
  }

  /** From now on nothing begins here; what runs goes on. */
  close(): void {
    this.#isClosing = true;
  }

  /** @throws {AppError} `server_closing` */
  assertTakesMeetings(): void {
    if (this.#isClosing) throw serverClosing();
  }

  /** @throws {AppError} `server_full`, `server_closing` */
  assertTakes(newcomer: Newcomer): void {
    const state = this.stateFor(newcomer);
    if (state === 'full') throw serverFull();
    if (state === 'closing') throw serverClosing();
  }

  stateFor({ meetingId, participantId, comesBack }: Newcomer): ServerState {
    const { places, live, maxParticipants, now } = this.#deps;
    if (this.#isClosing && live.presentCount(meetingId) === 0) return 'closing';
    if (comesBack) return 'open';
    const place = { meetingId, participantId, limit: maxParticipants, now: now() };
    return places.hasRoomOnServer(place) ? 'open' : 'full';
  }
}

function serverFull(): AppError {
  return new AppError(
    'server_full',
    'This server carries as many people as it can. Try again in a while, or ask your administrator.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}

function serverClosing(): AppError {
  return new AppError(
    'server_closing',
    'This server is about to restart, so nothing new begins on it. Try again in a few minutes.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}
