import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { createFakeClock } from '../platform/fakeClock.ts';
import type { Connection, ConnectionListener } from './connection.ts';
import type { Seat, SessionState } from './sessionMachine.ts';
import { SessionRunner } from './SessionRunner.ts';
import { connectionLost } from './wireErrors.ts';

const seat: Seat = { seatToken: 'token', sessionId: 'one' };

function setUp({ isOpenAlready = false } = {}) {
  const clock = createFakeClock();
  const sockets: {
    listener: ConnectionListener;
    isClosed: boolean;
    isAbandoned: boolean;
    connection: Connection;
  }[] = [];
  const states: SessionState['kind'][] = [];
  const answers = {
    join: (): Promise<Seat> => Promise.resolve(seat),
    resume: (): Promise<Seat> => Promise.resolve(seat),
  };
  const events: string[] = [];
  const runner = new SessionRunner({
    clock,
    random: () => 0,
    openConnection(listener) {
      const socket = {
        listener,
        isClosed: false,
        isAbandoned: false,
        connection: {
          isOpen: isOpenAlready,
          call: () => Promise.reject(connectionLost()),
          close: () => void (socket.isClosed = true),
          abandon: () => void (socket.isAbandoned = true),
        },
      };
      sockets.push(socket);
      return socket.connection;
    },
    join: () => answers.join(),
    resume: () => answers.resume(),
    onState: (state) => states.push(state.kind),
    onEvent: (event) => events.push(event.name),
  });
  const socket = (index: number) => {
    const found = sockets[index];
    if (!found) throw new Error(`no socket ${index} was opened`);
    return found;
  };
  return { clock, sockets, socket, states, answers, events, runner };
}

async function join({ runner, socket }: ReturnType<typeof setUp>) {
  runner.dispatch({ kind: 'start', seatToken: null });
  socket(0).listener.handleOpen();
  await expect.poll(() => runner.state.kind).toBe('joined');
}

