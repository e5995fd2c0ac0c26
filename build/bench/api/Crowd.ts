import { z } from 'zod';
import { addressOf, type HttpAnswer, type HttpClient } from './HttpClient.ts';
import { ADMINS, refreshTokenOf } from './seed.ts';

interface Person {
  address: string;
  accessToken: string;
  refreshToken: string;
}

interface Visit {
  name: string;
  /** Of a hundred requests. */
  share: number;
  send(): Promise<HttpAnswer>;
}

const session = z.object({ accessToken: z.string(), refreshToken: z.string() });
const list = z.object({ items: z.array(z.object({ code: z.string(), myRole: z.string() })) });
const seat = z.object({ seatToken: z.string() });
const userPage = z.object({ next: z.string().nullable(), previous: z.string().nullable() });

/** What an administrator looks at: a list in some order, and where its neighbouring pages begin. */
interface UserView {
  list: string;
  next: string | null;
  previous: string | null;
}

/** Where there is a neighbouring page; who does not leaf begins a list anew, by a search or not. */
const LEAFING = { next: 0.65, previous: 0.75 } as const;
const SEARCHING = 0.3;

const FIRST_REFRESHES_AT_ONCE = 8;

/** People who are signed in, each at an address of their own, and what they ask: a working day of an organisation. */
export class Crowd {
  readonly #http: HttpClient;
  readonly #random: () => number;
  readonly #people: Person[];
  /** Meetings of the crowd that are not over, by code; who may see them. */
  readonly #meetings: { code: string; person: Person; isHost: boolean }[] = [];
  readonly #seats: { code: string; token: string; person: Person }[] = [];
  readonly #refreshing = new Set<Person>();
  readonly #views = new Map<Person, UserView>();
  readonly #visits: readonly Visit[];

  private constructor(http: HttpClient, random: () => number, people: Person[]) {
    this.#http = http;
    this.#random = random;
    this.#people = people;
    this.#visits = this.#createVisits();
  }

  /** Signs them in by the refresh tokens that the database was given, and looks at their meetings. */
  static async gather(http: HttpClient, size: number, random: () => number): Promise<Crowd> {
    const people: Person[] = [];
    const signIn = async () => {
      while (people.length < size) {
        const index = people.length;
        const person = { address: addressOf(index), accessToken: '', refreshToken: '' };
        people.push(person);
        person.refreshToken = refreshTokenOf(index);
        const { status } = await refresh(http, person);
        if (status !== 200) throw new Error(`a first refresh was answered ${status}`);
      }
    };
    await Promise.all(Array.from({ length: FIRST_REFRESHES_AT_ONCE }, signIn));
    const crowd = new Crowd(http, random, people);
    for (let looks = 0; looks < 200; looks += 1) await crowd.#listMeetings();
    return crowd;
  }

  /** One request of the mix. @throws when it is not answered as it should be */
  async send(): Promise<string> {
    let at = this.#random() * 100;
    const visit = this.#visits.find(({ share }) => (at -= share) < 0) ?? this.#visits[0];
    if (!visit) throw new Error('there is nothing to ask');
    const { status } = await visit.send();
    if (status >= 400) throw new Error(`${visit.name}: ${status}`);
    return visit.name;
  }

