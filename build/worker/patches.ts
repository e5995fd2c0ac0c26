import { SetupError } from '../system/SetupError.ts';

export type Patch = {
  /** Path inside mediasoup's `worker` folder. */
  file: string;
  /** The exact text to replace; it must occur once and only once. */
  find: string;
  replace: string;
  /** What goes wrong without it. */
  why: string;
};

/**
 * A stream that comes again, by a packet (4 tabs) or by one that is sent again (5). mediasoup forgets its marks of before
 * the silence, and then counts what was sent into the silence as lost: the only mark is 0, and until the next sender
 * report, 1 to 2 s later, no consumer is sent a layer that is worth 0. Seen after a path was cut for 30 s: 2 pictures of
 * 20 came back 2.4 s after the path, 1.7 s after the sound.
 */
function revived(depth: number): Patch {
  const tabs = `\n${'\t'.repeat(depth)}`;
  const begin = `${tabs}this->inactive = false;\n`;
  const reset = `${tabs}ResetScore(10, /*notify*/ true);\n`;
  const marks = [
    'this->expectedPriorScore = GetExpectedPackets();',
    'this->receivedPriorScore = this->mediaTransmissionCounter.GetPacketCount();',
    'this->repairedPriorScore = this->packetsRepaired;',
    'this->retransmittedPriorScore = this->packetsRetransmitted;',
  ];
  return {
    file: 'src/RTC/RTP/RtpStreamRecv.cpp',
    find: begin + reset,
    replace: `${begin}${marks.map((line) => tabs + line).join('')}\n${reset}`,
    why: 'a picture whose path was cut would come back seconds late',
  };
}

/** The changes to mediasoup's own sources; everything else the recipe adds beside them. */
export const patches: readonly Patch[] = [
  {
    file: 'meson.build',
    find: "meson_version: '>= 1.1.0',",
    replace: "meson_version: '>= 1.0.0',",
    why: 'Debian 12 has Meson 1.0.1, and the build file uses nothing newer',
  },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    find: '(operationType == BIO_CB_RETURN)',
    replace: '((operationType & BIO_CB_RETURN) != 0)',
    // The callback sees BIO_CB_RETURN together with the operation's own bits. Comparing for
    // equality makes every BIO_ctrl() answer 1, "kernel TLS is active" among them; an OpenSSL built
    // with kernel TLS, as Debian's is, then never allocates the DTLS write buffer.
    why: 'the worker would die of SIGSEGV at the first DTLS handshake',
  },
  ...[4, 5].map(revived),
];

/**
 * @throws SetupError when `source` is not what the patch was written for, so that a new mediasoup
 * version is looked at by a person instead of being built without the patch.
 */
export function applyPatch(source: string, patch: Patch): string {
  const [before, after, ...more] = source.split(patch.find);
  if (before === undefined || after === undefined || more.length > 0) {
    const found = after === undefined ? 'is not there any more' : 'occurs more than once';
    throw new SetupError(
      `mediasoup's worker/${patch.file} has changed: "${patch.find}" ${found} (patched because ${patch.why}); ` +
        'adapt build/worker/patches.ts, or set MEDIASOUP_WORKER_BIN to a worker binary.',
    );
  }
  return before + patch.replace + after;
}
