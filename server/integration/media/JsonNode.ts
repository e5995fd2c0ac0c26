import type {
  NodeCommand,
  NodeCommandInput,
  NodeCommandOutput,
  NodeEvent,
  NodeEvents,
} from '../../../shared/contracts/mediaNode.ts';
import { nodeCommands, nodeEvents } from '../../../shared/contracts/mediaNode.ts';
import type { MediaNode } from '../../../shared/media-node/index.ts';
import type { NodeDriver } from '../../media/NodeDriver.ts';

/**
 * A node behind a wire: every command, answer and event goes through JSON and the contract's schemas, as
 * it would over a socket.
 */
export class JsonNode implements NodeDriver {
  readonly #node: MediaNode;
  /** What has come through, by name. */
  readonly seen = new Set<string>();

  constructor(node: MediaNode) {
    this.#node = node;
  }

  get liveWorkers(): number {
    return this.#node.liveWorkers;
  }

  get rtpCapabilities() {
    return this.#node.rtpCapabilities;
  }

  async run<C extends NodeCommand>(
    command: C,
    input: NodeCommandInput<C>,
  ): Promise<NodeCommandOutput<C>> {
    const { input: inputSchema, output: outputSchema } = nodeCommands[command];
    this.seen.add(command);
    // The table gives each command its own schemas; TypeScript cannot follow that through a generic name.
    const parsed = inputSchema.parse(overWire(input)) as NodeCommandInput<C>;
    const output = await this.#node.run(command, parsed);
    // As above.
    return outputSchema.parse(overWire(output)) as NodeCommandOutput<C>;
  }

  on<E extends NodeEvent>(event: E, listener: (payload: NodeEvents[E]) => void): void {
    this.#node.on(event, (payload) => {
      this.seen.add(event);
      // As above.
      listener(nodeEvents[event].parse(overWire(payload)) as NodeEvents[E]);
    });
  }

  close(): Promise<void> {
    return this.#node.close();
  }
}

function overWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