describe('SessionRunner', () => {
  it('joins over the first socket and leaves no timer behind', async () => {
    const test = setUp();
    await join(test);
    expect(test.states.at(-1)).toBe('joined');
    expect(test.clock.pendingCount).toBe(0);
  });

  it('joins at once over a socket that was opened ahead', async () => {
    const { runner } = setUp({ isOpenAlready: true });
    runner.dispatch({ kind: 'start', seatToken: null });
    expect(runner.state).toMatchObject({ kind: 'connecting', step: 'asking' });
    await expect.poll(() => runner.state.kind).toBe('joined');
  });

  it('refuses as unreachable after 10 s without a server', () => {
    const { clock, runner, sockets } = setUp();
    runner.dispatch({ kind: 'start', seatToken: null });
    for (let second = 0; second < 10; second += 1) {
      sockets.at(-1)?.listener.handleLost();
      clock.advance(1000);
    }
    expect(runner.state).toMatchObject({ kind: 'refused', error: { code: 'unreachable' } });
    expect(sockets.length).toBeGreaterThan(2);
    expect(sockets.every(({ isClosed }) => isClosed)).toBe(true);
    expect(clock.pendingCount).toBe(0);
  });

  it('refuses as unavailable after 10 s of a server without its database [S8]', async () => {
    const { clock, runner, sockets, answers } = setUp({ isOpenAlready: true });
    answers.join = () => Promise.reject(new AppError('unavailable', 'No database.'));
    runner.dispatch({ kind: 'start', seatToken: null });
    for (let second = 0; second < 10; second += 1) {
      await expect.poll(() => runner.state).toMatchObject({ step: 'waiting' });
      clock.advance(1000);
    }
    expect(runner.state).toMatchObject({ kind: 'refused', error: { code: 'unavailable' } });
    expect(sockets.length).toBeGreaterThan(2);
  });

  it('gives up a way back five minutes after the loss, however long each try takes', async () => {
    const test = setUp();
    await join(test);
    test.socket(0).listener.handleLost();
    // Each socket fails after 8 s, as one whose packets vanish does.
    for (let elapsed = 0; elapsed < 5 * 60_000; elapsed += 1000) {
      expect(test.runner.state.kind).toBe('resuming');
      test.clock.advance(1000);
      if (elapsed % 8000 === 0) test.sockets.at(-1)?.listener.handleLost();
    }
    expect(test.runner.state).toEqual({ kind: 'ended', reason: 'connectionLost' });
    expect(test.clock.pendingCount).toBe(0);
  });

  it('does not listen to a socket that it has replaced', async () => {
    const test = setUp();
    await join(test);
    test.socket(0).listener.handleLost();
    test.clock.advance(0);
    test.socket(1).listener.handleOpen();
    await expect.poll(() => test.runner.state.kind).toBe('joined');
    test.socket(0).listener.handleLost();
    test.socket(0).listener.handleEvent({ name: 'media:reset', payload: {} });
    expect(test.runner.state.kind).toBe('joined');
    expect(test.events).toEqual([]);
  });

  it('goes on over a line that was quiet for a moment, and opens no other', async () => {
    const test = setUp();
    await join(test);
    test.socket(0).listener.handleDoubt();
    test.socket(0).listener.handleEvent({ name: 'media:reset', payload: {} });
    expect(test.events).toEqual(['media:reset']);
    test.socket(0).listener.handleRelief();
    expect(test.sockets.map(({ isClosed }) => isClosed)).toEqual([false, true]);
    expect(test.states.slice(-2)).toEqual(['doubting', 'joined']);
  });

  it('gives up the way back over a line that went quiet, and leaves for good with a last word', async () => {
    const test = setUp();
    await join(test);
    test.socket(0).listener.handleLost();
    test.clock.advance(0);
    test.answers.resume = () => new Promise(() => undefined);
    test.socket(1).listener.handleOpen();
    test.socket(1).listener.handleDoubt();
    expect(test.socket(1)).toMatchObject({ isAbandoned: true, isClosed: false });
    test.answers.resume = () => Promise.resolve(seat);
    test.clock.advance(1000);
    test.socket(2).listener.handleOpen();
    await expect.poll(() => test.runner.state.kind).toBe('joined');
    test.runner.dispatch({ kind: 'ended', reason: 'left' });
    expect(test.socket(2)).toMatchObject({ isAbandoned: false, isClosed: true });
  });

  it('leaves a quiet line for one that is open, and never before [S2]', async () => {
    const test = setUp();
    await join(test);
    test.socket(0).listener.handleDoubt();
    expect(test.socket(0).isAbandoned).toBe(false);
    test.socket(1).listener.handleOpen();
    // What was asked over it and is not answered must neither be waited for nor come late.
    expect(test.socket(0)).toMatchObject({ isAbandoned: true, isClosed: false });
    await expect.poll(() => test.runner.state.kind).toBe('joined');
    expect(test.states.slice(-3)).toEqual(['doubting', 'resuming', 'joined']);
    expect(test.clock.pendingCount).toBe(0);
  });

  it('joins again over the same socket when the session is lost [S2][S4]', async () => {
    const test = setUp();
    await join(test);
    test.answers.resume = () => Promise.reject(new AppError('session_lost', 'Gone.'));
    test.socket(0).listener.handleLost();
    test.clock.advance(0);
    test.socket(1).listener.handleOpen();
    await expect.poll(() => test.runner.state.kind).toBe('joined');
    expect(test.sockets).toHaveLength(2);
    expect(test.states).toContain('rejoining');
  });

  it('ignores the answer of a resume whose socket was lost meanwhile', async () => {
    const test = setUp();
    await join(test);
    const { promise, resolve } = Promise.withResolvers<Seat>();
    test.answers.resume = () => promise;
    test.socket(0).listener.handleLost();
    test.clock.advance(0);
    test.socket(1).listener.handleOpen();
    test.socket(1).listener.handleLost();
    resolve(seat);
    await promise;
    expect(test.runner.state.kind).toBe('resuming');
  });

  it('never reconnects after the end of the meeting [S6]', async () => {
    const test = setUp();
    await join(test);
    test
      .socket(0)
      .listener.handleEvent({ name: 'meeting:ended', payload: { reason: 'endedByHost' } });
    test.socket(0).listener.handleLost();
    test.clock.advance(60_000);
    expect(test.runner.state).toEqual({ kind: 'ended', reason: 'endedByHost' });
    expect(test.sockets).toHaveLength(1);
    expect(test.clock.pendingCount).toBe(0);
  });

  it('waits as long as a stopping server asks [S5]', async () => {
    const test = setUp();
    await join(test);
    test
      .socket(0)
      .listener.handleEvent({ name: 'server:closing', payload: { retryAfterMs: 3000 } });
    test.clock.advance(2999);
    expect(test.sockets).toHaveLength(1);
    test.clock.advance(1);
    expect(test.sockets).toHaveLength(2);
  });
});
