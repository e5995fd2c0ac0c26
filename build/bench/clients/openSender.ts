import { BulkClient } from './BulkClient.ts';
import { MediaSender } from './MediaSender.ts';
import type { RecordedMedia } from './recordMedia.ts';
import { videoCapabilities } from './videoStream.ts';

export interface SenderOptions {
  url: string;
  code: string;
  /** Of one's own in the meeting, from 1: says the name and the SSRCs. */
  index: number;
  media: RecordedMedia;
  frameRate?: number;
  /** Default: true. */
  isMicOn?: boolean;
  /** Default: 'send'. */
  does?: 'send' | 'both';
}

export interface Sender {
  /** Gives the seat up. @throws what went wrong meanwhile, such as a lost connection */
  leave(): Promise<void>;
  /** Goes without a word. */
  close(): void;
}

export const senderName = (index: number): string => `Sender ${index}`;

/** Somebody who is in a meeting to be seen and heard. */
export async function openSender(options: SenderOptions): Promise<Sender> {
  const { url, code, index, media, frameRate, isMicOn = true, does = 'send' } = options;
  const client = await BulkClient.join({
    url,
    code,
    displayName: senderName(index),
    rtpCapabilities: videoCapabilities,
    does,
  });
  const send = (packet: Buffer) => client.sendRtp(packet);
  const sender = new MediaSender(media, { firstSsrc: 10_000 * index, frameRate, send });
  client.onKeyFrameRequest((ssrc) => sender.handleKeyFrameRequest(ssrc));
  if (isMicOn) await client.produce('mic', sender.audioParameters);
  await client.produce('camera', sender.videoParameters);
  sender.start();
  return {
    leave: async () => {
      sender.close();
      client.assertSound();
      await client.leave();
    },
    close: () => {
      sender.close();
      client.close();
    },
  };
}
