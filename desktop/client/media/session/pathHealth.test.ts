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
const blocked: PathHealth = { kind: 'blocked', remediesTried: 0, isSilent: false };
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

  it('tries both remedies behind a first connection that takes too long [M10]', () => {
    expect(run(start, seen('pending'), timedOut)).toEqual({ health: 'blocked', remedies: [] });
    expect(run(start, timedOut, timedOut, timedOut)).toEqual({
      health: 'blocked',
      remedies: ['restartIce', 'reopen'],
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
    expect(run(blocked, seen('fine')).health).toBe('connected');
    expect(run(blocked, { kind: 'reopening' }, timedOut).health).toBe('blocked');
  });

  it('asks for new transports at once when the server does not know these any more', () => {
    const refused: PathEvent = { kind: 'restartRefused' };
    expect(run(connected, refused)).toEqual({ health: 'reconnecting', remedies: ['reopen'] });
    expect(run(connected, seen('broken'), refused, timedOut)).toEqual({
      health: 'blocked',
      remedies: ['restartIce', 'reopen'],
    });
    expect(run(blocked, timedOut, refused)).toEqual({
      health: 'blocked',
      remedies: ['restartIce', 'reopen'],
    });
  });

  it('stays blocked while what is tried behind it is only opened', () => {
    expect(run(blocked, { kind: 'opened' }, seen('pending')).health).toBe('blocked');
  });

  it('says blocked of a silent path, asks no more, and believes it again when it flows', () => {
    const silent: PathEvent = { kind: 'silent' };
    expect(nextPath(connected, silent)).toMatchObject({ remedy: null, limitMs: null });
    expect(run(connected, silent, seen('fine'))).toEqual({ health: 'blocked', remedies: [] });
    expect(run(connected, silent, { kind: 'flowing' }).health).toBe('connected');
    expect(run(connected, silent, { kind: 'opened' }, seen('fine')).health).toBe('connected');
    expect(run(connected, silent, { kind: 'reopening' }, seen('fine')).health).toBe('connected');
    expect(run(connected, silent, seen('broken')).remedies).toEqual(['restartIce']);
    expect(run(blocked, { kind: 'flowing' }).health).toBe('blocked');
  });

  it('bounds every state in which somebody waits', () => {
    const waits = [
      nextPath(start, { kind: 'opened' }),
      nextPath(connected, seen('broken')),
      nextPath(connected, { kind: 'reopening' }),
      nextPath(connected, seen('pending')),
      nextPath({ kind: 'reconnecting', remediesTried: 1 }, { kind: 'thawed' }),
      nextPath(blocked, { kind: 'thawed' }),
      nextPath(connected, { kind: 'restartRefused' }),
      nextPath(blocked, { kind: 'restartRefused' }),
    ];
    for (const { limitMs } of waits) expect(limitMs).toBeGreaterThan(0);
  });
});
