import { PROTOCOL_VERSION, type Joined, type Session } from '../../../shared/contracts/index.ts';
import { ApiClient, newPerson } from '../support/ApiClient.ts';
import { SocketClient } from '../signaling/SocketClient.ts';

export interface Seated {
  account: Session;
  socket: SocketClient;
  joined: Joined;
}

/** A meeting with a host, in which others take seats; without media. */
export class Meeting {
  readonly #url: string;
  readonly code: string;
  readonly host: Seated;
  readonly #sockets: SocketClient[];

  private constructor(url: string, code: string, host: Seated) {
    this.#url = url;
    this.code = code;
    this.host = host;
    this.#sockets = [host.socket];
  }

  static async open(url: string): Promise<Meeting> {
    const api = new ApiClient(url);
    const account = await api.signIn('/auth/register', newPerson({ displayName: 'Hanna' }));
    const created = await api.send('POST', '/meetings', {
      token: account.accessToken,
      body: { title: 'Weekly' },
    });
    // Tests of REST check its shape.
    const { code } = created.body.data as { code: string };
    return new Meeting(url, code, await join(url, code, account));
  }

  async seat(displayName: string): Promise<Seated> {
    const account = await new ApiClient(this.#url).signIn(
      '/auth/register',
      newPerson({ displayName }),
    );
    const seated = await join(this.#url, this.code, account);
    this.#sockets.push(seated.socket);
    // Told [O2]: of whoever comes and goes in one moment, nobody hears.
    const { participantId } = seated.joined.self;
    await this.host.socket.event('meeting:rosterChanged', ({ joined }) =>
      joined.some(({ id }) => id === participantId),
    );
    return seated;
  }

  async connect(account: Session): Promise<SocketClient> {
    const socket = await connect(this.#url, account);
    this.#sockets.push(socket);
    return socket;
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }
}

function connect(url: string, { accessToken }: Session): Promise<SocketClient> {
  return SocketClient.connect(url, { protocolVersion: PROTOCOL_VERSION, accessToken });
}

async function join(url: string, code: string, account: Session): Promise<Seated> {
  const socket = await connect(url, account);
  return { account, socket, joined: await socket.call('meeting:join', { code }) };
}
