import { useEffect } from 'react';
import { useDeviceSentence, useReplacedDevices } from '../../lobby/index.ts';
import { useMeeting } from '../MeetingContext.ts';

/** Says what keeps a device away at the moment at which it is asked for and does not come, or goes. */
export function useDeviceHints(): void {
  const { localMedia, view } = useMeeting();
  const toSentence = useDeviceSentence();
  useReplacedDevices(localMedia);
  useEffect(
    () =>
      localMedia.store.subscribe((state, before) => {
        for (const source of ['mic', 'camera', 'screen'] as const) {
          const now = state[source];
          if (now.kind === 'blocked' && before[source].kind !== 'blocked') {
            view.showHint(toSentence(source, now.problem));
          }
        }
      }),
    [localMedia, view, toSentence],
  );
}
