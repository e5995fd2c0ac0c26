import { expect, type Page } from 'playwright/test';

interface Entry {
  type: string;
  kind?: string;
  [name: string]: unknown;
}

/** webrtc-stats of every peer connection that the page has; see `createContext`. */
async function statsOf(page: Page): Promise<Entry[]> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const open = peerConnections.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((connection) => connection.getStats()));
    return reports.flatMap((report) => [...report.values()] as Entry[]);
  });
}

const layerName = (entry: Entry): string => `${String(entry['mid'])} ${String(entry['rid'])}`;

const numberOf = (entry: Entry, name: string): number => {
  const value = entry[name];
  return typeof value === 'number' ? value : 0;
};

/** How many frames each layer of the own videos has had encoded, one video after the other, its smallest layer first. */
export async function encodedFrames(page: Page): Promise<number[]> {
  const entries = await statsOf(page);
  return entries
    .filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video')
    .sort((a, b) => layerName(a).localeCompare(layerName(b), 'en', { numeric: true }))
    .map((entry) => numberOf(entry, 'framesEncoded'));
}

export interface Sound {
  samples: number;
  /** Made up by the browser, because what should have been played had not come. */
  concealed: number;
  packets: number;
}

/** What all remote audio streams have brought so far. */
export async function soundOf(page: Page): Promise<Sound> {
  const sound: Sound = { samples: 0, concealed: 0, packets: 0 };
  for (const entry of await statsOf(page)) {
    if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') continue;
    sound.samples += numberOf(entry, 'totalSamplesReceived');
    // Silence that a sender does not send is "concealed" by silence.
    sound.concealed +=
      numberOf(entry, 'concealedSamples') - numberOf(entry, 'silentConcealedSamples');
    sound.packets += numberOf(entry, 'packetsReceived');
  }
  return sound;
}

/** Chromium names the suite with or without its prefix. */
const AEAD: unknown = expect.stringMatching(/^(SRTP_)?AEAD_AES_(128|256)_GCM$/);

/** Waits until the page sends and receives by AEAD suites (RFC 7714), and by no other, over transports that are open. */
export async function expectAead(page: Page): Promise<void> {
  const ciphers = async () => {
    const entries = await statsOf(page);
    return entries.filter(({ type }) => type === 'transport').map((entry) => entry['srtpCipher']);
  };
  await expect.poll(ciphers).toEqual([AEAD, AEAD]);
}
