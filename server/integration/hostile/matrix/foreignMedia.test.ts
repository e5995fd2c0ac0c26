import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  lobby,
  PROTOCOL_VERSION,
  type EventName,
  type RtpCapabilities,
  type Session,
} from '../../../../shared/contracts/index.ts';
import { createOffer } from '../../media/MediaClient.ts';
import { SocketClient } from '../../signaling/SocketClient.ts';
import { ApiClient, newPerson, until } from '../../support/ApiClient.ts';
import { startTestServer, type TestServer } from '../../support/testServer.ts';
import { LiveMeeting } from '../support/LiveMeeting.ts';
import { FOREIGN_ACTIONS } from './foreignMedia.ts';

/** Half a second: what does not come in that is not on its way. */
const FRAMES = 25;

/** Told of media that flow, by nobody's doing. */
const BY_ITSELF: readonly EventName[] = ['media:qualityChanged', 'media:activeSpeakerChanged'];

let server: TestServer;
let host: Session;
let call: LiveMeeting;
let router: { routerRtpCapabilities: RtpCapabilities };
/** Sees what everybody in the meeting is told. */
let watcher: SocketClient;
const clients: SocketClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  const api = new ApiClient(server.url);
  host = await api.signIn('/auth/register', newPerson());
  const code = await createMeeting(host);
  const { routerRtpCapabilities } = lobby.parse(
    (await api.send('GET', `/meetings/${code}/lobby`)).body.data,
  );
  if (!routerRtpCapabilities) throw new Error('the server has no media');
  router = { routerRtpCapabilities };
  call = await LiveMeeting.enter(server.url, code, host.accessToken);
  watcher = (await enter(code)).client;
});
afterAll(async () => {
  for (const client of clients) client.close();
  call.close();
  await server.close();
});

async function createMeeting({ accessToken: token }: Session): Promise<string> {
  const created = await new ApiClient(server.url).send('POST', '/meetings', {
    body: { title: 'Foreign' },
    token,
  });
  // The shape is what the answer's contract says, and REST tests check.
  return (created.body.data as { code: string }).code;
}

/** With media of one's own, so that it is not for want of that that something is refused. */
async function enter(code: string, session?: Session) {
  const client = await SocketClient.connect(server.url, {
    protocolVersion: PROTOCOL_VERSION,
    ...(session && { accessToken: session.accessToken }),
  });
  clients.push(client);
  const { self } = await client.call('meeting:join', {
    code,
    displayName: 'Mallory',
    media: { rtpCapabilities: createOffer(router).rtpCapabilities },
  });
  return { client, participantId: self.participantId };
}

/** Until the others know, who are told half a second late at most [O2]. */
async function meet(session?: Session): Promise<SocketClient> {
  const { client, participantId } = await enter(call.code, session);
  await watcher.event('meeting:rosterChanged', ({ joined }) =>
    joined.some(({ id }) => id === participantId),
  );
  return client;
}

const register = () => new ApiClient(server.url).signIn('/auth/register', newPerson());

const ATTACKERS = {
  'a guest of the same meeting': () => meet(),
  'a member of the same meeting': async () => meet(await register()),
  'its host, on another device': () => meet(host),
  'the host of another meeting': async () => {
    const other = await register();
    return (await enter(await createMeeting(other), other)).client;
  },
};

describe.each(Object.entries(ATTACKERS))('[A1] of the media of another, %s', (_who, come) => {
  let attacker: SocketClient;
  beforeAll(async () => {
    attacker = await come();
  });

  test.each(FOREIGN_ACTIONS.map((action) => [action.what, action] as const))(
    'cannot %s',
    async (_what, action) => {
      const before = watcher.received.length;
      const reply = await attacker.reply(action.request, action.input(call.ids, router));
      expect(reply.ok ? 'ok' : reply.error.code).toBe(action.outcome);
      await call.flows();
      await watcher.call('chat:listMessages', {});
      const told = watcher.received.slice(before).filter(({ name }) => !BY_ITSELF.includes(name));
      expect(told).toEqual([]);
    },
  );

  test('cannot have shown what its viewer does not show', async () => {
    await call.show(false);
    // What was on its way comes first.
    await until(async () => (await call.receivedDuring(FRAMES)) === 0);
    for (const action of FOREIGN_ACTIONS.filter(({ outcome }) => outcome === 'ok')) {
      await attacker.call(action.request, action.input(call.ids, router));
    }
    expect(await call.receivedDuring(FRAMES)).toBe(0);
    await call.show(true);
    await call.flows();
  });
});
