import type { Lobby } from '../../../../shared/contracts/index.ts';

/** The lobby of an ordinary meeting for tests. */
export function createLobby(overrides: Partial<Lobby> = {}): Lobby {
  return {
    code: 'abc-defg-hjk',
    title: 'Stand-up',
    hostName: 'Ana',
    status: 'active',
    startsAt: null,
    endsAt: null,
    isLocked: false,
    isFull: false,
    serverState: 'open',
    guestsAllowed: true,
    passcodeRequired: false,
    myRole: null,
    presentCount: 0,
    presentNames: [],
    routerRtpCapabilities: null,
    ...overrides,
  };
}
