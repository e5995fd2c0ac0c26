import type { types } from 'mediasoup-client';

export type BareAsk =
  | { ask: 'capabilities' }
  /** null: comes to send only. */
  | { ask: 'join'; rtpCapabilities: types.RtpCapabilities | null }
  | { ask: 'connect'; transportId: string; dtlsParameters: types.DtlsParameters }
  | {
      ask: 'produce';
      transportId: string;
      kind: types.MediaKind;
      rtpParameters: types.RtpParameters;
    }
  /** `spatialLayer`: of every video; without it the server chooses. */
  | { ask: 'resume'; spatialLayer?: number };

/** One JSON message each; every one is answered by `{id, answer}`. */
export type BareRequest = BareAsk & { id: number };

export interface BareConsumer {
  id: string;
  producerId: string;
  kind: types.MediaKind;
  rtpParameters: types.RtpParameters;
}

export interface BareJoined {
  send: types.TransportOptions;
  recv: types.TransportOptions;
  consumers: BareConsumer[];
}
