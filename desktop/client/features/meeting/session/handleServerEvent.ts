import type { MediaSource } from '../../../../../shared/contracts/index.ts';
import type { LocalMedia } from '../../../media/index.ts';
import type { ServerEvent } from '../../../signaling/index.ts';
import { applyMessage } from './chat.ts';
import type { MeetingStore } from './MeetingStore.ts';
import type { NoticeBoard } from './NoticeBoard.ts';
import type { RosterNews } from './roster.ts';

type Switches = Pick<LocalMedia, 'setMicOn' | 'setCameraOn' | 'stopScreen'>;

export interface ServerEventDeps {
  store: MeetingStore;
  board: Pick<NoticeBoard, 'add' | 'addTogether' | 'react'>;
  localMedia: Switches;
  /** ms since the epoch */
  now(): number;
  /** A version of the roster is missing [O1]. */
  onGap(): void;
}

/** Brings into the store, and to one's own devices, what the server tells of the meeting. */
export function handleServerEvent(event: ServerEvent, deps: ServerEventDeps): void {
  const { store, board, localMedia } = deps;
  switch (event.name) {
    case 'meeting:rosterChanged': {
      const news = store.applyRosterChange(event.payload);
      if (news === 'gap') deps.onGap();
      else for (const each of news) tellNews(each, deps);
      return;
    }
    case 'meeting:lockChanged': {
      const { isLocked, byParticipantId } = event.payload;
      const { meeting, selfId } = store.state;
      if (meeting) store.set({ meeting: { ...meeting, isLocked } });
      if (byParticipantId === selfId) return;
      board.add({ kind: 'lockChanged', isLocked, byName: store.nameOf(byParticipantId) });
      return;
    }
    case 'meeting:mutedByHost': {
      const { source, byParticipantId } = event.payload;
      // The server has paused it already; the devices follow, so that the buttons tell the truth.
      turnOff(source, localMedia);
      board.add({ kind: 'mutedByHost', source, byName: store.nameOf(byParticipantId) });
      return;
    }
    case 'meeting:askedToUnmute': {
      const byName = store.nameOf(event.payload.byParticipantId);
      board.add({ kind: 'askedToUnmute', byName });
      return;
    }
    case 'meeting:reacted':
      return board.react(event.payload.participantId, event.payload.emoji);
    case 'chat:messageSent': {
      const { selfId, chat } = store.state;
      const { participantId, displayName, text } = event.payload;
      store.updateChat((before) => applyMessage(before, event.payload, selfId));
      if (participantId !== selfId && !chat.isOpen) {
        board.add({ kind: 'chat', name: displayName, text });
      }
      return;
    }
    case 'media:producerClosed':
      if (event.payload.source.startsWith('screen')) localMedia.stopScreen();
      return;
    case 'media:activeSpeakerChanged':
      return store.set({ activeSpeakerId: event.payload.participantId });
    case 'media:qualityChanged':
      return store.setQualities(event.payload.qualities);
    case 'server:draining':
      return store.noteClosing(event.payload.closesInMs, deps.now());
    default:
      // The rest concerns connection and media alone.
      return;
  }
}

export function turnOff(source: MediaSource, localMedia: Switches): void {
  if (source === 'mic') void localMedia.setMicOn(false);
  else if (source === 'camera') void localMedia.setCameraOn(false);
  else localMedia.stopScreen();
}

/** Whoever became acting host while their own line was down has heard no news of it [H3]. */
export function tellIfActingHost(
  before: string | null,
  deps: Pick<ServerEventDeps, 'store' | 'board'>,
): void {
  const { actingHostId, selfId, participants } = deps.store.state;
  const self = selfId === null ? undefined : participants[selfId];
  if (self && actingHostId === selfId && before !== selfId) {
    tellNews({ kind: 'actsAsHost', participant: self }, deps);
  }
}

function tellNews(
  { kind, participant }: RosterNews,
  { store, board }: Pick<ServerEventDeps, 'store' | 'board'>,
): void {
  const { selfId, meeting } = store.state;
  const isSelf = participant.id === selfId;
  const name = participant.displayName;
  if (kind === 'actsAsHost') {
    board.add({ kind, name, hostName: meeting?.hostName ?? '', isSelf });
  } else if (kind === 'madeCohost' || kind === 'cohostEnded') {
    // The others see it in the list of people.
    if (isSelf) board.add({ kind });
  } else if (isSelf) {
    return;
  } else if (kind === 'shareStarted' || kind === 'hostIsBack') {
    board.add({ kind, name });
  } else {
    board.addTogether(kind, name);
  }
}
