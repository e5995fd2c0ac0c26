import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../../../api/index.ts';
import { createLocalMedia, preloadMedia, prepareMedia } from '../../../media/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import { usePlatform } from '../../../platform/index.ts';
import { readChoices } from '../../lobby/index.ts';
import { createMeetingSession } from '../session/index.ts';
import { MeetingEntry, type MeetingEntryDeps } from './MeetingEntry.ts';
import { createReturnMemory } from './returnMemory.ts';

/** The way into one meeting, closed with the page. */
export function useMeetingEntry(code: string): MeetingEntry {
  const api = useApi();
  const platform = usePlatform();
  const [search] = useSearchParams();
  // Made once: what the link asks for counts when it is opened, later changes are no new visit.
  const [entry] = useState(
    () =>
      new MeetingEntry({
        loadLobby: () => api.call('getLobby', { params: { code } }),
        createLocalMedia: () => createLocalMedia({ hasOwnPicker: platform.screenPicker !== null }),
        preloadMedia,
        prepareMedia,
        createSession: (localMedia) =>
          createMeetingSession({
            code,
            localMedia,
            origin: platform.serverUrl() ?? window.location.origin,
            getAccessToken: api.getFreshAccessToken,
          }),
        isMember: api.session.getState().kind === 'signedIn',
        devices: readChoices(storageOf('localStorage')),
        direct: directOf(search, api.session.getState().kind === 'signedIn'),
        returns: createReturnMemory(storageOf('sessionStorage'), code),
        clock: systemClock,
      }),
  );

  useEffect(() => {
    entry.start();
    return () => entry.close();
  }, [entry]);

  return entry;
}

/** `?skipPrejoin=1&name=…`: kiosks, meeting rooms and tests go straight in with the default devices. */
function directOf(search: URLSearchParams, isSignedIn: boolean): MeetingEntryDeps['direct'] {
  const name = search.get('name')?.trim() ?? '';
  if (search.get('skipPrejoin') !== '1' || (name === '' && !isSignedIn)) return null;
  return { isMicOn: true, isCameraOn: true, ...(name === '' ? {} : { displayName: name }) };
}

/** Reading the property alone throws where a person forbids storage. */
export function storageOf(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[kind];
  } catch {
    return null;
  }
}
