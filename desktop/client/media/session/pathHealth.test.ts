import { describe, expect, it } from 'vitest';
import { nextPath, type PathEvent, type PathHealth, seeTransports } from './pathHealth.ts';

function run(health: PathHealth, ...events: PathEvent[]) {
  const remedies: string[] = [];
  for (const event of events) {
    const transition = nextPath(health, event);
    health = transition.health;
    if (transition.remedy) remedies.push(transition.remedy);
  }
  return { health: health.kind, remedies };
}

const start: PathHealth = { kind: 'connecting', remediesTried: 0 };
const connected: PathHealth = { kind: 'connected', isPending: false };
const seen = (transports: 'fine' | 'pending' | 'broken'): PathEvent => ({
  kind: 'seen',
  transports,
});
const timedOut: PathEvent = { kind: 'timedOut' };

describe('seeTransports', () => {
  it('is fine with transports that are connected or not used yet', () => {
    expect(seeTransports(['new', 'connected'])).toBe('fine');
    expect(seeTransports(['connecting', 'connected'])).toBe('pending');
    expect(seeTransports(['connecting', 'disconnected'])).toBe('broken');
  });
});

describe('nextPath', () => {
  it('is connected when the transports are', () => {
    expect(run(start, { kind: 'opened' }, seen('pending'), seen('fine')).health).toBe('connected');
  });

  it('says blocked when a first connection takes too long, and restarts ICE after that', () => {
    expect(run(start, seen('pending'), timedOut)).toEqual({ health: 'blocked', remedies: [] });
    expect(run(start, timedOut, timedOut, timedOut)).toEqual({
      health: 'blocked',
      remedies: ['restartIce', 'restartIce'],
    });
  });

  it('restarts ICE at once when a connection breaks, then opens new transports', () => {
    expect(run(connected, seen('broken'), timedOut, timedOut)).toEqual({
      health: 'blocked',
      remedies: ['restartIce', 'reopen'],
    });
  });

  it('does not say connecting while a second transport is used for the first time', () => {
    expect(run(connected, seen('pending')).health).toBe('connected');
    expect(run(connected, seen('pending'), timedOut).remedies).toEqual(['restartIce']);
  });

  it('counts each breakdown anew', () => {
    const twice = run(connected, seen('broken'), seen('fine'), seen('broken'));
    expect(twice.remedies).toEqual(['restartIce', 'restartIce']);
  });

  it('leaves blocked when the path opens after all', () => {
    expect(run({ kind: 'blocked' }, seen('fine')).health).toBe('connected');
    expect(run({ kind: 'blocked' }, { kind: 'reopening' }, timedOut).health).toBe('blocked');
  });

  it('bounds every state in which somebody waits', () => {
    const waits = [
      nextPath(start, { kind: 'opened' }),
      nextPath(connected, seen('broken')),
      nextPath(connected, { kind: 'reopening' }),
      nextPath(connected, seen('pending')),
      nextPath({ kind: 'reconnecting', remediesTried: 1 }, { kind: 'thawed' }),
      nextPath({ kind: 'blocked' }, { kind: 'thawed' }),
    ];
    for (const { limitMs } of waits) expect(limitMs).toBeGreaterThan(0);
  });
});
