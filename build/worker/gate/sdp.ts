import type { types } from 'mediasoup';

/** @returns the certificate fingerprint of a client's offer, as the worker wants it. */
export function fingerprintsOf(sdp: string): types.DtlsFingerprint[] {
  const value = /^a=fingerprint:sha-256 ([0-9A-Fa-f:]+)/m.exec(sdp)?.[1];
  if (value === undefined) throw new Error('the offer has no SHA-256 fingerprint');
  return [{ algorithm: 'sha-256', value }];
}

/** What of a transport its other side must know. */
export interface RemoteTransport {
  iceParameters: Pick<types.IceParameters, 'usernameFragment' | 'password'>;
  iceCandidates: readonly Pick<
    types.IceCandidate,
    'foundation' | 'priority' | 'address' | 'port' | 'protocol'
  >[];
  dtlsParameters: Pick<types.DtlsParameters, 'fingerprints'>;
}

/** The answer to a client's offer that describes a transport of the worker, reached by UDP. */
export function answerFor(offer: string, transport: RemoteTransport): string {
  const media = offer.split(/^(?=m=)/m).slice(1);
  const mids = media.map((section) => /^a=mid:(\S+)/m.exec(section)?.[1] ?? '');
  const fingerprint = transport.dtlsParameters.fingerprints.find(
    ({ algorithm }) => algorithm === 'sha-256',
  );
  if (!fingerprint) throw new Error('the worker has no SHA-256 fingerprint');
  const { usernameFragment, password } = transport.iceParameters;
  const ends = [
    'c=IN IP4 127.0.0.1',
    `a=ice-ufrag:${usernameFragment}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${fingerprint.value}`,
    'a=setup:passive',
    ...transport.iceCandidates
      .filter(({ protocol }) => protocol === 'udp')
      .map(
        ({ foundation, priority, address, port }) =>
          `a=candidate:${foundation} 1 udp ${priority} ${address} ${port} typ host`,
      ),
    'a=end-of-candidates',
  ];
  const sections = media.flatMap((section, n) => {
    const [firstLine = ''] = section.split(/\r?\n/);
    const codec = /^a=rtpmap:.*$/m.exec(section)?.[0].trim();
    const kind = codec
      ? ['a=sendrecv', 'a=rtcp-mux', codec]
      : ['a=sctp-port:5000', 'a=max-message-size:262144'];
    return [firstLine, `a=mid:${mids[n]}`, ...kind, ...ends];
  });
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=group:BUNDLE ${mids.join(' ')}`,
    ...sections,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
