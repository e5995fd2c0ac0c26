import type { Session, Streams } from 'electron';
import { expect, test } from 'vitest';
import type { ScreenChoice } from '../shell/ScreenPicker.ts';
import { guardSession } from './sessionGuards.ts';

type DisplayHandler = NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]>;

/** Answers as Electron 45 does: null is a denial, an answer without the video asked for throws. */
async function askForScreen(choose: () => Promise<ScreenChoice | null>): Promise<Streams | null> {
  let handler: DisplayHandler | null = null;
  guardSession(
    {
      setPermissionRequestHandler: () => {},
      setPermissionCheckHandler: () => {},
      setDevicePermissionHandler: () => {},
      setDisplayMediaRequestHandler: (given) => (handler = given),
    },
    choose,
  );
  const request = {
    frame: null,
    securityOrigin: 'app://parley',
    videoRequested: true,
    audioRequested: true,
    userGesture: true,
  };
  return new Promise((resolve, reject) => {
    handler?.(request, (streams) => {
      if (streams && !streams.video) reject(new TypeError('no video stream was provided'));
      else resolve(streams);
    });
  });
}

test('a cancelled screen picker denies the request without an error in the main process', async () => {
  expect(await askForScreen(() => Promise.resolve(null))).toBeNull();
});

test('sources that cannot be listed deny the request', async () => {
  expect(await askForScreen(() => Promise.reject(new Error('no portal')))).toBeNull();
});

test.each([
  [true, { video: { id: 'screen:1', name: '' }, audio: 'loopback' }],
  [false, { video: { id: 'screen:1', name: '' } }],
])('the chosen screen is given, with sound: %s', async (withAudio, streams) => {
  const choose = () => Promise.resolve({ sourceId: 'screen:1', withAudio });
  expect(await askForScreen(choose)).toEqual(streams);
});
