/// <reference lib="dom" />
import { Device, type types } from 'mediasoup-client';
import { ask, whenOpen } from '../../join/bare/ask.ts';
import type { BareJoined } from '../../join/bare/protocol.ts';

// `/?width=&height=&layer=`: every video of the room in this size and spatial layer, and nothing else.

const wanted = new URLSearchParams(location.search);
await whenOpen;
const device = await Device.factory();
await device.load({
  routerRtpCapabilities: await ask<types.RtpCapabilities>({ ask: 'capabilities' }),
});
const { recv, consumers } = await ask<BareJoined>({
  ask: 'join',
  rtpCapabilities: device.recvRtpCapabilities,
});
const transport = device.createRecvTransport(recv);
transport.on('connect', ({ dtlsParameters }, done, fail) => {
  ask({ ask: 'connect', transportId: transport.id, dtlsParameters }).then(done, fail);
});
const videos = consumers.filter(({ kind }) => kind === 'video');
const received = await Promise.all(videos.map((options) => transport.consume(options)));
for (const { track } of received) {
  const element = document.createElement('video');
  element.autoplay = true;
  element.muted = true;
  element.width = Number(wanted.get('width'));
  element.height = Number(wanted.get('height'));
  element.srcObject = new MediaStream([track]);
  document.getElementById('videos')?.append(element);
}
await ask({ ask: 'resume', spatialLayer: Number(wanted.get('layer')) });
