import type { ActionTable } from './SocketAction.ts';
import { MEDIA_ACTIONS } from './mediaActions.ts';
import { DOOR_ACTIONS, TALK_ACTIONS } from './meetingActions.ts';

/**
 * Every request of the protocol; one that is missing does not compile. In an order in which one does not take from the
 * next what it needs.
 */
export const SOCKET_ACTIONS: ActionTable = { ...TALK_ACTIONS, ...MEDIA_ACTIONS, ...DOOR_ACTIONS };
