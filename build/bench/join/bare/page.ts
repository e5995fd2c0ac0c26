/// <reference lib="dom" />
import { Device, type types } from 'mediasoup-client';
import { ANSWERED_MARK, ASKED_MARK } from '../marks.ts';
import { ask, whenOpen } from './ask.ts';
import type { BareJoined } from './protocol.ts';

// The leanest page that meets others by mediasoup-client as its documentation has it. Whatever can be
// done before the click is: the socket is open, the device loaded, the camera on.

await whenOpen;
const device = await Device.factory();
await device.load({
  routerRtpCapabilities: await ask<types.RtpCapabilities>({ ask: 'capabilities' }),
});
const camera = await navigator.mediaDevices.getUserMedia({
  audio: true,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
});
find<HTMLVideoElement>('own').srcObject = camera;
const button = find<HTMLButtonElement>('join');
button.addEventListener('click', () => void join());
button.disabled = false;
if (location.hash === '#join') void join();

async function join(): Promise<void> {
  performance.mark(ASKED_MARK);
  const { send, recv, consumers } = await ask<BareJoined>({
    ask: 'join',
    rtpCapabilities: device.recvRtpCapabilities,
  });
  performance.mark(ANSWERED_MARK);
  const receiving = connected(device.createRecvTransport(recv));
  const sending = connected(device.createSendTransport(send));
  sending.on('produce', ({ kind, rtpParameters }, done, fail) => {
    ask<{ id: string }>({ ask: 'produce', transportId: sending.id, kind, rtpParameters }).then(
      done,
      fail,
    );
  });
  const received = await Promise.all(consumers.map((options) => receiving.consume(options)));
  void ask({ ask: 'resume' });
  for (const { track } of received) play(track);
  await publish(sending);
}

function connected(transport: types.Transport): types.Transport {
  return transport.on('connect', ({ dtlsParameters }, done, fail) => {
    ask({ ask: 'connect', transportId: transport.id, dtlsParameters }).then(done, fail);
  });
}

function play(track: MediaStreamTrack): void {
  const element = document.createElement(track.kind === 'video' ? 'video' : 'audio');
  element.autoplay = true;
  element.muted = track.kind === 'video';
  element.srcObject = new MediaStream([track]);
  if (track.kind === 'video') find('others').append(element);
}

async function publish(sending: types.Transport): Promise<void> {
  const [video] = camera.getVideoTracks();
  const [audio] = camera.getAudioTracks();
  if (audio) await sending.produce({ track: audio });
  if (!video) return;
  await sending.produce({
    track: video,
    encodings: [
      { scaleResolutionDownBy: 4, maxBitrate: 120_000, scalabilityMode: 'L1T3' },
      { scaleResolutionDownBy: 2, maxBitrate: 450_000, scalabilityMode: 'L1T3' },
      { scaleResolutionDownBy: 1, maxBitrate: 1_400_000, scalabilityMode: 'L1T3' },
    ],
  });
  document.body.dataset['published'] = 'yes';
}

function find<E extends HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  // The page is written beside this file: an id says which element it is.
  return element as E;
}
