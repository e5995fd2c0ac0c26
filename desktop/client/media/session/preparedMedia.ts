import type { types } from 'mediasoup-client';
import type {
  DtlsParameters,
  MediaOffer,
  RtpCapabilities,
} from '../../../../shared/contracts/index.ts';

interface Certificate {
  certificate: RTCCertificate;
  /** As the server must know it before our first ClientHello reaches it [M1]. */
  dtls: DtlsParameters;
}

/** What can be made before joining, so that the join itself is one round trip [J1][M1]. */
export interface PreparedMedia {
  device: types.Device;
  /** null where the browser does not tell fingerprints: DTLS then takes a message of its own. */
  certificates: { send: Certificate; recv: Certificate } | null;
}

/** Fetches mediasoup-client, which pages without a meeting do not carry. */
export function preloadMedia(): void {
  // Whoever needs it asks again, and sees what is wrong.
  import('mediasoup-client').catch(() => undefined);
}

/**
 * Loads what the browser can send and receive, and makes its certificates.
 * @throws when the browser has no WebRTC that mediasoup-client knows
 */
export async function prepareMedia(routerRtpCapabilities: RtpCapabilities): Promise<PreparedMedia> {
  const [device, certificates] = await Promise.all([
    loadDevice(routerRtpCapabilities),
    createCertificates(),
  ]);
  return { device, certificates };
}

export function toMediaOffer({ device, certificates }: PreparedMedia): MediaOffer {
  return {
    rtpCapabilities: device.recvRtpCapabilities,
    ...(certificates
      ? { dtls: { send: certificates.send.dtls, recv: certificates.recv.dtls } }
      : {}),
  };
}

async function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<types.Device> {
  const { Device } = await import('mediasoup-client');
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });
  return device;
}

async function createCertificates(): Promise<PreparedMedia['certificates']> {
  try {
    const [send, recv] = await Promise.all([createCertificate(), createCertificate()]);
    return { send, recv };
  } catch {
    // Older browsers lack getFingerprints, or cannot copy a certificate as mediasoup-client does.
    return null;
  }
}

async function createCertificate(): Promise<Certificate> {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
  const certificate = await RTCPeerConnection.generateCertificate(algorithm);
  structuredClone(certificate);
  const fingerprints = certificate.getFingerprints().flatMap(({ algorithm, value }) => {
    const name = ALGORITHMS.find((known) => known === algorithm);
    // The worker compares with the upper-case form of SDP.
    return name && value ? [{ algorithm: name, value: value.toUpperCase() }] : [];
  });
  return { certificate, dtls: { role: 'client', fingerprints } };
}

const ALGORITHMS = ['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512'] as const;
