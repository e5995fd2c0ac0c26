import {
  CHAT_MAX_LENGTH,
  REACTIONS,
  type RequestArgument,
  type RequestName,
} from '../../../../../shared/contracts/index.ts';
import { AppError } from '../../../../../shared/errors.ts';
import type { LocalMedia, MediaSession } from '../../../media/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import { randomId } from '../../../platform/randomId.ts';
import { type Caller, toWireError } from '../../../signaling/index.ts';
import type { MeetingCommands } from '../meetingState.ts';
import { applyOlder, applyOpen, applySending, oldestId } from './chat.ts';
import type { ChatOutbox } from './ChatOutbox.ts';
import type { MeetingStore } from './MeetingStore.ts';
import type { NoticeBoard } from './NoticeBoard.ts';

export interface CommandDeps {
  caller: Caller;
  clock: Clock;
  store: MeetingStore;
  board: Pick<NoticeBoard, 'add' | 'dismiss'>;
  outbox: Pick<ChatOutbox, 'add'>;
  localMedia: LocalMedia;
  media: Pick<MediaSession, 'attachVideo' | 'subscribeLevel' | 'unblockAudio' | 'retry'>;
  leave(): void;
}

/** @returns what components may ask for; what fails becomes a notice */
export function createCommands(deps: CommandDeps): MeetingCommands {
  /** @returns whether it was done */
  const ask = async <N extends RequestName>(name: N, input: RequestArgument<N>) => {
    try {
      await deps.caller.call(name, input);
      return true;
    } catch (error) {
      deps.board.add({ kind: 'actionFailed', error: toWireError(error) });
      return false;
    }
  };
  const tell = async <N extends RequestName>(name: N, input: RequestArgument<N>) => {
    await ask(name, input);
  };
  return {
    leave() {
      deps.leave();
      return Promise.resolve();
    },
    endForAll: () => tell('meeting:end', {}),
    raiseHand: (isRaised) => raiseHand(isRaised, deps, ask),
    react: async (text) => {
      const emoji = REACTIONS.find((each) => each === text);
      if (emoji) await tell('participant:react', { emoji });
    },
    rename: (displayName) => tell('participant:rename', { displayName }),
    setLocked: (isLocked) => tell('meeting:setLocked', { isLocked }),
    muteAll: () => tell('meeting:muteAll', {}),
    mute: (participantId, source) => tell('participant:mute', { participantId, source }),
    askToUnmute: (participantId) => tell('participant:askToUnmute', { participantId }),
    remove: (participantId) => tell('participant:remove', { participantId }),
    setRole: (participantId, role) => tell('participant:setRole', { participantId, role }),
    lowerHand: (participantId) => tell('participant:lowerHand', { participantId }),
    dismissNotice: (key) => deps.board.dismiss(key),
    dismissServerCloses: () => deps.store.dismissServerCloses(),
    ...createChatCommands(deps),
    ...createMediaCommands(deps),
  };
}

/** The hand goes up at once and comes down again if the server does not know of it. */
async function raiseHand(
  isRaised: boolean,
  { store, clock }: CommandDeps,
  ask: (name: 'participant:raiseHand', input: { isRaised: boolean }) => Promise<boolean>,
): Promise<void> {
  const { selfId, participants } = store.state;
  const before = (selfId === null ? undefined : participants[selfId]?.handRaisedAt) ?? null;
  store.patchSelf({ handRaisedAt: isRaised ? clock.now() : null });
  if (!(await ask('participant:raiseHand', { isRaised }))) {
    store.patchSelf({ handRaisedAt: before });
  }
}

type ChatCommands = Pick<
  MeetingCommands,
  'sendChat' | 'retryChat' | 'loadOlderChat' | 'setChatOpen'
>;

function createChatCommands({ caller, clock, store, board, outbox }: CommandDeps): ChatCommands {
  let isLoading = false;
  return {
    sendChat(written) {
      const text = written.trim();
      const { selfId } = store.state;
      if (text === '' || selfId === null) return Promise.resolve();
      if (text.length > CHAT_MAX_LENGTH) {
        const error = new AppError(
          'payload_too_large',
          `A message has at most ${CHAT_MAX_LENGTH} characters.`,
        );
        board.add({ kind: 'actionFailed', error: toWireError(error) });
        return Promise.resolve();
      }
      const message = {
        id: randomId(),
        participantId: selfId,
        displayName: store.nameOf(selfId),
        text,
        sentAt: clock.now(),
      };
      store.updateChat((chat) => applySending(chat, message));
      outbox.add(message.id, text);
      return Promise.resolve();
    },
    retryChat(messageId) {
      const entry = store.state.chat.entries.find(({ id }) => id === messageId);
      if (entry?.delivery === 'failed') {
        store.updateChat((chat) => applySending(chat, entry));
        outbox.add(entry.id, entry.text);
      }
      return Promise.resolve();
    },
    async loadOlderChat() {
      if (isLoading || !store.state.chat.hasMore) return;
      isLoading = true;
      try {
        const beforeId = oldestId(store.state.chat);
        const older = await caller.call('chat:listMessages', beforeId ? { beforeId } : {});
        store.updateChat((chat) => applyOlder(chat, older));
      } catch (error) {
        board.add({ kind: 'actionFailed', error: toWireError(error) });
      } finally {
        isLoading = false;
      }
    },
    setChatOpen: (isOpen) => store.updateChat((chat) => applyOpen(chat, isOpen)),
  };
}

type MediaCommands = Pick<
  MeetingCommands,
  | 'setMicOn'
  | 'setCameraOn'
  | 'startShare'
  | 'stopShare'
  | 'unblockAudio'
  | 'retryMedia'
  | 'attachVideo'
  | 'subscribeLevel'
>;

/** What is published follows the devices by itself; one's own tile and meter never cross the net. */
function createMediaCommands({ store, localMedia, media }: CommandDeps): MediaCommands {
  return {
    setMicOn: (isOn) => localMedia.setMicOn(isOn),
    setCameraOn: (isOn) => localMedia.setCameraOn(isOn),
    startShare: () => localMedia.startScreen(),
    stopShare() {
      localMedia.stopScreen();
      return Promise.resolve();
    },
    unblockAudio: () => media.unblockAudio(),
    retryMedia() {
      media.retry();
      return Promise.resolve();
    },
    attachVideo: (participantId, source, element) =>
      participantId === store.state.selfId
        ? localMedia.attachPreview(element, source)
        : media.attachVideo(participantId, source, element),
    subscribeLevel: (participantId, listener) =>
      participantId === store.state.selfId
        ? localMedia.subscribeMicLevel(listener)
        : media.subscribeLevel(participantId, listener),
  };
}
