import type { types } from 'mediasoup';
import type { NodeConsumer } from '../contracts/mediaNode.ts';
import { nodeConsumer } from '../contracts/mediaNode.ts';
import type { RtpCapabilities, TransportOptions } from '../contracts/media.ts';
import { rtpCapabilities, transportOptions } from '../contracts/media.ts';

/**
 * mediasoup's objects as plain data of the contract: a copy through JSON, since mediasoup leaves
 * keys with the value undefined in them, read by the schema that the other side uses.
 */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** mediasoup offers this header extension and mediasoup-client does not know it. */
const UNSHARED_EXTENSION = 'urn:ietf:params:rtp-hdrext:toffset';

export function toRtpCapabilities(given: types.RtpCapabilities): RtpCapabilities {
  const headerExtensions = (given.headerExtensions ?? []).filter(
    ({ uri }) => uri !== UNSHARED_EXTENSION,
  );
  return rtpCapabilities.parse(plain({ ...given, headerExtensions }));
}

export function toTransportOptions(transport: types.WebRtcTransport): TransportOptions {
  const { id, iceParameters, dtlsParameters } = transport;
  // Listening on both families behind one host name, mediasoup offers each candidate twice.
  const iceCandidates = transport.iceCandidates.filter(
    (candidate, index, all) => all.findIndex((other) => isSamePlace(other, candidate)) === index,
  );
  return transportOptions.parse(plain({ id, iceParameters, iceCandidates, dtlsParameters }));
}

export function toNodeConsumer(consumer: types.Consumer): NodeConsumer {
  const { id, producerId, kind, type, rtpParameters, producerPaused } = consumer;
  return nodeConsumer.parse(
    plain({ id, producerId, kind, type, rtpParameters, isProducerPaused: producerPaused }),
  );
}

function isSamePlace(a: types.IceCandidate, b: types.IceCandidate): boolean {
  return a.protocol === b.protocol && a.address === b.address && a.port === b.port;
}
