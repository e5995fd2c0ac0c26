import { describe, expect, it } from 'vitest';
import { createParticipant } from '../view/fakeParticipant.ts';
import { ownPicture, remotePicture, tileFacts } from './tileState.ts';

describe('the picture of a tile', () => {
  it('waits for the first frame of a camera that is on', () => {
    expect(remotePicture(true, undefined)).toBe('waiting');
    expect(remotePicture(true, 'playing')).toBe('playing');
  });

  it('is none as soon as the camera is off, whatever came last', () => {
    expect(remotePicture(false, 'playing')).toBe('none');
  });

  it('of oneself follows the own camera', () => {
    expect(ownPicture({ kind: 'on' })).toBe('playing');
    expect(ownPicture({ kind: 'starting' })).toBe('waiting');
    expect(ownPicture({ kind: 'blocked', problem: 'noDevice' })).toBe('none');
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
