import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { rm } from 'node:fs/promises';
import type { ServerOptions, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { NODE_EVENTS } from '../../contracts/mediaNode.ts';
import { LINK_CLOSE, MIN_LINK_SECRET_BYTES } from '../../contracts/nodeLink.ts';
import type { LinkIdentify, LinkWelcome, NodeAddress } from '../../contracts/nodeLink.ts';
import type { MediaNode } from '../MediaNode.ts';
import type { NodeLog } from '../NodeLog.ts';
import { Controller } from './Controller.ts';
import { MAX_MESSAGE_BYTES } from './Link.ts';
import { listenAt, ListenError } from './listenAt.ts';
import { prove } from './linkProof.ts';
import { receiveServer } from './receiveServer.ts';
import type { Received } from './receiveServer.ts';

/** Strangers at the door at a time; the one that has stood there longest makes room. */
const MAX_STRANGERS = 16;
/** A worker that hangs must not keep the next server out. */
const FINISH_LIMIT_MS = 2_000;
/** Whoever connects and says nothing is sent away after so long. */
const HEADERS_LIMIT_MS = 3_000;
/** Those who have not even asked for a link included. */
const MAX_CONNECTIONS = 256;
/** How long the other side has to close its socket too; `ws` itself waits 30 s for those who never do. */
const CLOSE_LIMIT_MS = 400;

export type HostedNode = Pick<
  MediaNode,
  'run' | 'on' | 'liveWorkers' | 'wantedWorkers' | 'rtpCapabilities' | 'closeRooms'
>;

export interface NodeHostOptions {
  node: HostedNode;
  address: NodeAddress;
  /** Empty: none is asked, for a unix socket only. */
  secret: string;
  /** How long rooms are kept while no server is there, milliseconds. */
  graceMs: number;
  log: NodeLog;
}

/**
 * Lets a server elsewhere drive a node. One at a time: a server that proves itself takes over from the one
 * before, and gets what that has left, if it wants it. The node outlives its servers by a grace.
 */
export class NodeHost {
  readonly instanceId = randomUUID();
  readonly #options: NodeHostOptions;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #strangers = new Set<WebSocket>();
  #controller: Controller | null = null;
  /** Servers are received one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #grace: NodeJS.Timeout | null = null;
  #closed = false;

  /** @throws ListenError */
  static async listen(options: NodeHostOptions): Promise<NodeHost> {
    const { address, secret } = options;
    if (address.kind === 'tcp' && Buffer.byteLength(secret) < MIN_LINK_SECRET_BYTES) {
      throw new ListenError(`needs a secret of at least ${MIN_LINK_SECRET_BYTES} bytes.`);
    }
    const host = new NodeHost(options);
    await listenAt(host.#http, address);
    return host;
  }

  private constructor(options: NodeHostOptions) {
    this.#options = options;
    // `closeTimeout` is of ws 8.19; its types do not know it yet.
    const prompt: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      maxPayload: MAX_MESSAGE_BYTES,
      closeTimeout: CLOSE_LIMIT_MS,
    };
    this.#sockets = new WebSocketServer(prompt);
    const limits = {
      headersTimeout: HEADERS_LIMIT_MS,
      requestTimeout: HEADERS_LIMIT_MS,
      connectionsCheckingInterval: 1_000,
    };
    this.#http = createServer(limits, (_request, response) => response.writeHead(404).end());
    this.#http.maxConnections = MAX_CONNECTIONS;
    this.#http.on('upgrade', (request, socket, head) => {
      // A page in somebody's browser on this machine is no server.
      if (request.headers.origin !== undefined) return socket.destroy();
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#receive(opened));
    });
    for (const name of NODE_EVENTS) {
      options.node.on(name, (payload) => this.#controller?.tell(name, payload));
    }
  }

  /** The node goes on; whoever drives it is told that the link ends. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelGrace();
    this.#controller?.close(1001, 'the media node stops');
    for (const stranger of this.#strangers) stranger.terminate();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#http.close(() => resolve());
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#http.closeAllConnections();
    await promise;
    const { address } = this.#options;
    if (address.kind === 'unix') await rm(address.path, { force: true });
  }

  #receive(socket: WebSocket): void {
    // A `close` follows it.
    socket.on('error', () => undefined);
    const [longest] = this.#strangers;
    if (longest && this.#strangers.size >= MAX_STRANGERS) longest.terminate();
    this.#strangers.add(socket);
    socket.once('close', () => this.#strangers.delete(socket));
    void receiveServer(socket, this.#options.secret).then((received) => {
      // One who is refused stands at the door until its socket has closed.
      if (!received) {
        return this.#options.log.warn({}, 'somebody who is no server of ours was refused');
      }
      this.#strangers.delete(socket);
      this.#turn = this.#turn.then(() => this.#admit(socket, received));
    });
  }

  async #admit(socket: WebSocket, { identify, nodeNonce }: Received): Promise<void> {
    const { controllerId, nonce: serverNonce, lastEvent } = identify;
    const isResumed = this.#controller?.id === controllerId;
    const controller =
      isResumed && this.#controller ? this.#controller : await this.#replace(identify);
    if (this.#closed || socket.readyState !== socket.OPEN) return;
    this.#cancelGrace();
    // Of another instance's events it may have heard any number.
    controller.attach(socket, isResumed ? lastEvent : 0);
    const { node, secret, graceMs } = this.#options;
    const welcome: LinkWelcome = {
      kind: 'welcome',
      proof: prove(secret, 'node', { nodeNonce, serverNonce, controllerId }),
      instanceId: this.instanceId,
      isResumed,
      graceMs,
      workers: { live: node.liveWorkers, wanted: node.wantedWorkers },
      rtpCapabilities: node.rtpCapabilities,
    };
    socket.send(JSON.stringify(welcome));
    controller.repeatEvents();
    this.#options.log.info({ controllerId, isResumed }, 'a server drives this node');
  }

  /** What the server before has asked is done first: whatever it opened can then be told of, or closed. */
  async #replace({ controllerId: id, adopts }: LinkIdentify): Promise<Controller> {
    const { node, log } = this.#options;
    const before = this.#controller;
    before?.close(LINK_CLOSE.replaced, 'another server drives this node now');
    if (before) await within(FINISH_LIMIT_MS, before.finished());
    const controller = new Controller({ id, node, log, handleAway: () => this.#startGrace() });
    this.#controller = controller;
    // Until its link is attached it has none.
    this.#startGrace();
    if (!adopts) await within(FINISH_LIMIT_MS, node.closeRooms());
    return controller;
  }

  #startGrace(): void {
    this.#cancelGrace();
    if (this.#closed) return;
    this.#grace = setTimeout(() => void this.#abandon(), this.#options.graceMs);
  }

  #cancelGrace(): void {
    if (this.#grace) clearTimeout(this.#grace);
    this.#grace = null;
  }

  async #abandon(): Promise<void> {
    const { node, log, graceMs } = this.#options;
    const roomIds = await node.closeRooms();
    if (roomIds.length === 0) return;
    log.warn({ rooms: roomIds.length, graceMs }, 'no server came back: the rooms are closed');
    // Should it come back after all, it learns what it has lost.
    this.#controller?.tell('node:roomsLost', { roomIds });
  }
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  const { promise: limit, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitMs);
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
