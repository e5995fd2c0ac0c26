import {
  lobby,
  PROTOCOL_VERSION,
  type EventName,
  type Joined,
  type MediaSource,
  type Meeting,
  type RtpCapabilities,
  type Session,
} from '../../../../shared/contracts/index.ts';
import type { Role } from '../../../../shared/domain/permissions.ts';
import { createOffer, createRtpParameters } from '../../media/MediaClient.ts';
import { SocketClient } from '../../signaling/SocketClient.ts';
import { ApiClient, newPerson } from '../../support/ApiClient.ts';
import { consumersOf, rosterOf } from '../support/seen.ts';
import { readItems, readStored, type Row } from './readStored.ts';

/** What the roster says of each source; of a screen's sound it says nothing. */
const SHOWN = {
  mic: 'isMicOn',
  camera: 'isCameraOn',
  screen: 'isSharing',
  screenAudio: null,
} as const;

export interface Told {
  who: Name;
  name: EventName;
  payload: unknown;
}

export interface Person {
  client: SocketClient;
  joined: Joined;
  role: Role;
  token: string | undefined;
  producers: Partial<Record<MediaSource, string>>;
}

/** Everybody that a meeting can have: each with a live session, a microphone and a camera. */
export type Cast = Record<
  'host' | 'cohost' | 'otherCohost' | 'member' | 'otherMember' | 'guest' | 'otherGuest',
  Person
>;

/** Of the cast, or the one who may come when all are there. */
export type Name = keyof Cast | 'newcomer';

/** What is stored of a meeting. */
export interface StoredMeeting {
  meeting: Row;
  attendees: readonly Row[];
}

/** One meeting, full of people of every role, and what they have been told. */
export class Scene {
  readonly url: string;
  readonly meeting: Meeting;
  readonly router: { routerRtpCapabilities: RtpCapabilities };
  readonly hostToken: string;
  readonly hostEmail: string;
  readonly people = new Map<Name, Person>();

  /** @param without Who is not there */
  static async open(url: string, without: readonly (keyof Cast)[] = []): Promise<Scene> {
    const api = new ApiClient(url);
    const host = await api.signIn('/auth/register', newPerson());
    const created = await api.send('POST', '/meetings', {
      body: { title: 'Matrix' },
      token: host.accessToken,
    });
    // The shape is what the answer's contract says, and REST tests check.
    const meeting = created.body.data as Meeting;
    const { body } = await api.send('GET', `/meetings/${meeting.code}/lobby`);
    const { routerRtpCapabilities } = lobby.parse(body.data);
    if (!routerRtpCapabilities) throw new Error('the server has no media');
    const scene = new Scene(url, meeting, { routerRtpCapabilities }, host);
    await scene.#enterAll(without);
    return scene;
  }

  private constructor(
    url: string,
    meeting: Meeting,
    router: { routerRtpCapabilities: RtpCapabilities },
    host: Session,
  ) {
    this.url = url;
    this.meeting = meeting;
    this.router = router;
    this.hostToken = host.accessToken;
    this.hostEmail = host.user.email;
  }

  person(name: Name): Person {
    const person = this.people.get(name);
    if (!person) throw new Error(`there is no ${name} in this scene`);
    return person;
  }

  /** Another socket of that account, or of a guest. */
  connect(token?: string): Promise<SocketClient> {
    return SocketClient.connect(this.url, {
      protocolVersion: PROTOCOL_VERSION,
      ...(token !== undefined && { accessToken: token }),
    });
  }

  async enter(role: Role, token?: string): Promise<Person> {
    const client = await this.connect(token);
    const joined = await client.call('meeting:join', {
      code: this.meeting.code,
      displayName: role,
      // Without fingerprints: `media:connectTransport` has something left to do.
      media: { rtpCapabilities: createOffer(this.router).rtpCapabilities },
    });
    const person: Person = { client, joined, role, token, producers: {} };
    for (const source of ['mic', 'camera'] as const) await this.produce(person, source);
    return person;
  }

  /** One more, who only listens; until all see them. */
  async welcome({ accessToken: token }: Session): Promise<void> {
    const client = await this.connect(token);
    const joined = await client.call('meeting:join', { code: this.meeting.code });
    const newcomer: Person = { client, joined, role: 'participant', token, producers: {} };
    this.people.set('newcomer', newcomer);
    const { participantId } = joined.self;
    for (const one of this.live()) {
      await one.client.until(() => rosterOf(one).people.has(participantId));
    }
    await this.fence();
  }

  async produce(person: Person, source: MediaSource): Promise<void> {
    const { producerId } = await person.client.call('media:produce', {
      transportId: person.joined.media?.sendTransport.id ?? '',
      source,
      rtpParameters: createRtpParameters(this.router, source),
      isPaused: false,
    });
    person.producers[source] = producerId;
  }

  /** Those who can be told anything. */
  live(): Person[] {
    return [...this.people.values()].filter(({ client }) => client.socket.connected);
  }

  liveBut(person: Person): Person[] {
    return this.live().filter((one) => one !== person);
  }

