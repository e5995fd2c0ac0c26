import { describe, expect, it } from 'vitest';
import { createParticipant } from '../view/fakeParticipant.ts';
import {
  cameraKey,
  chooseFocus,
  listForward,
  listTiles,
  rememberSpeaker,
  screenKey,
  tileOf,
  type StageFacts,
} from './stageTiles.ts';

function facts(overrides: Partial<StageFacts> = {}, sharing: readonly string[] = []): StageFacts {
  const participantIds = ['self', 'ana', 'bo', 'cy'];
  return {
    participants: Object.fromEntries(
      participantIds.map((id) => [id, createParticipant({ id, isSharing: sharing.includes(id) })]),
    ),
    participantIds,
    selfId: 'self',
    mode: 'grid',
    pinned: null,
    recentSpeakers: [],
    ...overrides,
  };
}

describe('listTiles', () => {
  it('shows others by time of joining and oneself last', () => {
    expect(listTiles(facts())).toEqual(['camera:ana', 'camera:bo', 'camera:cy', 'camera:self']);
  });

  it('puts shared screens before people', () => {
    expect(listTiles(facts({}, ['bo']))[0]).toBe('screen:bo');
  });

  it('names tiles so that person and source can be read back', () => {
    expect(tileOf('screen:a:b')).toEqual({ participantId: 'a:b', source: 'screen' });
    expect(tileOf(cameraKey('ana'))).toEqual({ participantId: 'ana', source: 'camera' });
  });
});

describe('chooseFocus', () => {
  const focusOf = (given: StageFacts) => chooseFocus(given, listTiles(given));

  it('treats all as equal in the grid', () => {
    expect(focusOf(facts())).toBeNull();
  });

  it('gives the stage to a share, also in the grid', () => {
    expect(focusOf(facts({}, ['bo']))).toBe('screen:bo');
  });

  it("leaves one's own screen among the tiles, where faces stay in sight", () => {
    expect(focusOf(facts({}, ['self', 'bo']))).toBe('screen:bo');
    expect(focusOf(facts({}, ['self']))).toBeNull();
  });

  it('lets a pin win over a share', () => {
    expect(focusOf(facts({ pinned: cameraKey('cy') }, ['bo']))).toBe('camera:cy');
  });

  it('forgets a pin on somebody who left', () => {
    expect(focusOf(facts({ pinned: screenKey('cy') }))).toBeNull();
  });

  it('follows the speaker in speaker view, never oneself while others are there', () => {
    expect(focusOf(facts({ mode: 'speaker', recentSpeakers: ['self', 'bo'] }))).toBe('camera:bo');
    expect(focusOf(facts({ mode: 'speaker' }))).toBe('camera:ana');
    expect(focusOf(facts({ mode: 'speaker', participantIds: ['self'] }))).toBe('camera:self');
  });
});

describe('listForward', () => {
  it('keeps screens, oneself and recent speakers in sight', () => {
    const given = facts({ recentSpeakers: ['cy'] }, ['bo']);
    expect(listForward(given, listTiles(given))).toEqual(['screen:bo', 'camera:self', 'camera:cy']);
  });
});

describe('rememberSpeaker', () => {
  it('keeps the latest first and nobody twice', () => {
    expect(rememberSpeaker(['bo', 'ana'], 'ana')).toEqual(['ana', 'bo']);
  });

  it('keeps the list through silence, so that the stage does not jump', () => {
    const recent = ['bo'];
    expect(rememberSpeaker(recent, null)).toBe(recent);
    expect(rememberSpeaker(recent, 'bo')).toBe(recent);
  });
});
