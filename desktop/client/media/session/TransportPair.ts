import type { types } from 'mediasoup-client';
import { z } from 'zod';
import {
  type IceParameters,
  type IceRestart,
  type MediaAnswer,
  mediaSource,
} from '../../../../shared/contracts/index.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { within } from '../../platform/within.ts';
import type { Caller } from '../../signaling/index.ts';
import type { PreparedMedia } from './preparedMedia.ts';

/** Nobody waits for longer to see the room, nor one's own picture for the others'. */
export const HEAD_START_LIMIT_MS = 250;

/** What mediasoup-client carries from `produce()` to its `produce` event without a type. */
const producing = z.object({ source: mediaSource, isPaused: z.boolean() });
export type ProducingData = z.infer<typeof producing>;

export interface TransportPairDeps {
  caller: Caller;
  prepared: PreparedMedia;
  answer: MediaAnswer;
  onStates(): void;
}

/** The way out and the way in. mediasoup-client itself keeps one queue per transport. */
export class TransportPair {
  readonly send: types.Transport;
  readonly recv: types.Transport;
  #closed = false;

  constructor(deps: TransportPairDeps) {
    const { caller, prepared, answer } = deps;
    const { device, certificates } = prepared;
    const iceServers = answer.iceServers;
    const settings = (certificate: RTCCertificate | undefined) =>
      certificate ? { additionalSettings: { certificates: [certificate] } } : {};
    this.send = device.createSendTransport({
      ...answer.sendTransport,
      iceServers,
      ...settings(certificates?.send.certificate),
    });
    this.recv = device.createRecvTransport({
      ...answer.recvTransport,
      iceServers,
      ...settings(certificates?.recv.certificate),
    });
    for (const transport of [this.send, this.recv]) {
      transport.on('connect', ({ dtlsParameters }, done, fail) => {
        // The server took our fingerprints with the join and waits for the ClientHello already [M1].
        if (answer.isDtlsConnected) return done();
        caller
          .call('media:connectTransport', { transportId: transport.id, dtlsParameters })
          .then(done, fail);
      });
      transport.on('connectionstatechange', () => deps.onStates());
    }
    this.send.on('produce', ({ rtpParameters, appData }, done, fail) => {
      const { source, isPaused } = producing.parse(appData);
      caller
        .call('media:produce', { transportId: this.send.id, source, rtpParameters, isPaused })
        .then(({ producerId }) => done({ id: producerId }), fail);
    });
  }

  get states(): types.ConnectionState[] {
    return [this.send.connectionState, this.recv.connectionState];
  }

  /** Whether the server speaks of these transports, and not of those of another session of the same seat. */
  isOf({ send, recv }: Pick<IceRestart, 'send' | 'recv'>): boolean {
    return send.transportId === this.send.id && recv.transportId === this.recv.id;
  }

  async restartIce({ send, recv, iceServers }: IceRestart): Promise<void> {
    const restart = async (transport: types.Transport, iceParameters: IceParameters) => {
      // Firefox cannot be told of others; it restarts with those it has.
      if (iceServers) await transport.updateIceServers({ iceServers }).catch(() => undefined);
      await transport.restartIce({ iceParameters });
    };
    try {
      await Promise.all([
        restart(this.send, send.iceParameters),
        restart(this.recv, recv.iceParameters),
      ]);
    } catch {
      // Closed meanwhile; whoever closed it opens the next.
    }
  }

  /** Resolves when the way in is open or has failed, and after a quarter of a second in any case. */
  async whenReceiving(clock: Clock): Promise<void> {
    const { recv } = this;
    const isSettled = () => recv.connectionState !== 'new' && recv.connectionState !== 'connecting';
    if (isSettled()) return;
    const settled = new Promise<void>((resolve) => {
      recv.on('connectionstatechange', () => isSettled() && resolve());
      recv.observer.on('close', () => resolve());
    });
    await within(clock, HEAD_START_LIMIT_MS, settled);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.send.close();
    this.recv.close();
  }
}

/** The server answered, and it has no such transports: a restart would never succeed. */
export function isForgotten(error: unknown): boolean {
  return error instanceof AppError && error.code !== 'unavailable' && error.code !== 'rate_limited';
}
