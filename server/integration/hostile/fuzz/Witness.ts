import { isDeepStrictEqual } from 'node:util';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { PROTOCOL_VERSION } from '../../../../shared/contracts/index.ts';
import { ApiClient } from '../../support/ApiClient.ts';
import { LastingSession } from '../../support/LastingSession.ts';
import { SocketClient } from '../../signaling/SocketClient.ts';
import { LiveMeeting } from '../support/LiveMeeting.ts';
import type { MediaIds } from '../support/MediaIds.ts';
import { rosterOf } from '../support/seen.ts';

/** Told of the room's media as they happen, by nobody's doing. */
const OF_MEDIA = ['media:activeSpeakerChanged', 'media:qualityChanged', 'media:layerChanged'];

/** Of a picture that is to be seen alive, and to cost little. */
const FRAME_EVERY_MS = 40;
/** The host, a guest, and the two who are in a call. */
const PEOPLE = 4;
/** Each seat may ask for its chat 40 times in 5 s [R4]. */
const OBSERVE_EVERY_MS = 150;

type Observation = Record<string, unknown>;

export type WitnessId =
  keyof MediaIds | 'code' | 'participantId' | 'sessionId' | 'messageId' | 'userId';

/**
 * A meeting of other people on the same server: locked, closed to guests, live all the while, with a picture that one
 * of them sends and another gets. Whatever happens in it was caused by somebody who had no business there.
 */
export class Witness {
  readonly code: string;
  /** Ids that attackers use as if they had seen them. */
  readonly ids: Readonly<Record<WitnessId, string>>;
  readonly #url: string;
  readonly #owner: LastingSession;
  readonly #clients: readonly SocketClient[];
  readonly #call: LiveMeeting;
  #before: Observation = {};
  /** The one that begins next; whoever asks until then shares it. */
  #next: Promise<Observation> | null = null;
  #mayObserveAt = 0;

  static async open(url: string): Promise<Witness> {
    const api = new ApiClient(url);
    const owner = await LastingSession.register(url);
    const token = await owner.token();
    const created = await api.send('POST', '/meetings', { body: { title: 'Witness' }, token });
    // The shape is what the answer's contract says, and REST tests check.
    const { code } = created.body.data as Meeting;
    const auth = { protocolVersion: PROTOCOL_VERSION };
    const host = await SocketClient.connect(url, { ...auth, accessToken: token });
    const guest = await SocketClient.connect(url, auth);
    const joined = await host.call('meeting:join', { code });
    const guestJoined = await guest.call('meeting:join', { code, displayName: 'Wanda' });
    const call = await LiveMeeting.enter(url, code, token, { frameEveryMs: FRAME_EVERY_MS });
    const { id: messageId } = await host.call('chat:sendMessage', {
      id: randomUUID(),
      text: 'Hello',
    });
    await host.call('participant:raiseHand', { isRaised: true });
    await host.call('meeting:setLocked', { isLocked: true });
    await api.send('PATCH', `/meetings/${code}`, { body: { guestsAllowed: false }, token });
    const { participantId, sessionId } = joined.self;
    const ids = { code, participantId, sessionId, messageId, userId: owner.userId, ...call.ids };
    const witness = new Witness(url, owner, ids, [host, guest], call);
    // What the set-up itself has caused has arrived by then.
    for (const seated of [
      { client: host, joined },
      { client: guest, joined: guestJoined },
    ]) {
      await seated.client.event('meeting:lockChanged');
      await seated.client.until(() => {
        const people = [...rosterOf(seated).people.values()];
        const isShown = people.some(({ isCameraOn }) => isCameraOn);
        const isHandUp = people.some(({ handRaisedAt }) => handRaisedAt !== null);
        return people.length === PEOPLE && isShown && isHandUp;
      });
    }
    witness.#before = await witness.#observe();
    return witness;
  }

  private constructor(
    url: string,
    owner: LastingSession,
    ids: Readonly<Record<WitnessId, string>>,
    clients: readonly SocketClient[],
    call: LiveMeeting,
  ) {
    this.#url = url;
    this.#owner = owner;
    this.code = ids.code;
    this.ids = ids;
    this.#clients = clients;
    this.#call = call;
  }

  /** @returns what is not as it was; null when nothing has changed */
  async findChange(): Promise<string | null> {
    if (this.#clients.some(({ socket }) => socket.disconnected))
      return 'the witness lost its socket';
    const [now, stopped] = await Promise.all([this.#observeSoon(), this.#findStop()]);
    if (stopped !== null) return stopped;
    for (const [what, before] of Object.entries(this.#before)) {
      if (isDeepStrictEqual(now[what], before)) continue;
      const [was, is] = [JSON.stringify(before), JSON.stringify(now[what])];
      return `the ${what} of the witness changed: ${was} became ${is}`;
    }
    return null;
  }

  close(): void {
    for (const client of this.#clients) client.close();
    this.#call.close();
  }

  /** Packets that still come say of both transports, the producer and the consumer that they are there and go on. */
  async #findStop(): Promise<string | null> {
    return this.#call.flows().then(
      () => null,
      (error: unknown) => `the picture of the witness does not come any more: ${String(error)}`,
    );
  }

  #observeSoon(): Promise<Observation> {
    this.#next ??= setTimeout(Math.max(0, this.#mayObserveAt - performance.now())).then(() => {
      this.#next = null;
      this.#mayObserveAt = performance.now() + OBSERVE_EVERY_MS;
      return this.#observe();
    });
    return this.#next;
  }

  /** Over REST what is stored, over the socket what was told since, and what is live. */
  async #observe(): Promise<Observation> {
    const api = new ApiClient(this.#url);
    const token = await this.#owner.token();
    const read = async (path: string) => (await api.send('GET', path, { token })).body.data;
    const [meeting, participants, me] = await Promise.all([
      read(`/meetings/${this.code}`),
      read(`/meetings/${this.code}/participants`),
      read('/users/me'),
    ]);
    const histories = this.#clients.map((client) => client.call('chat:listMessages', {}));
    const told = this.#clients.map(({ received }) =>
      received.filter(({ name }) => !OF_MEDIA.includes(name)),
    );
    return structuredClone({ meeting, participants, me, chat: await Promise.all(histories), told });
  }
}
