import type { Session } from 'electron';
import type { ScreenChoice } from '../shell/ScreenPicker.ts';
import { isPermitted } from '../shell/permissionPolicy.ts';

/** Permissions by our own rules, and screens only by the user's choice. */
export function guardSession(
  session: Session,
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
    chooseScreen().then(
      (choice) => {
        // An empty answer is Electron's way of saying "denied".
        if (!choice) return answer({});
        const video = { id: choice.sourceId, name: '' };
        answer(choice.withAudio ? { video, audio: 'loopback' } : { video });
      },
      () => answer({}),
    );
  });
}
