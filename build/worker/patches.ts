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

/** How long a viewer's requests for a key frame rest after one was sent: first, at most, and how much longer each time, ms. */
const KEY_FRAME_REST = { firstMs: 300, longestMs: 4000, factor: 3 };
/** A browser asks five times a second until it has one: who has asked for nothing for so long had got it, ms. */
const CONTENT_AFTER_MS = 1000;

/**
 * A browser that has no whole key frame asks for one five times a second, also while one is on its way to it: 70 kB of a
 * shared screen take a line of 500 kb/s more than a second. Each answer drowned the one before: a page of text came 2 to
 * 13 s late, once not within 40 s, and all others were sent each of those key frames too. So the second request in a row
 * rests for a while after the key frame that answered the first, and each further one for longer.
 */
const patience: readonly Patch[] = [
  {
    file: 'include/RTC/Consumer.hpp',
    find: 'bool lastSentPacketHasMarker{ false };\n\t\tstd::unique_ptr',
    replace: `bool lastSentPacketHasMarker{ false };
		int64_t keyFrameSentAtMs{ 0 };
		int64_t keyFrameAskedAtMs{ 0 };
		int64_t keyFrameRestMs{ ${KEY_FRAME_REST.firstMs} };
		bool keyFrameSentSinceRequest{ false };
		std::unique_ptr`,
    why: 'key frames would drown one another on a thin line',
  },
  {
    file: 'src/RTC/Consumer.cpp',
    find: 'EmitTraceEventRtpAndKeyFrameTypes(packet);\n\t\t}\n',
    replace: `EmitTraceEventRtpAndKeyFrameTypes(packet);

			if (packet->IsKeyFrame())
			{
				this->keyFrameSentAtMs         = this->shared->GetTimeMs();
				this->keyFrameSentSinceRequest = true;
			}
		}
`,
    why: 'no key frame would count as sent, and each request would be handed on',
  },
  {
    file: 'src/RTC/Consumer.cpp',
    find: '{\n\t\t\t\tthis->producerStreamManager->RequestKeyFrameForCurrentSpatialLayer();\n',
    replace: `{
				const int64_t nowMs = this->shared->GetTimeMs();
				const bool isAgain  = nowMs - this->keyFrameAskedAtMs <= ${CONTENT_AFTER_MS};

				this->keyFrameAskedAtMs = nowMs;

				if (!isAgain)
				{
					this->keyFrameRestMs = ${KEY_FRAME_REST.firstMs};
				}

				if (nowMs - this->keyFrameSentAtMs < this->keyFrameRestMs)
				{
					return;
				}

				if (isAgain && this->keyFrameSentSinceRequest)
				{
					this->keyFrameRestMs = std::min<int64_t>(
					  this->keyFrameRestMs * ${KEY_FRAME_REST.factor}, ${KEY_FRAME_REST.longestMs});
				}

				this->keyFrameSentSinceRequest = false;
				this->producerStreamManager->RequestKeyFrameForCurrentSpatialLayer();
`,
    why: 'key frames would drown one another on a thin line',
  },
  {
    file: 'src/RTC/KeyFrameRequestManager.cpp',
    find: 'KeyFrameReceived(uint32_t ssrc)\n{\n\tMS_TRACE();\n\n\tauto it',
    replace: `KeyFrameReceived(uint32_t ssrc)
{
	MS_TRACE();

	auto delayed = this->mapSsrcKeyFrameRequestDelayer.find(ssrc);

	if (delayed != this->mapSsrcKeyFrameRequestDelayer.end())
	{
		delayed->second->SetKeyFrameRequested(false);
	}

	auto it`,
    why: 'a request that waits would be made although a key frame has come since',
  },
];

/**
 * mediasoup learns its estimate from what libwebrtc tells of changes, and of the one that a least bit rate makes it is not
 * told: where nothing flows, the estimate stays below the floor. A most is taken over at once; so is this.
 */
const floor: Patch = {
  file: 'src/RTC/TransportCongestionControlClient.cpp',
  find: 'ApplyBitrateUpdates();\n\n\t\tthis->bitrates.minBitrate =\n',
  replace: `ApplyBitrateUpdates();

		if (this->rtpTransportControllerSend)
		{
			this->bitrates.availableBitrate =
			  std::max<int64_t>(this->bitrates.minBitrate, this->bitrates.availableBitrate);
		}

		this->bitrates.minBitrate =
`,
  why: 'a video that is tried again would not be sent, and a path never be found wide again',
};

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
  ...patience,
  floor,
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
