/// <reference lib="dom" />
import type { BareAsk } from './protocol.ts';

const waiting = new Map<number, (data: unknown) => void>();
const socket = new WebSocket(`ws://${location.host}`);
socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
  // Both ends are ours.
  const { id, answer } = JSON.parse(data) as { id: number; answer: unknown };
  waiting.get(id)?.(answer);
  waiting.delete(id);
});
let count = 0;

export const whenOpen = new Promise((resolve) => socket.addEventListener('open', resolve));

/** One question of a bare page to its server. */
export function ask<T>(request: BareAsk): Promise<T> {
  const id = ++count;
  socket.send(JSON.stringify({ id, ...request }));
  return new Promise((resolve) => waiting.set(id, resolve as (data: unknown) => void));
}
