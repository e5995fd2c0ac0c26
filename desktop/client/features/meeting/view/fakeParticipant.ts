import type { Participant } from '../../../../../shared/contracts/index.ts';

/** A participant for tests: present, silent, without camera, unless told otherwise. */
export function createParticipant(overrides: Partial<Participant> = {}): Participant {
  return {
    id: 'ana',
    userId: null,
    displayName: overrides.id ?? 'Ana',
    avatarUrl: null,
    role: 'participant',
    presence: 'present',
    isMicOn: false,
    isCameraOn: false,
    isSharing: false,
    handRaisedAt: null,
    joinedAt: 0,
    ...overrides,
  };
}
