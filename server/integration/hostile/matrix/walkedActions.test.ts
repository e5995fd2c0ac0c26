import { expect, test } from 'vitest';
import type { RequestName } from '../../../../shared/contracts/index.ts';
import { MEETING_ACTIONS, TARGET_ACTIONS } from '../../../../shared/domain/permissions.ts';
import { DOORS } from './doors.ts';
import { REST_ACTIONS } from './restActions.ts';
import type { SocketAction } from './SocketAction.ts';
import { SOCKET_ACTIONS } from './socketActions.ts';

/** Through the table by name is lost which request has which input. */
const socketActions: readonly (readonly SocketAction<RequestName>[])[] =
  Object.values(SOCKET_ACTIONS);

const permissions = [...socketActions.flat(), ...Object.values(REST_ACTIONS)].map(
  ({ permission }) => permission,
);
const walked = new Set<string>([
  ...permissions.flatMap((permission) => ('action' in permission ? [permission.action] : [])),
  ...DOORS.map(({ action }) => action),
]);

test.each([...MEETING_ACTIONS, ...TARGET_ACTIONS])(
  'what the domain says of %s is asked of the server by a matrix',
  (action) => {
    expect(walked).toContain(action);
  },
);
