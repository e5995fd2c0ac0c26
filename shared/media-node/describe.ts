import type { types } from 'mediasoup';
import type { MediaSource } from '../contracts/media.ts';
import { rtpParameters } from '../contracts/media.ts';
import type { DescribedConsumer, DescribedRoom } from '../contracts/mediaNode.ts';
import type { NodeTransport } from './NodeTransport.ts';
import { plain, toNodeConsumer } from './toContract.ts';

/** A producer with what it was opened as. */
export interface OpenProducer {
  id: string;
  producer: types.Producer;
  transportId: string;
  source: MediaSource;
}

export function describeTransport(transport: NodeTransport): DescribedRoom['transports'][number] {
  const { options, direction, label, isPathLost } = transport;
  const { id: transportId, iceParameters } = options;
  return { transportId, direction, label, iceParameters, isPathLost };
}

export function describeProducer(open: OpenProducer): DescribedRoom['producers'][number] {
  const { id: producerId, producer, transportId, source } = open;
  return {
    producerId,
    transportId,
    source,
    rtpParameters: rtpParameters.parse(plain(producer.rtpParameters)),
    isPaused: producer.paused,
    scores: producer.score.map(({ score }) => score),
  };
}

export function describeConsumer(consumer: types.Consumer): DescribedConsumer {
  return {
    consumer: toNodeConsumer(consumer),
    isPaused: consumer.paused,
    preferredLayer: consumer.preferredLayers?.spatialLayer ?? null,
    comingLayer: consumer.currentLayers?.spatialLayer ?? null,
    score: consumer.score.score,
  };
}
