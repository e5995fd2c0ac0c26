import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../../shared/contracts/index.ts';
import { AddressCap } from '../../addresses/index.ts';
import type { JoiningUser, Rooms } from '../../rooms/index.ts';
import { createSignaling, type Signaling } from '../../signaling/index.ts';
import { SocketClient } from './SocketClient.ts';

const ANA: JoiningUser = { id: 'ana', familyId: 'phone', displayName: 'Ana', avatarUrl: null };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let http: Server;
let signaling: Signaling;
let isAsked: PromiseWithResolvers<void>;
let isFound: PromiseWithResolvers<JoiningUser>;

beforeEach(async () => {
  [isAsked, isFound] = [Promise.withResolvers(), Promise.withResolvers()];
  http = createServer();
  signaling = createSignaling({
    httpServer: http,
    allowedOrigins: [],
    authenticate: () => {
      isAsked.resolve();
      return isFound.promise;
    },
    addressOf: ({ remoteAddress }) => remoteAddress,
    socketsPerAddress: new AddressCap({ most: 10, isExempt: () => false }),
    log,
  });
  // Nobody asks anything of them here.
  signaling.start({} as unknown as Rooms);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(() => signaling.close());

/** @returns a socket whose token was found good only after something else had happened */
async function connectWhile(happens: () => void): Promise<SocketClient> {
  const { port } = http.address() as AddressInfo;
  const connecting = SocketClient.connect(`http://127.0.0.1:${port}`, {
    protocolVersion: PROTOCOL_VERSION,
    accessToken: 'a',
  });
  await isAsked.promise;
  happens();
  isFound.resolve(ANA);
  return connecting;
}

test('[P5] a sign-in that ends while its token is being checked ends for that socket too', async () => {
  const client = await connectWhile(() => signaling.disconnectUser('ana'));
  await expect.poll(() => client.socket.connected).toBe(false);
});

test('[P5] a sign-in that goes on while the others of its account end keeps its socket', async () => {
  const client = await connectWhile(() =>
    signaling.disconnectUser('ana', { exceptFamilyId: 'phone' }),
  );
  expect(await client.reply('connection:check', {})).toMatchObject({ ok: true });
  expect(client.socket.connected).toBe(true);
  client.socket.close();
});
