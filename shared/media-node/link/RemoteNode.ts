import { randomUUID } from 'node:crypto';
import type {
  NodeCommand,
  NodeCommandInput,
  NodeCommandOutput,
  NodeEvent,
  NodeEvents,
} from '../../contracts/mediaNode.ts';
import { nodeCommands, nodeEvents } from '../../contracts/mediaNode.ts';
import { LINK_CLOSE } from '../../contracts/nodeLink.ts';
import type {
  LinkReply,
  LinkWelcome,
  NodeAddress,
  ToNode,
  ToServer,
} from '../../contracts/nodeLink.ts';
import type { RtpCapabilities } from '../../contracts/media.ts';
import { AppError } from '../../errors.ts';
import { Emitter } from '../Emitter.ts';
import type { NodeLog } from '../NodeLog.ts';
import { createRouterCapabilities } from '../routerCodecs.ts';
import { CommandLedger } from './CommandLedger.ts';
import type { PendingCommand } from './CommandLedger.ts';
import { dialNode } from './dialNode.ts';
import type { Link } from './Link.ts';
import { linkDelay } from './linkDelay.ts';

/** A node that is being started beside us is waited for so long; after that we go on without. */
const FIRST_LINK_LIMIT_MS = 5_000;
/** Nobody who comes in waits for a link longer than this: they are let in without media. */
const UNSENT_PATIENCE_MS = 2_000;
const SETTLE_INTERVAL_MS = 1_000;
/** May be refused without a trace, as long as they were not sent: nothing refers to what they would have made. */
const DROPPABLE: ReadonlySet<NodeCommand> = new Set<NodeCommand>([
  'room:open',
  'transport:open',
  'transport:restartIce',
]);

type State =
  | { kind: 'dialling'; giveUp: () => void }
  | { kind: 'up'; link: Link<ToServer, ToNode>; settling: NodeJS.Timeout }
  | { kind: 'waiting'; timer: NodeJS.Timeout }
  /** Another server drives the node: two that take it from each other would serve nobody. */
  | { kind: 'replaced' }
  | { kind: 'closed' };

export interface RemoteNodeOptions {
  address: NodeAddress;
  secret: string;
  log: NodeLog;
  /** Milliseconds to wait for the first link. */
  firstLinkLimitMs?: number;
}

/**
 * A media node in another process, driven as the one in this process is. A link that blinks loses nothing:
 * commands are given again under their numbers and carried out once, events are told again. Whatever the
 * node held is told as lost (`node:roomsLost`) when the node was started anew, was driven by another
 * server meanwhile, or stayed away for longer than it keeps rooms.
 */
export class RemoteNode {
  readonly #options: RemoteNodeOptions;
  readonly #events: Emitter<NodeEvents>;
  readonly #commands = new CommandLedger();
  /** Ids of the rooms that the node holds for us, as far as we know. */
  readonly #rooms = new Set<string>();
  readonly #first = Promise.withResolvers<void>();
  #controllerId: string = randomUUID();
  #instanceId: string | null = null;
  #lastEvent = 0;
  #attempt = 0;
  #workers = { live: 0, wanted: 1 };
  #graceMs = 0;
  #grace: NodeJS.Timeout | null = null;
  /** Before anybody was let in, what a server before us has left is welcome. */
  #adopts = true;
  #state: State;
  #rtpCapabilities: RtpCapabilities = createRouterCapabilities();

  /**
   * Resolves with the first link, or without one after a while: it goes on dialling.
   * @throws AppError `media_unavailable` when the node refuses us
   */
  static async create(options: RemoteNodeOptions): Promise<RemoteNode> {
    const node = new RemoteNode(options);
    const limit = setTimeout(() => {
      options.log.warn({}, 'the media node does not answer: going on without, and dialling it');
      node.#callAnew();
      node.#first.resolve();
    }, options.firstLinkLimitMs ?? FIRST_LINK_LIMIT_MS);
    try {
      await node.#first.promise;
      return node;
    } catch (error) {
      await node.close();
      throw error;
    } finally {
      clearTimeout(limit);
      node.#adopts = false;
    }
  }

