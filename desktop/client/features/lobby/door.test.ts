import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../../shared/errors.ts';
import { doorOfLobby, doorOfRefusal, mayOpen } from './door.ts';
import { createLobby } from './fakeLobby.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zhCN.ts';

describe('doorOfLobby', () => {
  it('is open to guests of an ordinary meeting', () => {
    expect(doorOfLobby(createLobby(), false)).toBeNull();
  });

  it('[J2] closes in the order in which the server refuses', () => {
    const all = { isLocked: true, isFull: true, guestsAllowed: false };
    expect(doorOfLobby(createLobby({ ...all, status: 'ended' }), false)).toBe('ended');
    expect(doorOfLobby(createLobby(all), false)).toBe('guests');
    expect(doorOfLobby(createLobby(all), true)).toBe('locked');
    expect(doorOfLobby(createLobby({ ...all, isLocked: false }), true)).toBe('full');
    expect(doorOfLobby(createLobby({ serverState: 'full' }), true)).toBe('serverFull');
    expect(doorOfLobby(createLobby({ serverState: 'closing' }), true)).toBe('serverClosing');
  });

  it('[J3] lets host and co-host in when it is locked, the host also when it is full', () => {
    const locked = { isLocked: true, isFull: true };
    expect(doorOfLobby(createLobby({ ...locked, myRole: 'host' }), true)).toBeNull();
    expect(doorOfLobby(createLobby({ ...locked, myRole: 'cohost' }), true)).toBe('full');
    expect(doorOfLobby(createLobby({ ...locked, myRole: 'participant' }), true)).toBe('locked');
  });

  it('lets people into a meeting that is scheduled for later', () => {
    expect(doorOfLobby(createLobby({ status: 'scheduled' }), false)).toBeNull();
  });
});

describe('doorOfRefusal', () => {
  it('leaves to the form what the form can mend', () => {
    expect(doorOfRefusal({ code: 'wrong_passcode' })).toBeNull();
    expect(doorOfRefusal({ code: 'passcode_required' })).toBeNull();
  });

  it('has an outcome for every code of the protocol', () => {
    for (const code of ERROR_CODES) {
      const door = doorOfRefusal({ code });
      expect(door === null || door.length > 0).toBe(true);
    }
    expect(doorOfRefusal({ code: 'internal' })).toBe('failed');
    expect(doorOfRefusal({ code: 'server_full' })).toBe('serverFull');
    expect(doorOfRefusal({ code: 'server_closing' })).toBe('serverClosing');
    expect(doorOfRefusal({ code: 'protocol_version' })).toBe('outdated');
    expect(doorOfRefusal({ code: 'unreachable' })).toBe('unreachable');
    expect(doorOfRefusal({ code: 'unavailable' })).toBe('unavailable');
  });

  it('waits only where waiting can help', () => {
    expect(mayOpen('locked')).toBe(true);
    expect(mayOpen('unavailable')).toBe(true);
    expect(mayOpen('removed')).toBe(false);
  });
});

describe('the door of a server without its database', () => {
  it.each([
    ['en', en, /database does not answer/, /[Tt]ry again.*tell your administrator/, /firewall|VPN/],
    ['zh-CN', zhCN, /数据库没有响应/, /再试.*告诉管理员/, /防火墙|VPN/],
  ])('says so and what to do, and blames no network: %s', (_locale, texts, what, advice, blame) => {
    const text = texts['unavailable.text'];
    expect(text).toMatch(what);
    expect(text).toMatch(advice);
    expect(text).not.toMatch(blame);
  });
});
