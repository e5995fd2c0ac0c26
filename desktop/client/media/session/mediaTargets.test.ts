import { describe, expect, it } from 'vitest';
import { toMediaTargets } from './mediaTargets.ts';

const candidate = (protocol: 'udp' | 'tcp', address: string, port: number) => ({
  foundation: 'f',
  priority: 1,
  address,
  ip: address,
  protocol,
  port,
  type: 'host' as const,
});

describe('toMediaTargets', () => {
  it('names each address and port once, by protocol', () => {
    const iceCandidates = [
      candidate('udp', '192.0.2.7', 44444),
      candidate('tcp', '192.0.2.7', 44444),
      candidate('udp', '2001:db8::7', 44444),
    ];
    expect(
      toMediaTargets({
        iceServers: [],
        sendTransport: { iceCandidates },
        recvTransport: { iceCandidates },
      }),
    ).toEqual({
      udp: ['192.0.2.7:44444', '[2001:db8::7]:44444'],
      tcp: ['192.0.2.7:44444'],
      turn: [],
    });
  });

  it('names relays, and not the servers that only tell an address', () => {
    const none = { iceCandidates: [] };
    const { turn } = toMediaTargets({
      iceServers: [
        { urls: 'stun:stun.example.org:3478' },
        { urls: ['turn:turn.example.org:3478', 'turns:turn.example.org:443?transport=tcp'] },
      ],
      sendTransport: none,
      recvTransport: none,
    });
    expect(turn).toEqual(['turn.example.org:3478', 'turn.example.org:443?transport=tcp']);
  });
});
