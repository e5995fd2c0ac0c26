import { describe, expect, it } from 'vitest';
import { createParticipant } from '../view/fakeParticipant.ts';
import { personActions } from './targetActions.ts';

const speaking = createParticipant({
  id: 'bo',
  isMicOn: true,
  isCameraOn: true,
  isSharing: true,
  handRaisedAt: 1,
});

describe('personActions', () => {
  it('offers a host everything that would change something', () => {
    expect(personActions('host', 'me', speaking)).toEqual([
      'mute',
      'stopCamera',
      'stopShare',
      'lowerHand',
      'makeCohost',
      'remove',
    ]);
    expect(personActions('host', 'me', createParticipant())).toEqual([
      'askToUnmute',
      'makeCohost',
      'remove',
    ]);
  });

  it('lets a host take the role of co-host back, and gives it to no guest', () => {
    expect(personActions('host', 'me', createParticipant({ role: 'cohost' }))).toContain(
      'endCohost',
    );
    expect(personActions('host', 'me', createParticipant({ role: 'guest' }))).toEqual([
      'askToUnmute',
      'remove',
    ]);
  });

  it('offers a co-host nothing against the host or another co-host', () => {
    expect(personActions('cohost', 'me', { ...speaking, role: 'host' })).toEqual([]);
    expect(personActions('cohost', 'me', { ...speaking, role: 'cohost' })).toEqual([]);
    expect(personActions('cohost', 'me', speaking)).not.toContain('makeCohost');
    expect(personActions('cohost', 'me', speaking)).toContain('remove');
  });

  it('[H2] offers an acting host neither to send a co-host out nor to give roles', () => {
    const actions = personActions('actingHost', 'me', { ...speaking, role: 'cohost' });
    expect(actions).toEqual(['mute', 'stopCamera', 'stopShare', 'lowerHand']);
    expect(personActions('actingHost', 'me', speaking)).toContain('remove');
    expect(personActions('actingHost', 'me', speaking)).not.toContain('makeCohost');
  });

  it('offers participants, guests and oneself nothing', () => {
    expect(personActions('participant', 'me', speaking)).toEqual([]);
    expect(personActions('guest', 'me', speaking)).toEqual([]);
    expect(personActions('host', 'bo', speaking)).toEqual([]);
    expect(personActions(null, null, speaking)).toEqual([]);
  });
});