  /** Until it is on and all have it; whoever is away is left as they are. */
  async turnOn(person: Person, source: MediaSource): Promise<void> {
    if (!person.client.socket.connected) return;
    const producerId = person.producers[source];
    const isThere = producerId !== undefined && source !== 'screen';
    if (isThere)
      await person.client.call('media:setProducerPaused', { producerId, isPaused: false });
    else await this.produce(person, source);
    const { participantId } = person.joined.self;
    const key = SHOWN[source];
    for (const one of this.live()) {
      const has = () => one === person || consumersOf(one).has(person.producers[source] ?? '');
      const sees = () => key === null || rosterOf(one).people.get(participantId)?.[key] === true;
      await one.client.until(() => has() && sees());
    }
  }

  /** Until nobody sees any more what this person shares, where they do. */
  async stopSharing(person: Person): Promise<void> {
    const { participantId } = person.joined.self;
    const isSharing = (one: Person) => rosterOf(one).people.get(participantId)?.isSharing === true;
    const producerId = person.producers.screen;
    if (!isSharing(person) || producerId === undefined) return;
    await person.client.call('media:closeProducer', { producerId });
    for (const one of this.live()) await one.client.until(() => !isSharing(one));
  }

  /** Until all see it; whoever is away leaves it as it is. */
  async raiseHand(person: Person): Promise<void> {
    if (!person.client.socket.connected) return;
    await person.client.call('participant:raiseHand', { isRaised: true });
    const { participantId } = person.joined.self;
    for (const one of this.live()) {
      const isUp = () => rosterOf(one).people.get(participantId)?.handRaisedAt !== null;
      await one.client.until(isUp);
    }
  }

  /** Somebody else's camera as this person, or the first who is here, gets it. */
  watched(person: Person | null): { owner: Person; producerId: string; consumerId: string } {
    const viewer = person ?? this.live()[0];
    if (!viewer) throw new Error('nobody is in this scene');
    const consumers = consumersOf(viewer);
    for (const owner of this.liveBut(viewer)) {
      const producerId = owner.producers.camera ?? '';
      const consumerId = consumers.get(producerId);
      if (consumerId !== undefined) return { owner, producerId, consumerId };
    }
    throw new Error('nobody has a camera that is watched');
  }

  /** Until every camera was told that nobody wants more than its smallest layer [M12]: from then on, more is news. */
  async layersUnwanted(): Promise<void> {
    for (const { client, producers } of this.live()) {
      await client.event('media:layersWanted', ({ producerId, maxSpatialLayer }) => {
        return producerId === producers.camera && maxSpatialLayer === 0;
      });
    }
  }

  /** @returns gives every event that anybody got since */
  listen(): () => Told[] {
    const before = new Map(
      [...this.people].map(([who, { client }]) => [who, client.received.length]),
    );
    return () =>
      [...this.people].flatMap(([who, { client }]) =>
        client.received
          .slice(before.get(who) ?? 0)
          .map(({ name, payload }) => ({ who, name, payload })),
      );
  }

  /** What was told until now has arrived: an answer comes after the events before it. */
  async fence(): Promise<void> {
    await Promise.all(this.live().map(({ client }) => client.reply('chat:listMessages', {})));
  }

  /** What is stored of the meeting, as its host reads it, or whose token that is; null: it is gone. */
  async stored(token = this.hostToken): Promise<StoredMeeting | null> {
    const path = `/meetings/${this.meeting.code}`;
    const [meeting, attendees] = await Promise.all([
      readStored(this.url, path, token),
      readItems(this.url, `${path}/participants`, token),
    ]);
    return meeting && { meeting, attendees };
  }

  close(): void {
    for (const { client } of this.people.values()) client.close();
  }

  async #enterAll(without: readonly (keyof Cast)[]): Promise<void> {
    const roles: Record<keyof Cast, Role> = {
      host: 'host',
      cohost: 'cohost',
      otherCohost: 'cohost',
      member: 'participant',
      otherMember: 'participant',
      guest: 'guest',
      otherGuest: 'guest',
    };
    for (const name of namesOf(roles)) {
      if (without.includes(name)) continue;
      const role = roles[name];
      const person = await this.enter(role, await this.#tokenFor(name, role));
      this.people.set(name, person);
      if (role !== 'cohost') continue;
      const { participantId } = person.joined.self;
      await this.person('host').client.call('participant:setRole', { participantId, role });
    }
    await this.#settle();
  }

  async #tokenFor(name: keyof Cast, role: Role): Promise<string | undefined> {
    if (role === 'guest') return undefined;
    if (name === 'host') return this.hostToken;
    const session = await new ApiClient(this.url).signIn('/auth/register', newPerson());
    return session.accessToken;
  }

  /** Until each sees everybody as they are, which may be told half a second late [O2], and has all of their streams. */
  async #settle(): Promise<void> {
    const everybody = [...this.people.values()];
    const [first] = everybody;
    if (!first) return;
    // Whoever came first was told of all the others; the later ones found some of them in their answer.
    await first.client.until(() => {
      const { people } = rosterOf(first);
      return everybody.every(({ joined, role }) => {
        const seen = people.get(joined.self.participantId);
        return seen?.isMicOn && seen.isCameraOn && seen.role === role;
      });
    });
    const { version } = rosterOf(first);
    const streams = 2 * (everybody.length - 1);
    for (const person of everybody) {
      const isUpToDate = () => rosterOf(person).version >= version;
      await person.client.until(() => isUpToDate() && consumersOf(person).size === streams);
    }
    await this.fence();
  }
}

/** The keys of a table whose keys are known. */
export function namesOf<T extends object>(table: T): (keyof T)[] {
  return Object.keys(table) as (keyof T)[];
}
