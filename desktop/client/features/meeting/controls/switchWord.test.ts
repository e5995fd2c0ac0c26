import { describe, expect, it } from 'vitest';
import { switchWord } from './switchWord.ts';

describe('switchWord', () => {
  it.each([
    ['toggleMic', 'on', 'off', 'now.micOff'],
    ['toggleMic', 'off', 'on', 'now.micOn'],
    ['toggleCamera', 'off', 'on', 'now.cameraOn'],
    ['toggleShare', 'on', 'off', 'now.notSharing'],
    ['toggleHand', 'lowered', 'raised', 'now.handRaised'],
    ['toggleView', 'grid', 'speaker', 'now.speaker'],
  ] as const)('says what came of %s: from %s to %s', (action, before, after, word) => {
    expect(switchWord(action, before, after)).toBe(word);
  });

  it('says nothing of what stayed, is still starting or did not come', () => {
    expect(switchWord('toggleShare', 'off', 'off')).toBeNull();
    expect(switchWord('toggleCamera', 'off', 'starting')).toBeNull();
    expect(switchWord('toggleCamera', 'off', 'blocked')).toBeNull();
    expect(switchWord('toggleChat', null, null)).toBeNull();
  });
});
