import {
  MAX_PARTICIPANTS,
  type Lobby,
  type RtpCapabilities,
} from '../../shared/contracts/index.ts';
import { may } from '../../shared/domain/permissions.ts';
import { comesBack, mustGivePasscode, refusalAtDoor } from './admissionRules.ts';
import type { LiveRooms } from './ports.ts';
import type { MeetingOf } from './records.ts';
import { roleOf } from './roles.ts';
import type { ServerDoors } from './ServerDoors.ts';
import { toIsoOrNull } from './views.ts';

const NAMES_SHOWN = 8;

interface LobbyDependencies {
  live: Pick<LiveRooms, 'presentCount' | 'presentNames'>;
  doors: Pick<ServerDoors, 'stateFor'>;
  routerRtpCapabilities: RtpCapabilities | null;
}

/**
 * What one may know before joining: the title and how many are there with the code alone; who is
 * there only where one could walk in.
 */
export function toLobby(
  { meeting, membership }: MeetingOf,
  userId: string | null,
  { live, doors, routerRtpCapabilities }: LobbyDependencies,
): Lobby {
  const { id, ownerId, status, guestsAllowed, isLocked, maxParticipants, sealedPasscode } = meeting;
  const role = roleOf({ ownerId, userId, isCohost: membership?.isCohost ?? false });
  const facts = {
    status,
    isRemoved: membership?.isRemoved ?? false,
    role,
    holdsSeat: false,
    guestsAllowed,
    isLocked,
    hasPasscode: sealedPasscode !== null,
  };
  const passcodeRequired = mustGivePasscode(facts);
  const couldWalkIn = !passcodeRequired && refusalAtDoor(facts) === null;
  const presentCount = live.presentCount(id);
  return {
    code: meeting.code,
    title: meeting.title,
    hostName: meeting.hostName,
    status,
    startsAt: toIsoOrNull(meeting.startsAt),
    endsAt: toIsoOrNull(meeting.endsAt),
    isLocked,
    isFull:
      presentCount >= (maxParticipants ?? MAX_PARTICIPANTS) && !may(role, 'meeting:joinWhenFull'),
    serverState: doors.stateFor({
      meetingId: id,
      participantId: null,
      comesBack: comesBack({ role, isRunning: presentCount > 0 }, null, 0),
    }),
    guestsAllowed,
    passcodeRequired,
    myRole: membership || userId === ownerId ? role : null,
    presentCount,
    presentNames: couldWalkIn ? live.presentNames(id, NAMES_SHOWN) : [],
    routerRtpCapabilities,
  };
}
