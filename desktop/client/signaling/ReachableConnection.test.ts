import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../platform/fakeClock.ts';
import type { ConnectionListener } from './connection.ts';
import { ReachableConnection } from './ReachableConnection.ts';
import { connectionLost } from './wireErrors.ts';

interface FakeSocket {
  listener: ConnectionListener;
  isClosed: boolean;
}

describe('ReachableConnection', () => {
  let clock: FakeClock;
  let sockets: FakeSocket[];
  let questions: { answer(): void; fail(): void; signal: AbortSignal }[];
  let heard: string[];
  let connection: ReachableConnection;
  beforeEach(() => {
    clock = createFakeClock();
    sockets = [];
    questions = [];
    heard = [];
    const hear = (what: string) => () => void heard.push(what);
    connection = new ReachableConnection(
      {
        clock,
        random: () => 0.5,
        ask: (signal) =>
          new Promise((resolve, reject) => {
            const fail = () => reject(new Error('out of reach'));
            signal.addEventListener('abort', fail);
            questions.push({ answer: resolve, fail, signal });
          }),
        openSocket: (listener) => {
          const socket = { listener, isClosed: false };
          sockets.push(socket);
          return {
            isOpen: false,
            call: () => Promise.reject(connectionLost()),
            close: () => void (socket.isClosed = true),
            abandon: () => void (socket.isClosed = true),
          };
        },
      },
      {
        handleOpen: hear('open'),
        handleDoubt: hear('doubt'),
        handleRelief: hear('relief'),
        handleLost: hear('lost'),
        handleRefused: hear('refused'),
        handleEvent: ({ name }) => heard.push(name),
      },
    );
  });

  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

  it('asks nothing when its socket opens at once', () => {
    clock.advance(100);
    sockets[0]?.listener.handleOpen();
    clock.advance(60_000);
    expect(heard).toEqual(['open']);
    expect(questions).toEqual([]);
    expect(clock.pendingCount).toBe(0);
  });

  it('replaces a socket that hangs as soon as a later question is answered', async () => {
    // The path is cut, and back after 3 s.
    clock.advance(3000);
    expect(questions.length).toBeGreaterThanOrEqual(4);
    questions.at(-1)?.answer();
    await settle();
    expect(sockets.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    sockets[1]?.listener.handleOpen();
    expect(heard).toEqual(['open']);
    expect(questions.slice(0, -1).every(({ signal }) => signal.aborted)).toBe(true);
    await settle();
    expect(clock.pendingCount).toBe(0);
  });

  it('judges a socket by the fastest answer, not by one that waited for a retransmission', async () => {
    const answerAt = async (ms: number, question: number) => {
      clock.advance(ms - clock.now());
      questions[question]?.answer();
      await settle();
    };
    // Asked 600 and 1300 ms after the socket.
    const openedAt = clock.now();
    await answerAt(openedAt + 900, 0);
    expect(sockets).toHaveLength(1);
    await answerAt(openedAt + 2600, 1);
    expect(sockets).toHaveLength(2);
  });

  it('leaves a socket alone that had no time yet for its handshakes', async () => {
    sockets[0]?.listener.handleLost();
    questions[0]?.answer();
    await settle();
    expect(sockets).toHaveLength(2);
    clock.advance(900);
    questions.at(-1)?.answer();
    await settle();
    expect(sockets).toHaveLength(2);
    expect(sockets[1]?.isClosed).toBe(false);
  });

  it('gives a socket more time where questions take long to be answered', async () => {
    // A satellite line: 600 ms there and back. The first is asked after 600 ms, the others 700 ms after one another.
    for (const [question, ms] of [1200, 700, 700].entries()) {
      clock.advance(ms);
      questions[question]?.answer();
      await settle();
    }
    expect(sockets).toHaveLength(1);
  });

  it('gives a socket that a busy computer opens slowly its time once the server has answered', async () => {
    sockets[0]?.listener.handleLost();
    questions[0]?.answer();
    await settle();
    clock.advance(2400);
    questions.at(-1)?.answer();
    await settle();
    expect(sockets).toHaveLength(2);
    sockets[1]?.listener.handleOpen();
    expect(heard).toEqual(['open']);
  });

  it('gives each further socket more time where the server answers and opens none', async () => {
    sockets[0]?.listener.handleLost();
    const openedAt: number[] = [];
    for (let tries = 0; tries < 100; tries += 1) {
      const before = sockets.length;
      questions.at(-1)?.answer();
      await settle();
      if (sockets.length > before) openedAt.push(clock.now());
      clock.advance(250);
    }
    const [first = 0, second = 0, third = 0, fourth = 0] = openedAt;
    expect(second - first).toBeLessThanOrEqual(3000);
    expect(third - second).toBeGreaterThan(second - first);
    expect(fourth - third).toBeGreaterThan(1.5 * (third - second));
  });

  it('opens no socket while the server is down, and one at once when it answers', async () => {
    sockets[0]?.listener.handleLost();
    for (let tries = 0; tries < 4; tries += 1) {
      questions.at(-1)?.fail();
      clock.advance(1000);
    }
    expect(sockets).toHaveLength(1);
    expect(heard).toEqual([]);
    questions.at(-1)?.answer();
    await settle();
    expect(sockets).toHaveLength(2);
  });

  it('tries a socket now and then where questions are never answered', () => {
    sockets[0]?.listener.handleLost();
    clock.advance(5000);
    expect(sockets).toHaveLength(2);
    sockets[1]?.listener.handleOpen();
    expect(heard).toEqual(['open']);
  });

  it('is lost when the server answers and still serves no socket', async () => {
    sockets[0]?.listener.handleLost();
    questions[0]?.answer();
    await settle();
    sockets[1]?.listener.handleLost();
    expect(heard).toEqual(['lost']);
    expect(clock.pendingCount).toBe(0);
  });

  it('gives up a question after 3.5 s', () => {
    clock.advance(600);
    expect(questions[0]?.signal.aborted).toBe(false);
    clock.advance(3500);
    expect(questions[0]?.signal.aborted).toBe(true);
  });

  it('leaves no timer and no question when it is closed', () => {
    clock.advance(2000);
    connection.close();
    expect(sockets[0]?.isClosed).toBe(true);
    expect(questions.every(({ signal }) => signal.aborted)).toBe(true);
    clock.advance(60_000);
    expect(sockets).toHaveLength(1);
  });
});
