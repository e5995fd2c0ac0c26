import { connect } from 'node:net';
import { WebSocket } from 'ws';
import type { Report } from './Attacker.ts';
import { checkHttpAnswer } from './checkAnswers.ts';
import { sendHttp } from './sendHttp.ts';

/** What is in flight is answered, or not, within this; whoever stays silent on purpose is left alone then. */
const LISTEN_MS = 150;
const LIMIT_MS = 10_000;

/** Engine.io frames over a WebSocket of their own. */
export function sendFrames(
  url: string,
  address: string,
  frames: readonly (string | { hex: string })[],
): Promise<void> {
  const socket = new WebSocket(
    `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    {
      headers: { 'x-forwarded-for': address },
    },
  );
  return new Promise((resolve) => {
    const limit = setTimeout(() => socket.terminate(), LIMIT_MS);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(limit);
      resolve();
    });
    socket.on('open', () => {
      for (const frame of frames) {
        socket.send(typeof frame === 'string' ? frame : Buffer.from(frame.hex, 'hex'));
      }
      // The pong to our ping comes after everything before it was read.
      socket.ping();
      socket.once('pong', () => socket.close());
    });
  });
}

/** Long polling with bodies of our own making. */
export async function sendPolling(
  url: string,
  address: string,
  bodies: readonly string[],
  report: Report,
): Promise<void> {
  const path = '/socket.io/?EIO=4&transport=polling';
  const headers = { 'x-forwarded-for': address };
  const opened = await sendHttp({ url, method: 'GET', path, headers, body: null });
  const sid = typeof opened === 'string' ? undefined : /"sid":"([^"]+)"/.exec(opened.text)?.[1];
  for (const body of bodies) {
    const answer = await sendHttp({
      url,
      method: 'POST',
      path: `${path}&sid=${sid ?? 'nobody'}`,
      headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' },
      body: Buffer.from(body),
    });
    if (answer === 'late') report('a poll that was never answered');
    if (typeof answer === 'string') continue;
    const fault = checkHttpAnswer(answer, null, path);
    if (fault !== null) report(`polling: ${fault}`);
  }
}

/** Bytes at the port; hangs up when the server has had its say. */
export function sendTcp(url: string, text: string, report: Report): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    const limit = setTimeout(() => socket.destroy(), LISTEN_MS);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(limit);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
      // Node answers a header that is too large with 431, a method it cannot do with 501 or 505.
      if (status === 500) report(`tcp: ${answer.slice(0, 300)}`);
      resolve();
    });
  });
}
