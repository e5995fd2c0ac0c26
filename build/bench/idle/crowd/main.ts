// Holds some thousand signed-in sockets open, and comes back by the client's own policy when they are lost. Told what to do
// over the channel to its parent, and ends with it.
import { setTimeout as wait } from 'node:timers/promises';
import {
  reconnectPolicy,
  withJitter,
} from '../../../../desktop/client/signaling/reconnectPolicy.ts';
import { RawSocket } from '../../clients/index.ts';
import { crowdOrder } from './protocol.ts';
import type { CrowdOrder, CrowdState } from './protocol.ts';

const PARALLEL_FIRST_CONNECTS = 25;
const TELL_EVERY_MS = 100;

const state: CrowdState = { open: 0, allOpenAt: null, failures: 0 };
let told = '';

process.on('disconnect', () => process.exit());
process.once('message', (message: unknown) => {
  const order = crowdOrder.parse(message);
  setInterval(tell, TELL_EVERY_MS);
  void connectAll(order);
});

/** The first time in turn, as people come in the morning; after a loss everybody at once. */
async function connectAll(order: CrowdOrder): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < order.tokens.length) {
      const index = next;
      next += 1;
      const socket = await connect(order, index);
      void stay(order, index, socket);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_FIRST_CONNECTS }, work));
}

async function stay(order: CrowdOrder, index: number, first: RawSocket): Promise<void> {
  for (let socket = first; ; socket = await connect(order, index)) {
    state.open += 1;
    if (state.open === order.tokens.length) state.allOpenAt = Date.now();
    await new Promise<void>((resolve) => socket.onClose(resolve));
    state.open -= 1;
  }
}

async function connect(order: CrowdOrder, index: number): Promise<RawSocket> {
  const { url, tokens, network } = order;
  const address = `10.${network}.${index >> 8}.${index & 0xff}`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await RawSocket.connect(url, { accessToken: tokens[index] ?? '', address });
    } catch {
      // A server that is not there yet, or has too much to do: what the policy is for.
      state.failures += 1;
      await wait(withJitter(reconnectPolicy(attempt), Math.random()));
    }
  }
}

function tell(): void {
  const text = JSON.stringify(state);
  if (text === told) return;
  told = text;
  // The parent may have gone in this very moment.
  process.send?.(state, (error: Error | null) => {
    if (error) process.exit();
  });
}
