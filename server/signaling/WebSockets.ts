import { WebSocketServer, type ServerOptions } from 'ws';

/** How long a client has to close its side too; engine.io's own WebSocket server waits 30 s for those who never do. */
const CLOSE_LIMIT_MS = 400;

/** What engine.io makes its WebSockets with; it brings the options itself. */
export class WebSockets extends WebSocketServer {
  constructor(options: ServerOptions) {
    // `closeTimeout` is of ws 8.19; its types do not know it yet.
    const prompt: ServerOptions & { closeTimeout: number } = {
      ...options,
      closeTimeout: CLOSE_LIMIT_MS,
    };
    super(prompt);
  }
}
