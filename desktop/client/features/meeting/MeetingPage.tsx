import { Activity, memo, useEffect, useState } from 'react';
import { useLocation, useParams } from 'react-router';
import { useStore } from 'zustand';
import { parseMeetingCode } from '../../../../shared/domain/meetingCode.ts';
import { useUser } from '../../api/index.ts';
import type { LocalMedia } from '../../media/index.ts';
import { usePlatform } from '../../platform/index.ts';
import {
  ClosedDoorPage,
  doorOfLobby,
  doorOfRefusal,
  Lobby,
  LobbyWait,
  readChoices,
  writeChoices,
} from '../lobby/index.ts';
import { AfterPage } from './after/AfterPage.tsx';
import { JoiningPage } from './entry/JoiningPage.tsx';
import type { EntryState, JoinChoice, MeetingEntry } from './entry/MeetingEntry.ts';
import { storageOf, useMeetingEntry } from './entry/useMeetingEntry.ts';
import { MeetingContext, type Meeting } from './MeetingContext.ts';
import { MeetingRoom } from './room/MeetingRoom.tsx';
import type { MeetingSession } from './session/index.ts';
import { createMeetingView } from './view/meetingView.ts';

/** `/m/:code`: the lobby, the meeting, and what comes after. */
export function MeetingPage() {
  const { code = '' } = useParams();
  const meetingCode = parseMeetingCode(code);
  const signInHref = useSignInHref();
  if (meetingCode === null) {
    return (
      <ClosedDoorPage
        door="notFound"
        title={null}
        code={null}
        retryAfterSeconds={0}
        signInHref={signInHref}
        onRetry={() => undefined}
      />
    );
  }
  return <Entrance key={meetingCode} code={meetingCode} />;
}

function Entrance({ code }: { code: string }) {
  const entry = useMeetingEntry(code);
  const state = useStore(entry.store);
  return (
    <>
      <Outside entry={entry} state={state} />
      {'session' in state && (
        <Room
          // Another session is another room: nothing of the last one may show through.
          key={keyOf(state.session)}
          session={state.session}
          localMedia={state.localMedia}
          code={code}
          isEntered={state.kind === 'inMeeting'}
        />
      )}
    </>
  );
}

/** All that is not the meeting itself. */
function Outside({ entry, state }: { entry: MeetingEntry; state: EntryState }) {
  const signInHref = useSignInHref();
  switch (state.kind) {
    case 'loading':
      return <LobbyWait />;
    case 'failed':
      return (
        <ClosedDoorPage
          door={doorOfRefusal(state.refusal) ?? 'failed'}
          title={null}
          code={state.refusal.code}
          retryAfterSeconds={state.refusal.retryAfterSeconds ?? 0}
          signInHref={signInHref}
          onRetry={() => entry.retry()}
        />
      );
    case 'lobby':
      return <InLobby entry={entry} state={state} />;
    case 'joining':
      return state.isDirect ? (
        <JoiningPage title={state.lobby.title} onCancel={() => entry.cancelJoin()} />
      ) : (
        <InLobby entry={entry} state={state} />
      );
    case 'inMeeting':
      return null;
    case 'after':
      return (
        <AfterPage
          reason={state.reason}
          title={state.lobby.title}
          signInHref={signInHref}
          onRejoin={() => entry.rejoin()}
        />
      );
  }
}

interface InLobbyProps {
  entry: MeetingEntry;
  state: Extract<EntryState, { kind: 'lobby' | 'joining' }>;
}

function InLobby({ entry, state }: InLobbyProps) {
  const user = useUser();
  const signInHref = useSignInHref();
  const nameOfLink = new URLSearchParams(useLocation().search).get('name');
  const { lobby, localMedia } = state;
  const refusal = state.kind === 'lobby' ? state.refusal : null;
  const isJoining = state.kind === 'joining';
  // Too many wrong passcodes is the one refusal that the form itself waits out.
  const isFormsMatter = refusal?.code === 'rate_limited' && lobby.passcodeRequired;
  const refused = refusal === null || isFormsMatter ? null : doorOfRefusal(refusal);
  const door = isJoining ? null : (refused ?? doorOfLobby(lobby, user !== null));
  if (door !== null) {
    return (
      <ClosedDoorPage
        door={door}
        title={lobby.title}
        code={refused === null ? null : (refusal?.code ?? null)}
        retryAfterSeconds={refusal?.retryAfterSeconds ?? 0}
        signInHref={signInHref}
        onRetry={() => entry.retry()}
      />
    );
  }
  const storage = storageOf('localStorage');
  const handleJoin = (choice: JoinChoice) => {
    const { mic, camera } = localMedia.store.getState();
    writeChoices(storage, {
      // What was wanted, also where the device did not come: it may be there the next time.
      isMicOn: mic.kind !== 'off',
      isCameraOn: camera.kind !== 'off',
      guestName: user === null ? (choice.displayName ?? '') : readChoices(storage).guestName,
    });
    entry.join(choice);
  };
  return (
    <Lobby
      lobby={lobby}
      localMedia={localMedia}
      user={user}
      guestName={nameOfLink ?? readChoices(storage).guestName}
      refusal={refusal}
      isJoining={isJoining}
      signInHref={signInHref}
      onIntent={() => entry.expectJoin()}
      onJoin={handleJoin}
      onCancel={() => entry.cancelJoin()}
    />
  );
}

interface RoomProps {
  session: MeetingSession;
  localMedia: LocalMedia;
  code: string;
  isEntered: boolean;
}

/**
 * Gives the meeting down; the view is made with it and dropped with it. Until one is in, the room is drawn
 * without being shown, in moments in which nothing else is to do: the click on Join then waits for no drawing.
 */
function Room({ session, localMedia, code, isEntered }: RoomProps) {
  const platform = usePlatform();
  const [meeting] = useState<Meeting>(() => ({
    session,
    localMedia,
    view: createMeetingView({ meeting: session.store, commands: session.commands }),
    link: `${platform.serverUrl() ?? window.location.origin}/m/${code}`,
  }));
  return (
    <Activity mode={isEntered ? 'visible' : 'hidden'}>
      <InMeeting meeting={meeting} />
    </Activity>
  );
}

const InMeeting = memo(function InMeeting({ meeting }: { meeting: Meeting }) {
  const platform = usePlatform();
  useEffect(() => () => meeting.view.close(), [meeting]);
  useEffect(() => {
    platform.setInMeeting(true);
    return () => platform.setInMeeting(false);
  }, [platform]);
  return (
    <MeetingContext value={meeting}>
      <MeetingRoom />
    </MeetingContext>
  );
});

const keys = new WeakMap<MeetingSession, string>();
let keyCount = 0;

function keyOf(session: MeetingSession): string {
  const known = keys.get(session) ?? `session ${(keyCount += 1)}`;
  keys.set(session, known);
  return known;
}

/** Signing in leads back to this very place. */
function useSignInHref(): string {
  const { pathname, search } = useLocation();
  return `/signin?next=${encodeURIComponent(`${pathname}${search}`)}`;
}