  private constructor(options: RemoteNodeOptions) {
    this.#options = options;
    this.#events = new Emitter((err) =>
      options.log.error({ err }, 'a listener to the media node failed'),
    );
    this.#state = this.#dial();
  }

  /** None while there is no link: nothing can be opened. */
  get liveWorkers(): number {
    return this.#state.kind === 'up' ? this.#workers.live : 0;
  }

  get rtpCapabilities(): RtpCapabilities {
    return this.#rtpCapabilities;
  }

  async run<C extends NodeCommand>(
    command: C,
    input: NodeCommandInput<C>,
  ): Promise<NodeCommandOutput<C>> {
    if (this.#state.kind === 'closed' || this.#state.kind === 'replaced') throw unavailable();
    const pending = this.#commands.add(command, input);
    if (command === 'room:close') this.#rooms.delete(roomOf(input));
    if (this.#state.kind === 'up') this.#send(this.#state.link, pending);
    else if (DROPPABLE.has(command)) this.#limit(pending);
    const reply = await pending.reply;
    if (!reply.ok) throw this.#refused(command, input, reply);
    // The table gives each command its own schema; TypeScript cannot follow that through a generic name.
    const output = nodeCommands[command].output.parse(reply.data) as NodeCommandOutput<C>;
    if (typeof output === 'object' && output && 'rooms' in output) {
      for (const { roomId } of output.rooms) this.#rooms.add(roomId);
    }
    return output;
  }

  on<E extends NodeEvent>(event: E, listener: (payload: NodeEvents[E]) => void): void {
    this.#events.on(event, listener);
  }

  /** Lets go of the node, which goes on; nothing is told any more. */
  close(): Promise<void> {
    const state = this.#state;
    this.#state = { kind: 'closed' };
    this.#cancelGrace();
    if (state.kind === 'dialling') state.giveUp();
    if (state.kind === 'waiting') clearTimeout(state.timer);
    if (state.kind === 'up') {
      clearInterval(state.settling);
      this.#settle(state.link);
      state.link.close(1000, 'the server stops');
    }
    this.#commands.giveUp(() => true, unavailable());
    return Promise.resolve();
  }

  #dial(): State {
    const { address, secret } = this.#options;
    const controllerId = this.#controllerId;
    const giveUp = dialNode({
      address,
      secret,
      identity: { controllerId, lastEvent: this.#lastEvent, adopts: this.#adopts },
      handleUp: (link, welcome) => {
        // Its rooms were given up while it was on its way.
        if (controllerId !== this.#controllerId) return link.close(1000, 'too late');
        this.#handleUp(link, welcome);
      },
      handleMessage: (message) => this.#handleMessage(message),
      handleDown: (code, reason) => this.#handleDown(code, reason),
    });
    return { kind: 'dialling', giveUp };
  }

  #handleUp(link: Link<ToServer, ToNode>, welcome: LinkWelcome): void {
    if (this.#state.kind === 'closed') return link.close(1000, 'the server stops');
    const isSame = welcome.isResumed && welcome.instanceId === this.#instanceId;
    const { instanceId, workers, graceMs, rtpCapabilities } = welcome;
    this.#cancelGrace();
    this.#attempt = 0;
    this.#instanceId = instanceId;
    this.#workers = workers;
    this.#graceMs = graceMs;
    this.#rtpCapabilities = rtpCapabilities;
    const settling = setInterval(() => this.#settle(link), SETTLE_INTERVAL_MS);
    this.#state = { kind: 'up', link, settling };
    this.#options.log.info({ instanceId, isResumed: isSame }, 'linked to the media node');
    if (!isSame) this.#lose();
    for (const command of this.#commands.pending) this.#send(link, command);
    this.#events.emit('node:workersChanged', workers);
    this.#first.resolve();
  }

  #handleDown(code: number, reason: string): void {
    const { log } = this.#options;
    const state = this.#state;
    if (state.kind === 'closed') return;
    if (code === LINK_CLOSE.unauthenticated || code === LINK_CLOSE.version) {
      log.error({ code, reason }, 'the media node refuses this server');
      this.#first.reject(refusal(code, reason));
    }
    if (state.kind === 'up') {
      clearInterval(state.settling);
      log.warn({ code, reason }, 'the link to the media node went: dialling it again');
      this.#grace = setTimeout(() => this.#giveUpRooms(), this.#graceMs);
    }
    if (code === LINK_CLOSE.replaced) {
      log.error({}, 'another server drives the media node now; restart this one to take it back');
      this.#state = { kind: 'replaced' };
      this.#cancelGrace();
      this.#lose();
      this.#commands.giveUp(() => true, unavailable());
    } else {
      const timer = setTimeout(() => (this.#state = this.#dial()), linkDelay(this.#attempt++));
      this.#state = { kind: 'waiting', timer };
    }
    if (state.kind === 'up') {
      this.#events.emit('node:workersChanged', { ...this.#workers, live: 0 });
    }
  }

  #handleMessage(message: ToServer): void {
    if (message.kind === 'answer') return this.#commands.answer(message.id, message.reply);
    const { sequence, name, payload } = message;
    // Told again over another link.
    if (sequence <= this.#lastEvent) return;
    this.#lastEvent = sequence;
    const parsed = nodeEvents[name].safeParse(payload);
    if (!parsed.success) {
      this.#options.log.error({ err: parsed.error, name }, 'the media node told what is no event');
      return;
    }
    // As for the commands: the schema was found under this very name.
    const event = parsed.data;
    if ('live' in event) this.#workers = event;
    if ('roomIds' in event) for (const roomId of event.roomIds) this.#rooms.delete(roomId);
    this.#events.emit(name, event);
  }

  #send(link: Link<ToServer, ToNode>, command: PendingCommand): void {
    const { id, name, input } = command;
    command.isSent = true;
    if (name === 'room:open') this.#rooms.add(roomOf(input));
    link.send({ kind: 'command', id, name, input });
  }

  #settle(link: Link<ToServer, ToNode>): void {
    const command = this.#commands.settledBefore;
    link.send({ kind: 'settled', event: this.#lastEvent, command });
  }

  #limit(command: PendingCommand): void {
    const timer = setTimeout(() => {
      this.#commands.giveUp(({ id, isSent }) => id === command.id && !isSent, unavailable());
    }, UNSENT_PATIENCE_MS);
    // Its failure is told where it is awaited.
    command.reply.catch(() => undefined).finally(() => clearTimeout(timer));
  }

  /** The node has closed its rooms by now; if it has not, it does so when it is told of another controller. */
  #giveUpRooms(): void {
    this.#grace = null;
    this.#callAnew();
    this.#lose();
  }

  /** What the node holds is not for us any more: a call on its way would be taken for one that wants it. */
  #callAnew(): void {
    this.#adopts = false;
    this.#controllerId = randomUUID();
    if (this.#state.kind === 'dialling') this.#state.giveUp();
  }

  /** Whatever the node held for us is gone, and with it the answers to what was asked about it. */
  #lose(): void {
    const roomIds = [...this.#rooms];
    this.#rooms.clear();
    this.#lastEvent = 0;
    const lost = new Set(roomIds);
    this.#commands.giveUp(({ isSent, input }) => isSent || lost.has(roomOf(input)), unavailable());
    if (roomIds.length === 0) return;
    this.#options.log.error({ rooms: roomIds.length }, 'the media node has lost its rooms');
    this.#events.emit('node:roomsLost', { roomIds });
  }

  #refused(
    command: NodeCommand,
    input: object,
    { error }: Extract<LinkReply, { ok: false }>,
  ): AppError {
    if (command === 'room:open') this.#rooms.delete(roomOf(input));
    return new AppError(error.code, error.message);
  }

  #cancelGrace(): void {
    if (this.#grace) clearTimeout(this.#grace);
    this.#grace = null;
  }
}

/** @returns the empty string where a command is about no room */
function roomOf(input: object): string {
  return 'roomId' in input && typeof input.roomId === 'string' ? input.roomId : '';
}

function unavailable(): AppError {
  return new AppError(
    'media_unavailable',
    'The media node is out of reach. Try again in a moment.',
  );
}

function refusal(code: number, reason: string): AppError {
  const advice =
    code === LINK_CLOSE.version
      ? 'Run the same version of Parley on both sides.'
      : 'Set PARLEY_MEDIA_NODE_SECRET to the same on both sides.';
  return new AppError('media_unavailable', `The media node refuses: ${reason}. ${advice}`);
}
