import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import type { IceParameters } from '../../../shared/contracts/index.ts';
import { MediaClient } from './MediaClient.ts';
import { startMedia } from './startMedia.ts';

const loopbacks = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .filter(({ internal }) => internal)
  .map(({ address }) => address)
  .filter((address) => address === '127.0.0.1' || address === '::1');

it('announced by a host name, media is reached on every family that the machine has', async () => {
  const media = await startMedia({ announcedAddress: 'localhost' });
  try {
    const { sendTransport } = (await MediaClient.join(media, randomUUID())).answer;
    const candidates = sendTransport.iceCandidates;
    expect(candidates).toMatchObject([
      { protocol: 'udp', address: 'localhost' },
      { protocol: 'tcp', address: 'localhost' },
    ]);
    const port = candidates[0]?.port ?? 0;
    expect(loopbacks.length).toBeGreaterThan(0);
    for (const address of loopbacks) {
      expect(await ping(address, port, sendTransport.iceParameters)).toBe(BINDING_SUCCESS);
      const tcp = connect(port, address);
      await once(tcp, 'connect');
      tcp.destroy();
    }
  } finally {
    await media.close();
  }
});

it('announced by one of several own addresses, it answers from that one over UDP', async () => {
  const media = await startMedia({ announcedAddress: '127.0.0.1' });
  // As a browser has it, which sends from an address of the network also to the loopback.
  const socket = createSocket('udp4').bind(0, networkAddress() ?? '127.0.0.1');
  try {
    const { sendTransport } = (await MediaClient.join(media, randomUUID())).answer;
    const answered = once(socket, 'message') as Promise<[Buffer, RemoteInfo]>;
    const port = sendTransport.iceCandidates[0]?.port ?? 0;
    socket.send(iceCheck(sendTransport.iceParameters), port, '127.0.0.1');
    const [, from] = await answered;
    expect(from).toMatchObject({ address: '127.0.0.1', port });
  } finally {
    socket.close();
    await media.close();
  }
});

function networkAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.find(({ internal, address }) => !internal && isIPv4(address))?.address;
}

const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const HEADER_BYTES = 20;

/** @returns the type of the message that answers an ICE check over UDP */
async function ping(address: string, port: number, ice: IceParameters): Promise<number> {
  const socket = createSocket(isIPv4(address) ? 'udp4' : 'udp6');
  try {
    const answered = new Promise<Buffer>((resolve) => socket.once('message', resolve));
    socket.send(iceCheck(ice), port, address);
    return (await answered).readUInt16BE(0);
  } finally {
    socket.close();
  }
}

/** RFC 8489 and 8445: a binding request as a browser sends it. */
function iceCheck({ usernameFragment, password }: IceParameters): Buffer {
  const attributes = [
    attribute(0x0006, Buffer.from(`${usernameFragment}:test`)),
    attribute(0x0024, Buffer.from([0x6e, 0, 1, 0xff])),
    attribute(0x802a, randomBytes(8)),
  ];
  const transactionId = randomBytes(12);
  // The length that is signed counts the signature itself.
  const message = (extraBytes: number) => {
    const body = Buffer.concat(attributes);
    const head = Buffer.alloc(HEADER_BYTES);
    head.writeUInt16BE(BINDING_REQUEST, 0);
    head.writeUInt16BE(body.length + extraBytes, 2);
    head.writeUInt32BE(0x2112a442, 4);
    transactionId.copy(head, 8);
    return Buffer.concat([head, body]);
  };
  attributes.push(attribute(0x0008, createHmac('sha1', password).update(message(24)).digest()));
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((crc32(message(8)) ^ 0x5354554e) >>> 0);
  attributes.push(attribute(0x8028, checksum));
  return message(0);
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}
