import { randomUUID } from 'node:crypto';
import type {
  NodeCommand,
  NodeCommandInput,
  NodeCommandOutput,
} from '../../shared/contracts/mediaNode.ts';
import { AppError } from '../../shared/errors.ts';
import type { MediaLog } from './Media.ts';
import type { NodeDriver } from './NodeDriver.ts';

type Ending = 'room:close' | 'transport:close' | 'producer:close';

/** One opening of a room on a node. */
export class RoomNode {
  /** The node's id of the room: fresh, so that late news of a room that was lost finds nobody. */
  readonly roomId: string;
  /** Rejects when the room could not be opened. */
  readonly opened: Promise<void>;
  readonly #node: Pick<NodeDriver, 'run'>;
  readonly #log: MediaLog;

  /** @param label What the node tells of it to a server that takes over */
  static open(node: Pick<NodeDriver, 'run'>, log: MediaLog, label: string): RoomNode {
    const roomId = randomUUID();
    const opened = node.run('room:open', { roomId, label }).then(() => undefined);
    // Whoever waits for it hears of a failure; nobody may be waiting any more.
    opened.catch(() => undefined);
    return new RoomNode(node, log, roomId, opened);
  }

  /** One that a server before this one has opened. */
  static adopt(node: Pick<NodeDriver, 'run'>, log: MediaLog, roomId: string): RoomNode {
    return new RoomNode(node, log, roomId, Promise.resolve());
  }

  private constructor(
    node: Pick<NodeDriver, 'run'>,
    log: MediaLog,
    roomId: string,
    opened: Promise<void>,
  ) {
    this.#node = node;
    this.#log = log;
    this.roomId = roomId;
    this.opened = opened;
  }

  run<C extends NodeCommand>(
    command: C,
    input: NodeCommandInput<C>,
  ): Promise<NodeCommandOutput<C>> {
    return this.#node.run(command, input);
  }

  /** Tells the node whose a transport is; media does not wait for it. */
  label(transportId: string, label: string): void {
    this.#node
      .run('transport:label', { roomId: this.roomId, transportId, label })
      .catch((err: unknown) => {
        // Closed meanwhile, or gone with its worker: then there is nothing to remember.
        this.#log.info({ err }, 'a transport was not labelled');
      });
  }

  /** Closes something without waiting for it: what was given before takes effect before. */
  end<C extends Ending>(command: C, input: NodeCommandInput<C>): void {
    this.#node.run(command, input).catch((err: unknown) => {
      // With its worker it has gone anyway.
      if (err instanceof AppError && err.code === 'media_unavailable') return;
      this.#log.error({ err, command }, 'the media node did not close what it was told to');
    });
  }
}
