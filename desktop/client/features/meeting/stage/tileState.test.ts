import { describe, expect, it } from 'vitest';
import { createParticipant } from '../view/fakeParticipant.ts';
import { hasPicture, noteOf, ownPicture, remotePicture, tileFacts } from './tileState.ts';

describe('the picture of a tile', () => {
  it('waits for the first frame of a camera that is on', () => {
    expect(remotePicture(true, undefined)).toBe('waiting');
    expect(remotePicture(true, 'playing')).toBe('playing');
  });

  it('is none as soon as the camera is off, whatever came last', () => {
    expect(remotePicture(false, 'playing')).toBe('none');
  });

  it('of oneself follows the own camera', () => {
    expect(ownPicture({ kind: 'on' }, null)).toBe('playing');
    expect(ownPicture({ kind: 'starting' }, null)).toBe('waiting');
    expect(ownPicture({ kind: 'blocked', problem: 'noDevice' }, 'connection')).toBe('none');
  });
});

describe('a video that is held', () => {
  it('[M11] says why, of others as of oneself', () => {
    expect(noteOf(remotePicture(true, 'held:senderConnection'), false)).toBe(
      'held.senderConnection',
    );
    expect(noteOf(ownPicture({ kind: 'on' }, 'computer'), false)).toBe('ownHeld.computer');
    expect(noteOf('playing', false)).toBeNull();
  });

  it('blames no bandwidth while the connection is lost', () => {
    expect(noteOf('frozen', false)).toBe('videoFrozen');
    expect(noteOf('frozen', true)).toBeNull();
  });

  it('gives way to the avatar, but a page may still be read, and oneself one still sees', () => {
    expect(hasPicture('held:connection', 'camera')).toBe(false);
    expect(hasPicture('held:connection', 'screen')).toBe(true);
    expect(hasPicture('ownHeld:connection', 'camera')).toBe(true);
  });
});

describe('tileFacts', () => {
  it('tells what one would see, the most urgent first', () => {
    const participant = createParticipant({ handRaisedAt: 1, presence: 'reconnecting' });
    const given = { participant, isMicOn: false, hasPicture: false, isSpeaking: false };
    expect(tileFacts({ ...given, isPinned: true, isActingHost: true })).toEqual([
      'reconnecting',
      'micOff',
      'cameraOff',
      'handRaised',
      'actsAsHost',
      'pinned',
    ]);
  });

  it('is quiet about what is as usual', () => {
    const participant = createParticipant();
    const given = { participant, isMicOn: true, hasPicture: true, isPinned: false };
    expect(tileFacts({ ...given, isSpeaking: true, isActingHost: false })).toEqual(['speaking']);
  });
});
