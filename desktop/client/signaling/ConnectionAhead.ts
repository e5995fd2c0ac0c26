import type { Connection, ConnectionListener } from './connection.ts';

interface Ahead {
  connection: Connection | null;
  /** null: nobody has come for it yet. */
  listener: ConnectionListener | null;
}

/** Opens a connection before somebody needs one, so that the click on Join finds it open. */
export class ConnectionAhead {
  readonly #open: (listener: ConnectionListener) => Connection;
  #ahead: Ahead | null = null;

  constructor(open: (listener: ConnectionListener) => Connection) {
    this.#open = open;
  }

  /** Nothing happens while one is there or on its way. */
  prepare(): void {
    if (this.#ahead) return;
    const ahead: Ahead = { connection: null, listener: null };
    this.#ahead = ahead;
    const drop = (): void => {
      if (this.#ahead === ahead) this.#ahead = null;
    };
    ahead.connection = this.#open({
      handleOpen: () => ahead.listener?.handleOpen(),
      handleLost: () => (ahead.listener ? ahead.listener.handleLost() : drop()),
      // Whoever joins is told in good time: it opens another, which is refused as well.
      handleRefused: (error) => (ahead.listener ? ahead.listener.handleRefused(error) : drop()),
      handleEvent: (event) => ahead.listener?.handleEvent(event),
      handleDoubt: () => {
        if (ahead.listener) return ahead.listener.handleDoubt();
        drop();
        ahead.connection?.close();
      },
      handleRelief: () => ahead.listener?.handleRelief(),
    });
  }

  /** @returns the one that is there, which may be open already, else a new one */
  take(listener: ConnectionListener): Connection {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (!ahead?.connection) return this.#open(listener);
    ahead.listener = listener;
    return ahead.connection;
  }

  /** Closes what nobody took. */
  close(): void {
    this.#ahead?.connection?.close();
    this.#ahead = null;
  }
}
