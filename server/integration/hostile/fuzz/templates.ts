import type { MediaSource, RtpCapabilities } from '../../../../shared/contracts/index.ts';
import { createOffer, createRtpParameters } from '../../media/MediaClient.ts';
import type { Random } from './Random.ts';
import type { Value } from './values.ts';

export const SOURCES = ['mic', 'camera', 'screen', 'screenAudio'] as const;

/** Real WebRTC parameters, to be changed a little: nothing made from the schema alone would get past mediasoup's first look. */
export class Templates {
  readonly rtpCapabilities: Value;
  readonly #rtpParameters: ReadonlyMap<MediaSource, Value>;

  constructor(routerRtpCapabilities: RtpCapabilities) {
    const router = { routerRtpCapabilities };
    this.rtpCapabilities = asValue(createOffer(router).rtpCapabilities);
    this.#rtpParameters = new Map(
      SOURCES.map((source) => [source, asValue(createRtpParameters(router, source))]),
    );
  }

  /** With names of its own, so that two of them do not meet by chance. */
  rtpParameters(random: Random, source: MediaSource): Value {
    const template = this.#rtpParameters.get(source) ?? null;
    if (typeof template !== 'object' || template === null || Array.isArray(template)) return null;
    const encodings = Array.isArray(template['encodings']) ? template['encodings'] : [];
    return {
      ...template,
      mid: random.hex(6),
      encodings: encodings.map((encoding) => withSsrc(encoding, random)),
    };
  }

  dtlsParameters(random: Random): Value {
    const bytes = Array.from({ length: 32 }, () => random.hex(2).toUpperCase());
    const fingerprint = { algorithm: 'sha-256', value: bytes.join(':') };
    return {
      role: random.pick(['client', 'client', 'auto', 'server']),
      fingerprints: [fingerprint],
    };
  }
}

function withSsrc(encoding: Value, random: Random): Value {
  if (typeof encoding !== 'object' || encoding === null || Array.isArray(encoding)) return encoding;
  if (!('ssrc' in encoding)) return encoding;
  const ssrc = random.integer(1, 2 ** 31);
  return { ...encoding, ssrc, ...('rtx' in encoding && { rtx: { ssrc: ssrc + 1 } }) };
}

/** Parsed by its contract, so it is JSON. */
function asValue(parameters: object): Value {
  return JSON.parse(JSON.stringify(parameters)) as Value;
}
