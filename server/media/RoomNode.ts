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
  readonly roomId = randomUUID();
  /** Rejects when the room could not be opened. */
  readonly opened: Promise<void>;
  readonly #node: Pick<NodeDriver, 'run'>;
  readonly #log: MediaLog;

  constructor(node: Pick<NodeDriver, 'run'>, log: MediaLog) {
    this.#node = node;
    this.#log = log;
    this.opened = node.run('room:open', { roomId: this.roomId }).then(() => undefined);
    // Whoever waits for it hears of a failure; nobody may be waiting any more.
    this.opened.catch(() => undefined);
  }

  run<C extends NodeCommand>(
    command: C,
    input: NodeCommandInput<C>,
  ): Promise<NodeCommandOutput<C>> {
    return this.#node.run(command, input);
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
