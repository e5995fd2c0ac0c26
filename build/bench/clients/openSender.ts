import { BulkClient } from './BulkClient.ts';
import { MediaSender } from './MediaSender.ts';
import type { RecordedMedia } from './recordMedia.ts';
import { videoCapabilities } from './videoStream.ts';

export interface SenderOptions {
  url: string;
  code: string;
  /** Of one's own in the meeting, from 1. */
  index: number;
  media: RecordedMedia;
  frameRate?: number;
  /** Default: true. */
  isMicOn?: boolean;
}

/** Somebody who is in a meeting to be seen and heard. @returns leaves */
export async function openSender(options: SenderOptions): Promise<() => void> {
  const { url, code, index, media, frameRate, isMicOn = true } = options;
  const client = await BulkClient.join({
    url,
    code,
    displayName: `Sender ${index}`,
    rtpCapabilities: videoCapabilities,
    does: 'send',
  });
  const send = (packet: Buffer) => client.sendRtp(packet);
  const sender = new MediaSender(media, { firstSsrc: 10_000 * index, frameRate, send });
  client.onKeyFrameRequest((ssrc) => sender.handleKeyFrameRequest(ssrc));
  if (isMicOn) await client.produce('mic', sender.audioParameters);
  await client.produce('camera', sender.videoParameters);
  sender.start();
  return () => {
    sender.close();
    client.close();
  };
}
