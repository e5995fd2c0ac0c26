import { beforeEach, expect, it, vi } from 'vitest';
import { createSender } from './fakeSender.ts';
import { SentVideo } from './SentVideo.ts';

let told: string[];

beforeEach(() => {
  told = [];
});

const createCamera = () =>
  new SentVideo(
    createSender((layers) => told.push(layers)),
    { lineLimit: 1, maySoften: true },
  );

async function expectTold(...layers: string[]): Promise<void> {
  await vi.waitFor(() => expect(told).toEqual(layers));
}

it('[M12] encodes no layer above what is watched, and all below as what to step down to', async () => {
  const camera = createCamera();
  camera.handleWanted(0);
  await expectTold('100');
  camera.handleWanted(null);
  await expectTold('100', '000');
  camera.handleWanted(1);
  await expectTold('100', '000', '110');
});

it('sends the largest only when the line is known, and it is watched', async () => {
  const camera = createCamera();
  camera.handleWanted(2);
  camera.handleLineKnown();
  await expectTold('111');
  const other = createCamera();
  other.handleLineKnown();
  await expectTold('111', '111');
});

it('[M11] what does not fit through the line is not sent, whoever watches', async () => {
  const camera = createCamera();
  camera.setLimit(null);
  camera.handleWanted(2);
  await expectTold('000');
  camera.setLimit(0);
  await expectTold('000', '100');
});

it('takes back what a negotiation changed, which sets layers by an answer of long ago', async () => {
  const sender = createSender((layers) => told.push(layers));
  const camera = new SentVideo(sender, { lineLimit: 1, maySoften: true });
  camera.handleWanted(null);
  await expectTold('000');
  camera.check();
  const negotiated = sender.getParameters();
  negotiated.encodings.forEach((encoding) => (encoding.active = true));
  await sender.setParameters(negotiated);
  camera.check();
  await expectTold('000', '111', '000');
});

it('of many changes at once only what holds in the end is applied after the first', async () => {
  const camera = createCamera();
  camera.handleWanted(0);
  camera.handleWanted(null);
  camera.handleWanted(1);
  camera.handleWanted(null);
  await expectTold('100', '000');
});

it('text is kept sharp: frames go before pixels', async () => {
  const preferences: (string | undefined)[] = [];
  const sender = createSender((_layers, preference) => preferences.push(preference));
  new SentVideo(sender, { lineLimit: Infinity, maySoften: false }).setLimit(Infinity);
  await vi.waitFor(() => expect(preferences).toEqual(['maintain-resolution']));
});

it('a sender that refuses is asked again by the next change', async () => {
  const sender = createSender((layers) => told.push(layers));
  let isStopped = true;
  const refusing: Pick<RTCRtpSender, 'getParameters' | 'setParameters'> = {
    getParameters: () => sender.getParameters(),
    setParameters: (parameters) =>
      isStopped ? Promise.reject(new Error('stopped')) : sender.setParameters(parameters),
  };
  const camera = new SentVideo(refusing, { lineLimit: 1, maySoften: true });
  camera.handleWanted(0);
  // Until the refusal has come through.
  await new Promise((resolve) => setTimeout(resolve));
  isStopped = false;
  camera.handleWanted(0);
  await expectTold('100');
});
