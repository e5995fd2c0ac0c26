import { z } from 'zod';

const jsep = z.object({ type: z.enum(['offer', 'answer']), sdp: z.string() });
export type Jsep = z.infer<typeof jsep>;

const message = z.object({
  janus: z.string(),
  transaction: z.string().optional(),
  data: z.object({ id: z.number() }).optional(),
  plugindata: z.object({ data: z.object({ error: z.string().optional() }).loose() }).optional(),
  jsep: jsep.optional(),
  error: z.object({ reason: z.string() }).optional(),
});
type Message = z.infer<typeof message>;

const ANSWER_LIMIT_MS = 10_000;

/** One session at a Janus server, https://janus.conf.meetecho.com/docs/rest.html (the WebSocket part). */
export class JanusSession {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, PromiseWithResolvers<Message>>();
  #sessionId: number | undefined;
  #count = 0;

  static async open(url: string): Promise<JanusSession> {
    const socket = new WebSocket(url, 'janus-protocol');
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error(`no WebSocket to ${url}`)), {
        once: true,
      });
    });
    const session = new JanusSession(socket);
    session.#sessionId = (await session.#ask({ janus: 'create' })).data?.id;
    return session;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      this.#handle(message.parse(JSON.parse(String(data))));
    });
  }

  /** @returns a handle at the video room */
  async attach(): Promise<number> {
    const answer = await this.#ask({ janus: 'attach', plugin: 'janus.plugin.videoroom' });
    if (!answer.data) throw new Error('janus gave no handle');
    return answer.data.id;
  }

  /** @returns the session description that came with the answer */
  async request(handle: number, body: object, offered?: Jsep): Promise<Jsep | undefined> {
    const answer = await this.#ask({
      janus: 'message',
      handle_id: handle,
      body,
      ...(offered && { jsep: offered }),
    });
    return answer.jsep;
  }

  async close(): Promise<void> {
    await this.#ask({ janus: 'destroy' });
    this.#socket.close();
  }

  async #ask(asked: object): Promise<Message> {
    this.#count += 1;
    const transaction = String(this.#count);
    const answer = Promise.withResolvers<Message>();
    this.#waiting.set(transaction, answer);
    const limit = setTimeout(
      () => answer.reject(new Error(`janus did not answer ${JSON.stringify(asked).slice(0, 100)}`)),
      ANSWER_LIMIT_MS,
    );
    this.#socket.send(JSON.stringify({ ...asked, transaction, session_id: this.#sessionId }));
    try {
      return await answer.promise;
    } finally {
      clearTimeout(limit);
      this.#waiting.delete(transaction);
    }
  }

  #handle(received: Message): void {
    // An `ack` says that the answer is being made.
    if (received.janus === 'ack' || received.transaction === undefined) return;
    const answer = this.#waiting.get(received.transaction);
    const error = received.error?.reason ?? received.plugindata?.data.error;
    if (error === undefined) answer?.resolve(received);
    else answer?.reject(new Error(`janus: ${error}`));
  }
}
