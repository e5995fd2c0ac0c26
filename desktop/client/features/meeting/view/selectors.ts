import type { Participant } from '../../../../../shared/contracts/index.ts';
import {
  capacityOf,
  may,
  type Capacity,
  type MeetingAction,
} from '../../../../../shared/domain/permissions.ts';
import type { MeetingState } from '../meetingState.ts';

export function selectSelf(state: MeetingState): Participant | null {
  return state.selfId === null ? null : (state.participants[state.selfId] ?? null);
}

/** What one may act as now [H2]; null before one is in. */
export function selectMyCapacity(state: MeetingState): Capacity | null {
  const self = selectSelf(state);
  return self && capacityOf(self.role, state.actingHostId === self.id);
}

export function selectIsHandRaised(state: MeetingState): boolean {
  return (selectSelf(state)?.handRaisedAt ?? null) !== null;
}

export function selectPeopleCount(state: MeetingState): number {
  return state.participantIds.length;
}

/** Everybody in order of joining; compare with `useShallow`. */
export function selectPeople(state: MeetingState): Participant[] {
  return state.participantIds.flatMap((id) => state.participants[id] ?? []);
}

export function selectRaisedHandCount(state: MeetingState): number {
  return selectPeople(state).filter(({ handRaisedAt }) => handRaisedAt !== null).length;
}

/** Nobody else is in, once one is in oneself. */
export function selectIsAlone(state: MeetingState): boolean {
  return state.selfId !== null && state.participantIds.every((id) => id === state.selfId);
}

export function selectMay(action: MeetingAction): (state: MeetingState) => boolean {
  return (state) => {
    const capacity = selectMyCapacity(state);
    return capacity !== null && may(capacity, action);
  };
}

/** What a line on top of the stage says; null while all is well. */
export function selectTrouble(state: MeetingState): 'reconnecting' | 'mediaReconnecting' | null {
  const { status, media } = state;
  if (status.kind === 'resuming' || status.kind === 'rejoining') return 'reconnecting';
  return media === 'reconnecting' ? 'mediaReconnecting' : null;
}

/** Whether pictures stand still and are dimmed; one that others cannot see either is a different matter. */
export function selectIsFrozen(state: MeetingState): boolean {
  return selectTrouble(state) !== null;
}
