import type { NodeCommand, NodeEvent, NodeEvents } from '../../contracts/mediaNode.ts';
import { nodeCommands } from '../../contracts/mediaNode.ts';
import { toNode } from '../../contracts/nodeLink.ts';
import type { LinkReply, ToNode, ToServer } from '../../contracts/nodeLink.ts';
import type { WebSocket } from 'ws';
import { AppError } from '../../errors.ts';
import type { MediaNode } from '../MediaNode.ts';
import type { NodeLog } from '../NodeLog.ts';
import { AnswerBook } from './AnswerBook.ts';
import { EventBacklog } from './EventBacklog.ts';
import type { ToldEvent } from './EventBacklog.ts';
import { Link } from './Link.ts';

/** More commands at once wait on the server's side of the link. */
const MAX_UNDER_WAY = 5_000;

export interface ControllerOptions {
  id: string;
  node: Pick<MediaNode, 'run'>;
  log: NodeLog;
  /** Its link went, and it has no other. */
  handleAway: () => void;
}

/** A server as its node sees it: what it asks and what it is told, over one link after another. */
export class Controller {
  readonly id: string;
  readonly #options: ControllerOptions;
  readonly #answers = new AnswerBook();
  readonly #events = new EventBacklog();
  #link: Link<ToNode, ToServer> | null = null;
  #sentUpTo = 0;
  #isPaused = false;

  constructor(options: ControllerOptions) {
    this.id = options.id;
    this.#options = options;
  }

  /** Over this link from now on. @param lastEvent The last event that it has heard */
  attach(socket: WebSocket, lastEvent: number): void {
    // The server has opened another, so this one is dead on its side.
    this.#link?.close(1000, 'another link of the same server');
    this.#events.settle(lastEvent);
    this.#sentUpTo = lastEvent;
    this.#isPaused = false;
    const link = new Link<ToNode, ToServer>(socket, toNode, {
      handleMessage: (message) => this.#handleMessage(message, link),
      handleDrain: () => this.#sendEvents(link),
      handleClose: () => {
        if (this.#link !== link) return;
        this.#link = null;
        this.#options.handleAway();
      },
    });
    this.#link = link;
  }

  /** After the welcome, which is the first word on each link. */
  repeatEvents(): void {
    if (this.#link) this.#sendEvents(this.#link);
  }

  tell<E extends NodeEvent>(name: E, payload: NodeEvents[E]): void {
    const event = this.#events.add(name, payload);
    const link = this.#link;
    if (link && !link.isFull) this.#send(link, event);
  }

  close(code: number, reason: string): void {
    const link = this.#link;
    this.#link = null;
    link?.close(code, reason);
  }

  /** Resolves when nothing that it has asked is under way any more. */
  finished(): Promise<void> {
    return this.#answers.finished();
  }

  #sendEvents(link: Link<ToNode, ToServer>): void {
    for (const event of this.#events.after(this.#sentUpTo)) {
      if (link.isFull || link !== this.#link) return;
      this.#send(link, event);
    }
  }

  #send(link: Link<ToNode, ToServer>, event: ToldEvent): void {
    this.#sentUpTo = event.sequence;
    link.send({ kind: 'event', ...event });
  }

  #handleMessage(message: ToNode, link: Link<ToNode, ToServer>): void {
    if (link !== this.#link) return;
    if (message.kind === 'settled') {
      this.#events.settle(message.event);
      this.#answers.settle(message.command);
      return;
    }
    const { id, name, input } = message;
    const answer = this.#answers.answer(id, () => this.#run(name, input));
    this.#limit(link);
    // Over a link that has gone by then, nothing is sent: the server asks again.
    void answer?.then((reply) => {
      link.send({ kind: 'answer', id, reply });
      this.#limit(link);
    });
  }

  async #run(name: NodeCommand, input: unknown): Promise<LinkReply> {
    const parsed = nodeCommands[name].input.safeParse(input);
    if (!parsed.success) {
      return { ok: false, error: { code: 'invalid_input', message: `This is no ${name}.` } };
    }
    try {
      const data = await this.#options.node.run(name, parsed.data);
      return { ok: true, data };
    } catch (error) {
      if (error instanceof AppError) {
        return { ok: false, error: { code: error.code, message: error.message } };
      }
      this.#options.log.error({ err: error, command: name }, 'a command failed');
      return { ok: false, error: { code: 'internal', message: 'The media node failed.' } };
    }
  }

  #limit(link: Link<ToNode, ToServer>): void {
    if (link !== this.#link) return;
    const isTooMuch = this.#answers.underWay > MAX_UNDER_WAY;
    if (isTooMuch === this.#isPaused) return;
    this.#isPaused = isTooMuch;
    if (isTooMuch) link.pause();
    else link.resume();
  }
}
