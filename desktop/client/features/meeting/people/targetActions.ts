import type { Participant } from '../../../../../shared/contracts/index.ts';
import { mayActOn, type Capacity } from '../../../../../shared/domain/permissions.ts';

export const PERSON_ACTIONS = [
  'mute',
  'askToUnmute',
  'stopCamera',
  'stopShare',
  'lowerHand',
  'makeCohost',
  'endCohost',
  'remove',
] as const;
export type PersonAction = (typeof PERSON_ACTIONS)[number];

/** What one may do to a person now: what the rules permit and what would change something. */
export function personActions(
  actor: Capacity | null,
  selfId: string | null,
  person: Participant,
): PersonAction[] {
  if (actor === null || person.id === selfId) return [];
  const mayMute = mayActOn(actor, 'participant:mute', person.role);
  const mayAsk = mayActOn(actor, 'participant:askToUnmute', person.role);
  const maySetRole = mayActOn(actor, 'participant:setRole', person.role);
  const isPossible: Record<PersonAction, boolean> = {
    mute: mayMute && person.isMicOn,
    askToUnmute: mayAsk && !person.isMicOn,
    stopCamera: mayMute && person.isCameraOn,
    stopShare: mayMute && person.isSharing,
    lowerHand:
      person.handRaisedAt !== null && mayActOn(actor, 'participant:lowerHand', person.role),
    makeCohost: maySetRole && person.role === 'participant',
    endCohost: maySetRole && person.role === 'cohost',
    remove: mayActOn(actor, 'participant:remove', person.role),
  };
  return PERSON_ACTIONS.filter((action) => isPossible[action]);
}
