import { isDeepStrictEqual } from 'node:util';
import { randomUUID } from 'node:crypto';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { PROTOCOL_VERSION } from '../../../../shared/contracts/index.ts';
import { ApiClient } from '../../support/ApiClient.ts';
import { LastingSession } from '../../support/LastingSession.ts';
import { SocketClient } from '../../signaling/SocketClient.ts';

/** Told of the room's media as they happen, by nobody's doing. */
const OF_MEDIA = ['media:activeSpeakerChanged', 'media:qualityChanged', 'media:layerChanged'];

type Observation = Record<string, unknown>;

/**
 * A meeting of other people on the same server: locked, closed to guests, live all the while. Whatever happens in it was
 * caused by somebody who had no business there.
 */
export class Witness {
  readonly code: string;
  /** Ids that attackers use as if they had seen them. */
  readonly ids: Readonly<Record<string, string>>;
  readonly #url: string;
  readonly #owner: LastingSession;
  readonly #clients: readonly SocketClient[];
  #before: Observation = {};

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
    await guest.call('meeting:join', { code, displayName: 'Wanda' });
    const { id: messageId } = await host.call('chat:sendMessage', {
      id: randomUUID(),
      text: 'Hello',
    });
    await host.call('participant:raiseHand', { isRaised: true });
    await host.call('meeting:setLocked', { isLocked: true });
    await api.send('PATCH', `/meetings/${code}`, { body: { guestsAllowed: false }, token });
    const { participantId, sessionId } = joined.self;
    const ids = { code, participantId, sessionId, messageId, userId: owner.userId };
    const witness = new Witness(url, owner, ids, [host, guest]);
    // What the set-up itself has caused has arrived by then.
    await host.event('meeting:rosterChanged', (roster) => roster.joined.length > 0);
    for (const client of [host, guest]) {
      await client.event('meeting:lockChanged');
      await client.event('meeting:rosterChanged', (roster) => roster.changed.length > 0);
    }
    witness.#before = await witness.#observe();
    return witness;
  }

  private constructor(
    url: string,
    owner: LastingSession,
    ids: Readonly<Record<string, string>> & { code: string },
    clients: readonly SocketClient[],
  ) {
    this.#url = url;
    this.#owner = owner;
    this.code = ids.code;
    this.ids = ids;
    this.#clients = clients;
  }

  /** @returns what is not as it was; null when nothing has changed */
  async findChange(): Promise<string | null> {
    if (this.#clients.some(({ socket }) => socket.disconnected))
      return 'the witness lost its socket';
    const now = await this.#observe();
    for (const [what, before] of Object.entries(this.#before)) {
      if (isDeepStrictEqual(now[what], before)) continue;
      const [was, is] = [JSON.stringify(before), JSON.stringify(now[what])];
      return `the ${what} of the witness changed: ${was} became ${is}`;
    }
    return null;
  }

  close(): void {
    for (const client of this.#clients) client.close();
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
