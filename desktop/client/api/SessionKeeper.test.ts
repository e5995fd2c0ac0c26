import { describe, expect, it, vi } from 'vitest';
import type { Session } from '../../../shared/contracts/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { UnreachableError } from './errors.ts';
import { SessionKeeper, type SessionKeeperOptions } from './SessionKeeper.ts';

const START = Date.parse('2026-11-20T12:00:00Z');
const QUARTER_HOUR_MS = 15 * 60_000;

/** A clock, a server that hands out numbered tokens, and a lock that only counts who is inside. */
class World {
  now = START;
  issued = 0;
  inside = 0;
  mostInside = 0;
  cookie: string | null = 'csrf-0';
  vaultToken: string | null = 'refresh-0';
  readonly told = vi.fn();
  readonly refresh = vi.fn<SessionKeeperOptions['refresh']>(() => Promise.resolve(this.session()));
  readonly logout = vi.fn<SessionKeeperOptions['logout']>(() => Promise.resolve(null));

  session(): Session {
    this.issued += 1;
    return {
      user: {
        id: 'b3bb2ab4-3a61-4ab5-a4b6-6a3c13d0f001',
        email: 'ada@example.org',
        displayName: 'Ada',
        role: 'member',
        locale: null,
        avatarUrl: null,
        createdAt: '2026-11-20T08:00:00Z',
      },
      accessToken: `access-${this.issued}`,
      accessTokenExpiresAt: new Date(this.now + QUARTER_HOUR_MS).toISOString(),
      csrfToken: `csrf-${this.issued}`,
      refreshToken: `refresh-${this.issued}`,
    };
  }

  keeper(host: 'browser' | 'desktop' = 'browser'): SessionKeeper {
    return new SessionKeeper({
      refresh: this.refresh,
      logout: this.logout,
      vault:
        host === 'browser'
          ? null
          : {
              read: () => Promise.resolve(this.vaultToken),
              write: (token) => {
                this.vaultToken = token;
                return Promise.resolve();
              },
            },
      csrfCookie: () => this.cookie,
      exclusively: async (work) => {
        this.inside += 1;
        this.mostInside = Math.max(this.mostInside, this.inside);
        try {
          return await work();
        } finally {
          this.inside -= 1;
        }
      },
      tellOthers: this.told,
      now: () => this.now,
    });
  }
}

describe('access tokens', () => {
  it('are refreshed once, however many ask at the same time', async () => {
    const world = new World();
    const keeper = world.keeper();
    const tokens = await Promise.all(Array.from({ length: 8 }, () => keeper.getFreshAccessToken()));
    expect(new Set(tokens)).toEqual(new Set(['access-1']));
    expect(world.refresh).toHaveBeenCalledTimes(1);
  });

  it('are reused until half a minute before their end', async () => {
    const world = new World();
    const keeper = world.keeper();
    await keeper.resume();
    world.now += QUARTER_HOUR_MS - 31_000;
    expect(await keeper.getFreshAccessToken()).toBe('access-1');
    world.now += 2_000;
    expect(await keeper.getFreshAccessToken()).toBe('access-2');
  });

  it('that the server refused are not offered again', async () => {
    const world = new World();
    const keeper = world.keeper();
    await keeper.resume();
    keeper.handleRefusedToken('access-1');
    expect(await keeper.getFreshAccessToken()).toBe('access-2');
  });

  it('that were replaced meanwhile are not thrown away by a late refusal of the old one', async () => {
    const world = new World();
    const keeper = world.keeper();
    await keeper.resume();
    keeper.handleRefusedToken('access-0');
    expect(await keeper.getFreshAccessToken()).toBe('access-1');
  });

  it('can be asked for again after a failure: the failed try is not kept', async () => {
    const world = new World();
    world.refresh.mockRejectedValueOnce(new UnreachableError());
    const keeper = world.keeper();
    await expect(keeper.getFreshAccessToken()).rejects.toBeInstanceOf(UnreachableError);
    expect(await keeper.getFreshAccessToken()).toBe('access-1');
  });
});

describe('continuing a session', () => {
  it('asks nothing of the server when there is no cookie to continue', async () => {
    const world = new World();
    world.cookie = null;
    const keeper = world.keeper();
    await keeper.resume();
    expect(keeper.store.getState()).toEqual({ kind: 'guest' });
    expect(world.refresh).not.toHaveBeenCalled();
  });

  it('proves itself with the CSRF token of the cookie', async () => {
    const world = new World();
    await world.keeper().resume();
    expect(world.refresh).toHaveBeenCalledWith({}, { csrfToken: 'csrf-0' });
  });

  it('on a desktop sends the token of the vault, and keeps the new one before it is used', async () => {
    const world = new World();
    const keeper = world.keeper('desktop');
    await keeper.resume();
    expect(world.refresh).toHaveBeenCalledWith({ body: { refreshToken: 'refresh-0' } }, {});
    expect(world.vaultToken).toBe('refresh-1');
  });

  it.each(['unauthenticated', 'token_expired', 'account_banned'] as const)(
    'ends as a guest when the server says %s',
    async (code) => {
      const world = new World();
      world.refresh.mockRejectedValueOnce(new AppError(code, 'No.'));
      const keeper = world.keeper('desktop');
      await keeper.resume();
      expect(keeper.store.getState()).toEqual({ kind: 'guest' });
      expect(world.vaultToken).toBeNull();
    },
  );

  it('is not given up when the server cannot be reached', async () => {
    const world = new World();
    world.refresh.mockRejectedValueOnce(new UnreachableError());
    const keeper = world.keeper('desktop');
    await keeper.resume();
    expect(keeper.store.getState()).toMatchObject({
      kind: 'unknown',
      error: { code: 'unreachable' },
    });
    expect(world.vaultToken).toBe('refresh-0');
  });

  it('keeps whom it knows while a later refresh fails on the network', async () => {
    const world = new World();
    const keeper = world.keeper();
    await keeper.resume();
    world.refresh.mockRejectedValueOnce(new UnreachableError());
    await keeper.handleOthersChanged();
    expect(keeper.store.getState().kind).toBe('signedIn');
  });
});

describe('signing out', () => {
  it('ends here even when the server cannot be told', async () => {
    const world = new World();
    const keeper = world.keeper('desktop');
    await keeper.resume();
    world.logout.mockRejectedValueOnce(new UnreachableError());
    await keeper.signOut();
    expect(keeper.store.getState()).toEqual({ kind: 'guest' });
    expect(world.vaultToken).toBeNull();
    expect(await keeper.getFreshAccessToken()).toBeNull();
  });

  it('never runs beside a refresh, which would use the same token twice', async () => {
    const world = new World();
    const keeper = world.keeper();
    await keeper.resume();
    await keeper.signOut();
    expect(world.mostInside).toBe(1);
    expect(world.told).toHaveBeenCalled();
  });
});
