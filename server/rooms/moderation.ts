import { AppError } from '../../shared/errors.ts';
import {
  may,
  mayActOn,
  type Capacity,
  type MeetingAction,
  type TargetAction,
} from '../../shared/domain/permissions.ts';
import type { MediaPort, MeetingsPort } from './ports.ts';
import type { Room } from './Room.ts';
import type { Seat } from './Seat.ts';

export interface ModerationDeps {
  meetings: Pick<
    MeetingsPort,
    'setHand' | 'setLocked' | 'setParticipantRole' | 'markRemoved' | 'endMeeting'
  >;
  media: Pick<MediaPort, 'pauseSource' | 'closeSource'>;
}

/** Who acts, and where: every function below is one request of docs/protocol.md, "Acting on others". */
export interface Actor {
  room: Room;
  seat: Seat;
}

/** Whom "mute all" spares. */
const HOSTING: ReadonlySet<Capacity> = new Set<Capacity>(['host', 'cohost', 'actingHost']);

export function assertMay(actor: Actor, action: MeetingAction): void {
  if (!may(actor.room.capacityOf(actor.seat), action)) throw notPermitted();
}

function assertMayActOn(actor: Actor, action: TargetAction, target: Seat): void {
  // An acting host keeps the role of a member, on whom an acting host may act: but not on oneself, on whatever device.
  const { userId } = actor.seat.record;
  const isOneself = target === actor.seat || (userId !== null && target.record.userId === userId);
  if (isOneself || !mayActOn(actor.room.capacityOf(actor.seat), action, target.record.role)) {
    throw notPermitted();
  }
}

function notPermitted(): AppError {
  return new AppError('forbidden', 'Only a host or a co-host can do this.');
}

export async function setLocked(
  deps: ModerationDeps,
  actor: Actor,
  isLocked: boolean,
): Promise<void> {
  assertMay(actor, 'meeting:setLocked');
  const { room, seat } = actor;
  await deps.meetings.setLocked(room.id, isLocked);
  room.meeting = { ...room.meeting, isLocked };
  room.broadcast('meeting:lockChanged', { isLocked, byParticipantId: seat.id });
}

export async function endForAll(deps: ModerationDeps, actor: Actor): Promise<void> {
  assertMay(actor, 'meeting:end');
  await deps.meetings.endMeeting(actor.room.id, 'endedByHost');
  actor.room.close('endedByHost');
}

/** [A2] */
export async function mute(
  deps: ModerationDeps,
  actor: Actor,
  input: { participantId: string; source: 'mic' | 'camera' | 'screen' },
): Promise<void> {
  const target = actor.room.getSeat(input.participantId);
  assertMayActOn(actor, 'participant:mute', target);
  await silence(deps, actor, target, input.source);
}

/** [A2] */
export async function muteAll(deps: ModerationDeps, actor: Actor): Promise<void> {
  assertMay(actor, 'meeting:muteAll');
  const targets = [...actor.room.seats.values()].filter(
    (seat) => seat.sources.isMicOn && !HOSTING.has(actor.room.capacityOf(seat)),
  );
  const outcomes = await Promise.allSettled(
    targets.map((target) => silence(deps, actor, target, 'mic')),
  );
  // One who cannot be muted just now does not keep the others loud; the host is told all the same.
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function silence(
  deps: ModerationDeps,
  actor: Actor,
  target: Seat,
  source: 'mic' | 'camera' | 'screen',
): Promise<void> {
  const { room, seat } = actor;
  const tell = () =>
    target.connection?.emit('meeting:mutedByHost', { source, byParticipantId: seat.id });
  if (source === 'screen') {
    await deps.media.closeSource(room.id, target.id, 'screen');
    await deps.media.closeSource(room.id, target.id, 'screenAudio');
    tell();
  } else {
    // Where the node is late the host is told so, and whom it befalls when it does.
    await deps.media.pauseSource(room.id, target.id, source, tell);
  }
}

/** [A3] */
export function askToUnmute(actor: Actor, participantId: string): void {
  const target = actor.room.getSeat(participantId);
  assertMayActOn(actor, 'participant:askToUnmute', target);
  target.connection?.emit('meeting:askedToUnmute', { byParticipantId: actor.seat.id });
}

/** [A4] */
export async function remove(
  deps: ModerationDeps,
  actor: Actor,
  participantId: string,
): Promise<void> {
  const target = actor.room.getSeat(participantId);
  assertMayActOn(actor, 'participant:remove', target);
  await deps.meetings.markRemoved(target.id);
  actor.room.dismiss(target, 'removed');
}

export async function setRole(
  deps: ModerationDeps,
  actor: Actor,
  input: { participantId: string; role: 'cohost' | 'participant' },
): Promise<void> {
  const target = actor.room.getSeat(input.participantId);
  assertMayActOn(actor, 'participant:setRole', target);
  await deps.meetings.setParticipantRole(target.id, input.role);
  // The role is the account's: it holds on each of its devices.
  const { userId } = target.record;
  for (const seat of actor.room.seats.values()) {
    if (seat === target || (userId !== null && seat.record.userId === userId)) {
      actor.room.change(seat, { role: input.role });
    }
  }
}

/** What was last said of a hand, while it is being stored. */
interface HandWord {
  handRaisedAt: number | null;
  stored: Promise<void>;
}
const handWords = new WeakMap<Seat, HandWord>();

/** [O4] The last word counts, also where the one before is not stored yet. */
export async function setHand(
  deps: ModerationDeps,
  room: Room,
  target: Seat,
  handRaisedAt: number | null,
): Promise<void> {
  const last = handWords.get(target);
  const current = last ? last.handRaisedAt : target.record.handRaisedAt;
  if ((current === null) === (handRaisedAt === null)) {
    // Said already, and acknowledged as that is.
    await last?.stored;
    return;
  }
  const word = { handRaisedAt, stored: deps.meetings.setHand(target.id, handRaisedAt) };
  handWords.set(target, word);
  await word.stored;
  if (handWords.get(target) !== word) return;
  handWords.delete(target);
  room.change(target, { handRaisedAt });
}

export async function lowerHand(
  deps: ModerationDeps,
  actor: Actor,
  participantId: string,
): Promise<void> {
  const target = actor.room.getSeat(participantId);
  if (target !== actor.seat) assertMayActOn(actor, 'participant:lowerHand', target);
  await setHand(deps, actor.room, target, null);
}
