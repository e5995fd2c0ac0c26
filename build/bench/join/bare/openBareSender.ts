import { MediaSender, type RecordedMedia } from '../../clients/index.ts';
import { BareSender } from './BareSender.ts';

export interface BareSenderOptions {
  url: string;
  /** Of one's own in the room, from 1. */
  index: number;
  media: RecordedMedia;
  frameRate?: number;
  /** Default: true. */
  isMicOn?: boolean;
}

export interface BareSenderHandle {
  start(): void;
  /** Stays in the room, and sends nothing. */
  stop(): void;
  leave(): void;
}

/** As `openSender`, in the bare room. */
export async function openBareSender(options: BareSenderOptions): Promise<BareSenderHandle> {
  const { url, index, media, frameRate, isMicOn = true } = options;
  const client = await BareSender.connect(url);
  const send = (packet: Buffer) => client.send(packet);
  const sender = new MediaSender(media, { firstSsrc: 10_000 * index, frameRate, send });
  client.onKeyFrameRequest((ssrc) => sender.handleKeyFrameRequest(ssrc));
  if (isMicOn) await client.produce('audio', sender.audioParameters);
  await client.produce('video', sender.videoParameters);
  sender.start();
  return {
    start: () => sender.start(),
    stop: () => sender.stop(),
    leave: () => {
      sender.close();
      client.close();
    },
  };
}
