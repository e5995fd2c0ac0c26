import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { EventName, Session } from '../../../../shared/contracts/index.ts';
import type { MeetingAction, TargetAction } from '../../../../shared/domain/permissions.ts';
import { consumersOf, rosterOf } from '../support/seen.ts';
import type { Row } from './readStored.ts';
import type { Name, Person } from './Scene.ts';
import { idOf, told, toldOfLeaving, type Effect, type Ends } from './SocketAction.ts';

/** Who may: as the contract's `auth` says, and in a meeting as shared/domain does. */
export type RestPermission =
  | { by: 'auth' }
  /** The door: whoever was not removed. */
  | { by: 'door' }
  /** Whoever owns the meeting or took part in it and was not removed. */
  | { by: 'membership' }
  | { by: 'role'; action: MeetingAction }
  | { by: 'target'; action: TargetAction }
  /** Whoever holds the seat token, and nobody asks who that is. */
  | { by: 'seatToken' };

/** Who asks; `self` is their place in the scene. */
export interface Asker extends Pick<Ends, 'self'> {
  token: string | undefined;
  /** null: has no account. */
  userId: string | null;
}

export interface RestEnds extends Ends, Asker {
  /** Somebody new, where it is done to an account. */
  account: Session | null;
  /** An administrator's. */
  rootToken: string;
}

/** All that is stored, but for when somebody was last seen, which every request tells. */
export interface Stored {
  /** As an administrator reads them. */
  users: readonly Row[];
  /** As its host reads it; null: it is gone. */
  meeting: Row | null;
  attendees: readonly Row[];
}

export interface RestAction {
  permission: RestPermission;
  /** Sent as JSON, or nothing. `password` stands for the right one, `seatToken` for one's own or none. */
  body?: Row;
  /** Sent as multipart instead. */
  sendsPicture?: true;
  namesAccount?: true;
  /** Answered so to whoever is let through, where that is no success: what is asked for is not there. */
  beyond?: string;
  /** Brings about what this would change, also where it will be refused; known to everybody when it is done. */
  given?(ends: RestEnds): Promise<void>;
  /** All that is told when it is permitted; when it is not, nothing is. */
  effects?(ends: RestEnds): readonly Effect[];
  /** What may be told besides. */
  mayBeTold?: readonly EventName[];
  /** Whose sockets it closes. */
  closes?(ends: RestEnds): readonly Person[];
  /** All that is stored afterwards; without it, what was stored before. */
  changes?(before: Stored, ends: RestEnds, data: Row | null): Stored;
  /** Who reads of the meeting what is stored, where its host cannot. */
  readBy?: Name;
  /** Shows what neither events nor what is stored do. */
  prove?(ends: RestEnds, data: Row | null): Promise<void> | void;
  /** Afterwards the meeting, or the one who asks, is not what it was. */
  isOver?: true;
}

/** What nobody knows before it is there: an id, or a time. */
export const SOME_TEXT: unknown = expect.any(String);

export function withUser(before: Stored, userId: string | null, change: Row): Stored {
  const users = before.users.map((user) => (user.id === userId ? { ...user, ...change } : user));
  return { ...before, users };
}

export function withMeeting(before: Stored, change: Row): Stored {
  return { ...before, meeting: before.meeting && { ...before.meeting, ...change } };
}

export function withAttendee(before: Stored, person: Person, change: Row): Stored {
  const id = idOf(person);
  const attendees = before.attendees.map((one) =>
    one.participantId === id ? { ...one, ...change } : one,
  );
  return { ...before, attendees };
}

/** Those of them who were there have left. */
export function withoutPresent(before: Stored, people: readonly Person[]): Stored {
  const ids: unknown[] = people.map(idOf);
  const attendees = before.attendees.map((one) =>
    one.isPresent === true && ids.includes(one.participantId)
      ? { ...one, isPresent: false, leftAt: SOME_TEXT }
      : one,
  );
  const presentCount = attendees.filter(({ isPresent }) => isPresent === true).length;
  return withMeeting({ ...before, attendees }, { presentCount });
}

/** The others see somebody go, and lose what they got of them. */
export function toldOfGoing(
  { scene }: Ends,
  person: Person,
  reason: 'left' | 'removed',
): readonly Effect[] {
  const others = scene.liveBut(person);
  return [
    toldOfLeaving(others, person, reason),
    ...others.flatMap((viewer) => toldOfLosing(viewer, person)),
  ];
}

function toldOfLosing(viewer: Person, owner: Person): Effect[] {
  const sent = Object.values(owner.producers);
  const lost = [...consumersOf(viewer)]
    .filter(([producerId]) => sent.includes(producerId))
    .map(([, consumerId]) => consumerId)
    .sort();
  if (lost.length === 0) return [];
  return [
    told([viewer], 'media:consumersClosed', ({ consumerIds }) =>
      isDeepStrictEqual([...consumerIds].sort(), lost),
    ),
  ];
}

export function userIdOf(person: Person): string | null {
  return rosterOf(person).people.get(idOf(person))?.userId ?? null;
}
