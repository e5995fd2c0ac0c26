import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Participant,
  ProducerHold,
  Quality,
  Snapshot,
} from '../../../../../shared/contracts/index.ts';
import type { MeetingState, MeetingStatus, OwnHolds, RemoteVideo } from '../meetingState.ts';
import { applyHistory, type Chat, EMPTY_CHAT } from './chat.ts';
import {
  applyChange,
  createRoster,
  EMPTY_ROSTER,
  type RosterChange,
  type RosterNews,
} from './roster.ts';

/** No answer is older when it comes [R2], so the times that two of them give for one closing differ by less. */
const ANSWER_LIMIT_MS = 10_000;

/** What one's own devices are doing, which is known here before the server tells it back. */
export type OwnMedia = Pick<Participant, 'isMicOn' | 'isCameraOn' | 'isSharing'>;

/** The one place that writes the state which components read. */
export class MeetingStore {
  readonly api: StoreApi<MeetingState>;
  #roster = EMPTY_ROSTER;
  #own: OwnMedia;

  constructor(status: MeetingStatus, own: OwnMedia) {
    this.#own = own;
    this.api = createStore<MeetingState>(() => ({
      status,
      meeting: null,
      selfId: null,
      participants: {},
      participantIds: [],
      actingHostId: null,
      activeSpeakerId: null,
      qualities: {},
      serverCloses: null,
      media: 'connecting',
      mediaTargets: null,
      remoteCameras: {},
      remoteScreens: {},
      ownHolds: { camera: null, screen: null },
      chat: EMPTY_CHAT,
      reactions: [],
      notices: [],
      isAudioBlocked: false,
    }));
  }

  get state(): MeetingState {
    return this.api.getState();
  }

  set(part: Partial<MeetingState>): void {
    this.api.setState(part);
  }

  /** Takes in the whole state, of a join or of a resume; one write, so that nobody sees a half. */
  applySnapshot(snapshot: Snapshot): void {
    this.#roster = createRoster(snapshot);
    const selfId = snapshot.self.participantId;
    this.set({
      ...this.#rosterState(selfId),
      selfId,
      meeting: snapshot.meeting,
      activeSpeakerId: snapshot.activeSpeakerId,
      chat: applyHistory(this.state.chat, snapshot.chat, selfId),
    });
  }

  applyRosterChange(change: RosterChange): RosterNews[] | 'gap' {
    const result = applyChange(this.#roster, change);
    if (result === 'gap') return 'gap';
    if (result === 'old') return [];
    this.#roster = result.roster;
    this.set(this.#rosterState(this.state.selfId));
    return result.news;
  }

  /** Changes oneself before the server says so; its next word about it counts. */
  patchSelf(part: Partial<Participant>): void {
    const { selfId } = this.state;
    const self = selfId === null ? undefined : this.#roster.participants[selfId];
    if (!self) return;
    const participants = { ...this.#roster.participants, [self.id]: { ...self, ...part } };
    this.#roster = { ...this.#roster, participants };
    this.set(this.#rosterState(selfId));
  }

  setOwnMedia(own: OwnMedia): void {
    const { isMicOn, isCameraOn, isSharing } = this.#own;
    if (own.isMicOn === isMicOn && own.isCameraOn === isCameraOn && own.isSharing === isSharing) {
      return;
    }
    this.#own = own;
    if (this.state.selfId !== null) this.set(this.#rosterState(this.state.selfId));
  }

  setRemoteVideo(
    participantId: string,
    source: 'camera' | 'screen',
    video: RemoteVideo | null,
  ): void {
    const key = source === 'camera' ? 'remoteCameras' : 'remoteScreens';
    const others = Object.entries(this.state[key]).filter(([id]) => id !== participantId);
    const known = video === null ? others : [...others, [participantId, video] as const];
    this.set({ [key]: Object.fromEntries(known) });
  }

  setOwnHold(source: keyof OwnHolds, reason: ProducerHold | null): void {
    this.set({ ownHolds: { ...this.state.ownHolds, [source]: reason } });
  }

  setQualities(told: readonly { participantId: string; quality: Quality }[]): void {
    const qualities: Record<string, Quality> = { ...this.state.qualities };
    for (const { participantId, quality } of told) qualities[participantId] = quality;
    this.set({ qualities });
  }

  /** @param closesInMs null: the server goes on [S7] */
  noteClosing(closesInMs: number | null, now: number): void {
    if (closesInMs === null) return this.set({ serverCloses: null });
    const at = now + closesInMs;
    const known = this.state.serverCloses;
    // Told again with a resume or join: it is the same closing, and may have been read.
    if (known && Math.abs(at - known.at) < ANSWER_LIMIT_MS) return;
    this.set({ serverCloses: { at, isRead: false } });
  }

  dismissServerCloses(): void {
    const { serverCloses } = this.state;
    if (serverCloses) this.set({ serverCloses: { ...serverCloses, isRead: true } });
  }

  updateChat(update: (chat: Chat) => Chat): void {
    this.set({ chat: update(this.state.chat) });
  }

  nameOf(participantId: string): string {
    return this.state.participants[participantId]?.displayName ?? '';
  }

  #rosterState(selfId: string | null): Partial<MeetingState> {
    const { participants, participantIds, actingHostId } = this.#roster;
    const self = selfId === null ? undefined : participants[selfId];
    const isHere = ([id]: [string, unknown]) => Object.hasOwn(participants, id);
    return {
      participants: self ? { ...participants, [self.id]: { ...self, ...this.#own } } : participants,
      participantIds,
      actingHostId,
      qualities: Object.fromEntries(Object.entries(this.state.qualities).filter(isHere)),
    };
  }
}
