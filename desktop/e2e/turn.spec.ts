import { execFile, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import type { Page } from 'playwright/test';
import { freePort } from '../../shared/net/freePort.ts';
import { expect, test as base } from './support/meetingTest.ts';
import { expectAead } from './support/rtcStats.ts';
import { TurnRelay } from './support/TurnRelay.ts';
import { expectMovingPictures, hearsSomething } from './support/watch.ts';

const SECRET = 'shared-by-server-and-relay-in-this-test';

const test = base.extend<object, { relayUrls: string; relay: TurnRelay }>({
  relayUrls: [
    // Playwright wants the object pattern even where nothing is taken from it.
    async ({}, use) => {
      const port = await freePort('127.0.0.1');
      await use(`turn:127.0.0.1:${port}?transport=udp,turn:127.0.0.1:${port}?transport=tcp`);
    },
    { scope: 'worker' },
  ],
  serverEnv: [
    async ({ relayUrls }, use) => use({ PARLEY_TURN_URLS: relayUrls, PARLEY_TURN_SECRET: SECRET }),
    { scope: 'worker' },
  ],
  relay: [
    async ({ server, relayUrls }, use) => {
      const relay = await TurnRelay.start({
        PARLEY_DATA_DIR: server.dataDir,
        PARLEY_TURN_URLS: relayUrls,
        PARLEY_TURN_SECRET: SECRET,
      });
      await use(relay);
      await relay.stop();
    },
    { scope: 'worker', auto: true },
  ],
});

// On Debian `npm test` installs it.
test.skip(spawnSync('turnserver', ['-h']).error !== undefined, 'coturn is not installed');

for (const transport of ['udp', 'tcp']) {
  test(`@resilience people who reach nothing but the relay, by ${transport}, see and hear each other, also after it restarted`, async ({
    api,
    openContext,
    relay,
    server,
  }) => {
    const { code } = await api.createMeeting(await api.register('Ana'));
    const pages: Page[] = [];
    for (const name of ['Ben', 'Cleo']) {
      const context = await openContext();
      await context.addInitScript(gatherRelayedOnly, transport);
      const page = await context.newPage();
      await page.goto(`${server.url}/m/${code}?name=${name}&skipPrejoin=1`);
      await page.getByRole('button', { name: /^Leave/ }).waitFor();
      pages.push(page);
    }
    for (const page of pages) await expectMovingPictures(page, 2);
    for (const page of pages) expect(await hearsSomething(page)).toBe(true);
    for (const page of pages) await expectAead(page);
    for (const page of pages) {
      const kinds = await usedCandidates(page);
      expect(kinds.length).toBeGreaterThanOrEqual(2);
      expect(new Set(kinds)).toEqual(new Set([`relay by ${transport}`]));
    }

    await relay.restart();
    for (const page of pages) await expectMovingPictures(page, 2, 10);
  });
}

test.describe('the relay refuses', () => {
  for (const peer of [
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '203.0.113.1',
    '127.0.0.2',
  ]) {
    test(`to send to ${peer}, which is no media node`, async ({ relayUrls }) => {
      expect(await askRelay(relayUrls, { peer })).toContain('error 403 (Forbidden IP)');
    });
  }

  test('credentials whose hour is over', async ({ relayUrls }) => {
    const secondAgo = Math.floor(Date.now() / 1000) - 1;
    const output = await askRelay(relayUrls, { peer: '127.0.0.1', expiry: secondAgo });
    expect(output).toContain('Cannot complete Allocation');
  });

  test('credentials of another secret', async ({ relayUrls }) => {
    const output = await askRelay(relayUrls, { peer: '127.0.0.1', secret: `${SECRET}.` });
    expect(output).toContain('Cannot complete Allocation');
  });
});

/** What coturn's own client says of one attempt to send a packet to the peer. */
function askRelay(
  relayUrls: string,
  attempt: { peer: string; expiry?: number; secret?: string },
): Promise<string> {
  const { peer, expiry = Math.floor(Date.now() / 1000) + 60, secret = SECRET } = attempt;
  const port = /:(\d+)\?/.exec(relayUrls)?.[1] ?? '';
  const user = `${expiry}:somebody`;
  const password = createHmac('sha1', secret).update(user).digest('base64');
  const args = [
    '-u',
    user,
    '-w',
    password,
    '-e',
    peer,
    '-r',
    '9',
    '-n',
    '1',
    '-m',
    '1',
    '-p',
    port,
  ];
  return new Promise((resolve) => {
    // It goes on trying to bind; what it said of the first attempt is enough.
    execFile('turnutils_uclient', [...args, '127.0.0.1'], { timeout: 4000 }, (_, out, err) =>
      resolve(out + err),
    );
  });
}

/** Stands for a network that lets nothing else out. @param transport by which the relay is reached */
function gatherRelayedOnly(transport: string): void {
  const narrowed = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
    ...configuration,
    iceTransportPolicy: 'relay',
    iceServers: (configuration.iceServers ?? []).map((server) => ({
      ...server,
      urls: [server.urls].flat().filter((url) => url.endsWith(`transport=${transport}`)),
    })),
  });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(narrowed(configuration));
    }
    override setConfiguration(configuration?: RTCConfiguration): void {
      super.setConfiguration(narrowed(configuration));
    }
  };
}

/** Of an RTCIceCandidateStats (webrtc-stats). */
interface Local {
  candidateType: string;
  relayProtocol?: string;
}

/** The kind of the local candidate that each transport sends from (RFC 8445, 5.1.1), and how it reaches the relay. */
function usedCandidates(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const kinds: string[] = [];
    for (const connection of peerConnections) {
      if (connection.connectionState !== 'connected') continue;
      const reports = await connection.getStats();
      for (const report of reports.values()) {
        const { type, selectedCandidatePairId } = report as RTCTransportStats;
        if (type !== 'transport' || !selectedCandidatePairId) continue;
        const pair = reports.get(selectedCandidatePairId) as RTCIceCandidatePairStats;
        const local = reports.get(pair.localCandidateId) as Local;
        kinds.push(`${local.candidateType} by ${local.relayProtocol ?? 'nothing'}`);
      }
    }
    return kinds;
  });
}