  #createVisits(): Visit[] {
    const ask = (person: Person, path: string) =>
      this.#http.send({
        method: 'GET',
        path,
        address: person.address,
        token: person.accessToken,
      });
    return [
      { name: 'me', share: 16, send: () => ask(this.#anybody(), '/users/me') },
      { name: 'list meetings', share: 22, send: () => this.#listMeetings() },
      { name: 'list past meetings', share: 5, send: () => this.#listPast() },
      {
        name: 'get meeting',
        share: 15,
        send: () => this.#withMeeting((m) => ask(m.person, `/meetings/${m.code}`)),
      },
      {
        name: 'lobby',
        share: 16,
        send: () => this.#withMeeting((m) => ask(m.person, `/meetings/${m.code}/lobby`)),
      },
      { name: 'create meeting', share: 5, send: () => this.#create() },
      { name: 'change meeting', share: 2, send: () => this.#change() },
      { name: 'take a seat', share: 4, send: () => this.#join() },
      { name: 'leave a seat', share: 3, send: () => this.#leave() },
      { name: 'list participants', share: 2, send: () => this.#listParticipants() },
      { name: 'refresh', share: 7, send: () => this.#refresh() },
      { name: 'list users', share: 2, send: () => this.#listUsers() },
      { name: 'server', share: 1, send: () => ask(this.#anybody(), '/server') },
    ];
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('there is nothing to choose from');
    return item;
  }

  #anybody(): Person {
    return this.#pick(this.#people);
  }

  #withMeeting<T>(use: (meeting: { code: string; person: Person; isHost: boolean }) => T): T {
    return use(this.#pick(this.#meetings));
  }

  async #listMeetings(): Promise<HttpAnswer> {
    const person = this.#anybody();
    const page = 1 + Math.floor(this.#random() ** 4 * 5);
    const { address, accessToken: token } = person;
    const path = `/meetings?page=${page}`;
    const answer = await this.#http.send({ method: 'GET', path, address, token });
    if (answer.status !== 200 || this.#meetings.length > 5_000) return answer;
    for (const { code, myRole } of list.parse(answer.data).items) {
      this.#meetings.push({ code, person, isHost: myRole === 'host' });
    }
    return answer;
  }

  #listPast(): Promise<HttpAnswer> {
    const { address, accessToken: token } = this.#anybody();
    const path = `/meetings?when=past&page=${1 + Math.floor(this.#random() ** 4 * 50)}`;
    return this.#http.send({ method: 'GET', path, address, token });
  }

  async #create(): Promise<HttpAnswer> {
    const person = this.#anybody();
    const { address, accessToken: token } = person;
    const startsAt = new Date(Date.now() + this.#random() * 1e9).toISOString();
    const body = { title: 'Made by the bench', startsAt, description: 'As anybody would.' };
    const answer = await this.#http.send({
      method: 'POST',
      path: '/meetings',
      address,
      token,
      body,
    });
    if (answer.status < 400) {
      this.#meetings.push({
        code: z.object({ code: z.string() }).parse(answer.data).code,
        person,
        isHost: true,
      });
    }
    return answer;
  }

  #change(): Promise<HttpAnswer> {
    const { code, person } = this.#pick(this.#meetings.filter(({ isHost }) => isHost));
    const { address, accessToken: token } = person;
    const body = { title: `Changed ${Math.floor(this.#random() * 1000)}` };
    return this.#http.send({ method: 'PATCH', path: `/meetings/${code}`, address, token, body });
  }

  async #join(): Promise<HttpAnswer> {
    const { code, person } = this.#pick(this.#meetings);
    const { address, accessToken: token } = person;
    const path = `/meetings/${code}/join`;
    const answer = await this.#http.send({ method: 'POST', path, address, token, body: {} });
    if (answer.status < 400) {
      this.#seats.push({ code, token: seat.parse(answer.data).seatToken, person });
    }
    return answer;
  }

  async #leave(): Promise<HttpAnswer> {
    const seated = this.#seats.shift();
    // Nobody sits there yet: somebody sits down.
    if (!seated) return this.#join();
    const path = `/meetings/${seated.code}/leave`;
    const { address } = seated.person;
    return this.#http.send({ method: 'POST', path, address, body: { seatToken: seated.token } });
  }

  #listParticipants(): Promise<HttpAnswer> {
    const { code, person } = this.#pick(this.#meetings.filter(({ isHost }) => isHost));
    const { address, accessToken: token } = person;
    const path = `/meetings/${code}/participants`;
    return this.#http.send({ method: 'GET', path, address, token });
  }

  /** Never the same person twice at once: a page waits for the answer too. */
  async #refresh(): Promise<HttpAnswer> {
    const person = this.#pick(this.#people.filter((each) => !this.#refreshing.has(each)));
    this.#refreshing.add(person);
    try {
      return await refresh(this.#http, person);
    } finally {
      this.#refreshing.delete(person);
    }
  }

  /** An administrator at the table of accounts: leafs through it, sorts it by another column, searches. */
  async #listUsers(): Promise<HttpAnswer> {
    const admin = this.#pick(this.#admins());
    const { list, cursor } = this.#nextLook(this.#views.get(admin));
    const { address, accessToken: token } = admin;
    const path = `/users?${list}${cursor}`;
    const answer = await this.#http.send({ method: 'GET', path, address, token });
    if (answer.status < 400) this.#views.set(admin, { list, ...userPage.parse(answer.data) });
    return answer;
  }

  #nextLook(view: UserView | undefined): { list: string; cursor: string } {
    const wish = this.#random();
    if (view?.next && wish < LEAFING.next) {
      return { list: view.list, cursor: `&after=${view.next}` };
    }
    if (view?.previous && wish < LEAFING.previous) {
      return { list: view.list, cursor: `&before=${view.previous}` };
    }
    const sort = this.#pick(['createdAt', 'displayName', 'email', 'lastSeenAt']);
    const list = `sort=${sort}&order=${this.#pick(['asc', 'desc'])}`;
    if (this.#random() >= SEARCHING) return { list, cursor: '' };
    return { list: `${list}&search=person${1000 + Math.floor(this.#random() * 9000)}`, cursor: '' };
  }

  #admins(): Person[] {
    return this.#people.filter(({ address }) => ADMIN_ADDRESSES.has(address));
  }
}

const ADMIN_ADDRESSES = new Set(Array.from({ length: ADMINS }, (_, index) => addressOf(index)));

async function refresh(http: HttpClient, person: Person): Promise<HttpAnswer> {
  const { address, refreshToken } = person;
  const body = { refreshToken };
  const answer = await http.send({ method: 'POST', path: '/auth/refresh', address, body });
  if (answer.status < 400) Object.assign(person, session.parse(answer.data));
  return answer;
}
