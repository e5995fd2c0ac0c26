import { beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import { QualityGovernor } from './QualityGovernor.ts';

let clock: FakeClock;
let soundLoss: number;
let framesEncoded: number;
let availableOutgoingBitrate: number | undefined;
let pairState: string;
let holds: (string | null)[];
let governor: QualityGovernor;
beforeEach(() => {
  clock = createFakeClock();
  soundLoss = 0;
  framesEncoded = 0;
  pairState = 'succeeded';
  availableOutgoingBitrate = 40_000;
  holds = [];
  const toStats = () => {
    const pair = { type: 'candidate-pair', state: pairState };
    const video = { type: 'outbound-rtp', kind: 'video', framesEncoded: (framesEncoded += 30) };
    const told = { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: soundLoss };
    return new Map(Object.entries({ pair: { ...pair, availableOutgoingBitrate }, video, told }));
  };
  const transport = {
    connectionState: 'connected' as const,
    getStats: () => Promise.resolve(toStats()),
  };
  governor = new QualityGovernor({
    clock,
    transports: () => ({ send: transport, recv: transport }),
    isSharing: () => false,
    videos: { check: () => undefined, setLimit: () => undefined },
    views: { setLevel: () => undefined },
    onOwnHold: (_, reason) => holds.push(reason),
  });
});

const look = async (times: number) => {
  for (let time = 0; time < times; time += 1) {
    clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};

it('[M11] gives up the camera at once when a short line takes the sound with it', async () => {
  await look(1);
  soundLoss = 0.5;
  await look(1);
  expect(holds).toEqual(['connection']);
});

it('[M11] gives it up while a check of the path waits for its answer on the full line', async () => {
  await look(1);
  soundLoss = 0.5;
  pairState = 'in-progress';
  await look(1);
  expect(holds).toEqual(['connection']);
});

it('[M11] gives it up also while the browser has too much waiting to tell what the line carries', async () => {
  await look(2);
  soundLoss = 0.5;
  availableOutgoingBitrate = undefined;
  await look(1);
  expect(holds).toEqual(['connection']);
});

it('[M11] a line that was short before a cut has its time again when the path is back', async () => {
  await look(4);
  governor.handlePathBack();
  await look(5);
  expect(holds).toEqual([]);
  await look(1);
  expect(holds).toEqual(['connection']);
});

it('what was sent into a cut does not take the camera away when the path is back', async () => {
  await look(1);
  governor.handlePathBack();
  soundLoss = 0.98;
  await look(3);
  expect(holds).toEqual([]);
  // It is the first report that tells of the cut; what is lost later is lost on the path as it is now.
  await look(1);
  expect(holds).toEqual(['connection']);
});
