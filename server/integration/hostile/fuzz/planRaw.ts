import { PROTOCOL_VERSION } from '../../../../shared/contracts/index.ts';
import type { Random } from './Random.ts';
import type { Step } from './steps.ts';

const GUEST = `40{"protocolVersion":${PROTOCOL_VERSION}}`;

/** Engine.io packets, the first character their type; those of type 4 hold a socket.io packet. */
const PACKETS = [
  GUEST,
  '40',
  '40{',
  '40[]',
  `40{"protocolVersion":${PROTOCOL_VERSION},"accessToken":{}}`,
  `40{"__proto__":{"protocolVersion":${PROTOCOL_VERSION}}}`,
  `40/admin,{"protocolVersion":${PROTOCOL_VERSION}}`,
  '40//,',
  '40/__proto__,{}',
  '41',
  '42',
  '42[]',
  '42[null]',
  '42{}',
  '42[{}]',
  '42["disconnect"]',
  '42["connect"]',
  '42["meeting:join"]',
  '421["meeting:join",{}]',
  '4299999999999999999999["meeting:leave",{}]',
  '42-1["meeting:leave",{}]',
  '43',
  '430[]',
  '4399[{"ok":true}]',
  '44"x"',
  '44{"message":"x"}',
  '45',
  '451-',
  '451-["x"]',
  '451-["x",{"_placeholder":true,"num":0}]',
  '451-["x",{"_placeholder":true,"num":7}]',
  '451-["x",{"_placeholder":true,"num":-1}]',
  '4599999999-["x",{"_placeholder":true,"num":0}]',
  '461-0[{"_placeholder":true,"num":0}]',
  '46-1-[]',
  '49',
  '4',
  '0',
  '0{"sid":"x"}',
  '1',
  '2',
  '2probe',
  '3',
  '3probe',
  '5',
  '6',
  '7',
  '9',
  '',
  'b',
  'b4',
  'bAAAA',
  '\u0000',
  '💥',
  `42["${'x'.repeat(2_000)}",{}]`,
  `42${'['.repeat(5_000)}`,
  `421["meeting:leave",${'['.repeat(100_000)}${']'.repeat(100_000)}]`,
  `421["media:open",${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}]`,
] as const;

/** Beneath socket.io and HTTP: what no library would send. */
export function planRaw(random: Random): Step {
  const choice = random.integer(0, 2);
  if (choice === 0) return planFrames(random);
  if (choice === 1) return planPolling(random);
  return { kind: 'tcp', text: planTcp(random) };
}

function planFrames(random: Random): Step {
  const frames = Array.from({ length: random.integer(1, 12) }, () =>
    random.chance(0.15) ? { hex: random.hex(2 * random.integer(0, 40)) } : random.pick(PACKETS),
  );
  return { kind: 'frames', frames: random.chance(0.6) ? [GUEST, ...frames] : frames };
}

/** Packets of one body stand between record separators. */
function planPolling(random: Random): Step {
  const bodies = Array.from({ length: random.integer(1, 4) }, () =>
    Array.from({ length: random.integer(1, 6) }, () => random.pick(PACKETS)).join('\u001e'),
  );
  return { kind: 'polling', bodies };
}

function planTcp(random: Random): string {
  const path = random.pick([
    '/',
    '/api/v1/server',
    '/socket.io/?EIO=4&transport=websocket',
    '*',
    '',
  ]);
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n';
  return random.pick([
    '\u0000',
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    'SSH-2.0-x\r\n',
    `GET ${path} HTTP/9.9\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: x\r\n${upgrade.replace('13', '99')}\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
    `CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n`,
    `POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n`,
    `POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    `POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{`,
    `GET ${path} HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: x\r\nX : y\r\nZ:\u0001\r\n\r\n`,
    `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
  ]);
}
