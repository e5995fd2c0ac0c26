import { describe, expect, it } from 'vitest';
import type { Lobby } from '../../../../../shared/contracts/index.ts';
import type { PreparedMedia } from '../../../media/index.ts';
import { MediaAhead } from './MediaAhead.ts';

const LOBBY: Lobby = {
  code: 'abc-defg-hjk',
  title: 'Stand-up',
  hostName: 'Ana',
  status: 'active',
  startsAt: null,
  endsAt: null,
  isLocked: false,
  isFull: false,
  serverState: 'open',
  guestsAllowed: true,
  passcodeRequired: false,
  myRole: null,
  presentCount: 0,
  presentNames: [],
  routerRtpCapabilities: { codecs: [] },
};

function setUp(answer: () => Promise<PreparedMedia> = () => new Promise(() => undefined)) {
  const made: Promise<PreparedMedia>[] = [];
  const ahead = new MediaAhead(() => {
    const media = answer();
    made.push(media);
    return media;
  });
  return { ahead, made };
}

describe('MediaAhead', () => {
  it('makes nothing twice while the lobby says the same again', () => {
    const { ahead, made } = setUp();
    ahead.make(LOBBY);
    ahead.make({ ...LOBBY, presentCount: 3, routerRtpCapabilities: { codecs: [] } });
    expect(made).toHaveLength(1);
    expect(ahead.take()).toBe(made[0]);
  });

  it('makes it anew when the server can do something else', () => {
    const { ahead, made } = setUp();
    ahead.make(LOBBY);
    ahead.make({ ...LOBBY, routerRtpCapabilities: { codecs: [], headerExtensions: [] } });
    expect(made).toHaveLength(2);
    expect(ahead.take()).toBe(made[1]);
  });

  it('gives each session its own', () => {
    const { ahead, made } = setUp();
    ahead.make(LOBBY);
    void ahead.take();
    ahead.make(LOBBY);
    expect(made).toHaveLength(2);
  });

  it('tries again after a failure, and has nothing without a media node', async () => {
    const { ahead, made } = setUp(() => Promise.reject(new Error('no chunk')));
    ahead.make({ ...LOBBY, routerRtpCapabilities: null });
    expect(ahead.take()).toBeNull();
    ahead.make(LOBBY);
    await expect(made[0]).rejects.toThrow('no chunk');
    await Promise.resolve();
    ahead.make(LOBBY);
    expect(made).toHaveLength(2);
  });
});
