import type { Session, Streams } from 'electron';
import type { ScreenChoice } from '../shell/ScreenPicker.ts';
import { isPermitted } from '../shell/permissionPolicy.ts';

type GuardedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
>;

/** Permissions by our own rules, and screens only by the user's choice. */
export function guardSession(
  session: GuardedSession,
  chooseScreen: () => Promise<ScreenChoice | null>,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(isPermitted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermitted(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    chooseScreen()
      .catch(() => null)
      .then((choice) => answer(choice && toStreams(choice)))
      // The frame that asked is gone: nobody waits for the answer.
      .catch(() => {});
  });
}

/** Only null denies quietly: Electron takes an answer without a video for our mistake, and throws. */
function toStreams({ sourceId, withAudio }: ScreenChoice): Streams {
  const video = { id: sourceId, name: '' };
  return withAudio ? { video, audio: 'loopback' } : { video };
}
