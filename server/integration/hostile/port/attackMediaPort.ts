import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { lossOf } from '../crowd/measureCrowd.ts';
import { Random } from '../fuzz/Random.ts';
import { LiveMeeting } from '../support/LiveMeeting.ts';
import { TargetServer } from '../support/TargetServer.ts';
import { Intruder } from './Intruder.ts';
import { mutatePacket } from './mutatePacket.ts';
import { strangeMedia } from './strangeMedia.ts';

const BATCH = 20;
const PAUSE_MS = 10;
const SOURCE_PORTS = 40;
const HOST = '127.0.0.1';

export interface PortAttack {
  seed: number;
  packets: number;
  onProgress?: (sent: number) => void;
}

export interface PortReport {
  sent: number;
  /** Of the witness's packets, while it went on. */
  lossShare: number;
  expected: number;
  /** What the server's log says was wrong, the death of a worker too. */
  problems: string[];
}

/** Sends everything that is no media at all, or nearly, at a worker that forwards other people's call. */
export async function attackMediaPort({
  seed,
  packets,
  onProgress,
}: PortAttack): Promise<PortReport> {
  const target = await TargetServer.start();
  const call = await LiveMeeting.open(target.url, target.setupToken);
  try {
    let sent = 0;
    const measures = await call.measureDuring(async () => {
      // A new one every now and then: handshakes are attacked while they are new.
      for (let round = 0; sent < packets; round++) {
        sent += await attackOnce(
          target.url,
          Random.of(seed, round),
          Math.min(2_000, packets - sent),
        );
        onProgress?.(sent);
      }
    });
    return { sent, ...lossOf(measures), problems: target.takeProblems() };
  } catch (error) {
    const log = target.takeProblems().join('\n');
    throw new Error(`the attack could not go on; the server says: ${log}`, { cause: error });
  } finally {
    call.close();
    await target.close();
  }
}

/** @returns how many packets were sent */
async function attackOnce(url: string, random: Random, packets: number): Promise<number> {
  const intruder = await Intruder.enter(url);
  const strangers = Array.from({ length: SOURCE_PORTS }, () => createSocket('udp4'));
  try {
    for (let sent = 0; sent < packets; sent += BATCH) {
      for (let left = BATCH; left > 0; left--) sendOne(intruder, strangers, random);
      if (random.chance(0.05)) await sendOverTcp(intruder, random);
      // The kernel's buffers are shared with the call: what overflows there says nothing of the worker.
      await delay(PAUSE_MS);
    }
    return packets;
  } finally {
    for (const socket of strangers) socket.close();
    await intruder.leave();
  }
}

function sendOne(
  intruder: Intruder,
  strangers: readonly ReturnType<typeof createSocket>[],
  random: Random,
): void {
  const isReceiving = random.chance(0.4);
  const tap = isReceiving ? intruder.recvTap : intruder.sendTap;
  const choice = random.integer(0, 9);
  // Every now and then one is too strange for the sender's own library: then another is tried.
  if (choice < 4) while (!intruder.sendAsMember(strangeMedia(random, intruder.ssrc), isReceiving));
  else if (choice < 7) tap.inject(mutatePacket(random.pick(tap.recorded), random));
  else {
    const packet = mutatePacket(random.pick(tap.recorded), random);
    random.pick(strangers).send(packet, intruder.mediaPort, HOST);
  }
}

/** Frames of RFC 4571, whose lengths may lie. */
async function sendOverTcp({ mediaPort, sendTap }: Intruder, random: Random): Promise<void> {
  const socket = connect(mediaPort, HOST);
  socket.on('error', () => undefined);
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
  for (let left = random.integer(1, 10); left > 0 && socket.writable; left--) {
    const packet = mutatePacket(random.pick(sendTap.recorded), random);
    const length = Buffer.alloc(2);
    // One that was made longer than two bytes can say lies, too.
    const honest = packet.length % 0x10000;
    length.writeUInt16BE(random.chance(0.8) ? honest : random.integer(0, 0xffff));
    socket.write(Buffer.concat([length, packet]));
  }
  socket.end();
  socket.destroySoon();
}
