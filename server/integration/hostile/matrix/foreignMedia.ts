import type {
  RequestArgument,
  RequestName,
  RtpCapabilities,
} from '../../../../shared/contracts/index.ts';
import { createOffer, createRtpParameters } from '../../media/MediaClient.ts';
import type { MediaIds } from '../support/MediaIds.ts';

type Router = { routerRtpCapabilities: RtpCapabilities };

/** What somebody tries on the media of another, by its real ids. */
export interface ForeignAction<N extends RequestName> {
  what: string;
  request: N;
  input(ids: MediaIds, router: Router): RequestArgument<N>;
  /** Views and readiness are told in bulk, of consumers that may have gone meanwhile: one that is not there is passed over. */
  outcome: 'media_rejected' | 'ok';
}

const action = <N extends RequestName>(
  what: string,
  request: N,
  outcome: ForeignAction<N>['outcome'],
  input: ForeignAction<N>['input'],
): ForeignAction<RequestName> => ({ what, request, outcome, input });

const producing = (transportId: string, router: Router) =>
  ({
    transportId,
    source: 'screen',
    rtpParameters: createRtpParameters(router, 'screen'),
    isPaused: false,
  }) as const;
const connecting = (transportId: string, router: Router) => ({
  transportId,
  dtlsParameters: createOffer(router).dtls?.send ?? { fingerprints: [] },
});

/** Every request of media that names something, on what is another's. */
export const FOREIGN_ACTIONS: readonly ForeignAction<RequestName>[] = [
  action('pause a producer', 'media:setProducerPaused', 'media_rejected', ({ producerId }) => ({
    producerId,
    isPaused: true,
  })),
  action(
    'say that a producer is held',
    'media:setProducerHeld',
    'media_rejected',
    ({ producerId }) => ({
      producerId,
      reason: 'computer',
    }),
  ),
  action('close a producer', 'media:closeProducer', 'media_rejected', ({ producerId }) => ({
    producerId,
  })),
  action('produce where another sends', 'media:produce', 'media_rejected', (ids, router) =>
    producing(ids.sendTransportId, router),
  ),
  action('produce where another receives', 'media:produce', 'media_rejected', (ids, router) =>
    producing(ids.recvTransportId, router),
  ),
  action('connect where another sends', 'media:connectTransport', 'media_rejected', (ids, router) =>
    connecting(ids.sendTransportId, router),
  ),
  action(
    'connect where another receives',
    'media:connectTransport',
    'media_rejected',
    (ids, router) => connecting(ids.recvTransportId, router),
  ),
  action('resume a consumer', 'media:resumeConsumers', 'ok', ({ consumerId }) => ({
    consumerIds: [consumerId],
  })),
  action('hide a consumer', 'media:setViews', 'ok', ({ consumerId }) => ({
    views: [{ consumerId, isVisible: false, widthPx: 0, heightPx: 0 }],
  })),
  action('enlarge a consumer', 'media:setViews', 'ok', ({ consumerId }) => ({
    views: [{ consumerId, isVisible: true, widthPx: 1280, heightPx: 720 }],
  })),
];
