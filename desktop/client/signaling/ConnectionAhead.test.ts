import { describe, expect, it } from 'vitest';
import type { Connection, ConnectionListener } from './connection.ts';
import { ConnectionAhead } from './ConnectionAhead.ts';
import { connectionLost } from './wireErrors.ts';

function setUp() {
  const opened: { listener: ConnectionListener; connection: Connection; isClosed: boolean }[] = [];
  const ahead = new ConnectionAhead((listener) => {
    const connection: Connection = {
      isOpen: false,
      call: () => Promise.reject(connectionLost()),
      close: () => void (made.isClosed = true),
      abandon: () => void (made.isClosed = true),
    };
    const made = { listener, connection, isClosed: false };
    opened.push(made);
    return connection;
  });
  return { ahead, opened };
}

function createListener() {
  const heard: string[] = [];
  const hear = (what: string) => () => void heard.push(what);
  const listener: ConnectionListener = {
    handleOpen: hear('open'),
    handleDoubt: hear('doubt'),
    handleRelief: hear('relief'),
    handleLost: hear('lost'),
    handleRefused: hear('refused'),
    handleEvent: hear('event'),
  };
  return { listener, heard };
}

describe('ConnectionAhead', () => {
  it('opens one however often it is asked to, and gives it away once', () => {
    const { ahead, opened } = setUp();
    ahead.prepare();
    ahead.prepare();
    expect(opened).toHaveLength(1);
    const { listener, heard } = createListener();
    expect(ahead.take(listener)).toBe(opened[0]?.connection);
    opened[0]?.listener.handleOpen();
    opened[0]?.listener.handleLost();
    expect(heard).toEqual(['open', 'lost']);
    expect(ahead.take(listener)).toBe(opened[1]?.connection);
  });

  it.each(['handleLost', 'handleDoubt'] as const)(
    'opens another when the first is gone before anybody came for it: %s',
    (how) => {
      const { ahead, opened } = setUp();
      ahead.prepare();
      opened[0]?.listener.handleOpen();
      opened[0]?.listener[how]();
      ahead.prepare();
      expect(opened).toHaveLength(2);
      const { listener, heard } = createListener();
      expect(ahead.take(listener)).toBe(opened[1]?.connection);
      opened[0]?.listener.handleLost();
      expect(heard).toEqual([]);
    },
  );

  it('closes what nobody took, and leaves alone what somebody did', () => {
    const { ahead, opened } = setUp();
    ahead.prepare();
    ahead.take(createListener().listener);
    ahead.close();
    expect(opened[0]?.isClosed).toBe(false);
    ahead.prepare();
    ahead.close();
    expect(opened[1]?.isClosed).toBe(true);
  });
});
