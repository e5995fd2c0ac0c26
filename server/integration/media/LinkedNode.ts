import { join } from 'node:path';
import type {
  NodeCommand,
  NodeCommandInput,
  NodeCommandOutput,
  NodeEvent,
  NodeEvents,
} from '../../../shared/contracts/mediaNode.ts';
import type { MediaNode } from '../../../shared/media-node/index.ts';
import { NodeHost, RemoteNode } from '../../../shared/media-node/index.ts';
import type { NodeDriver } from '../../media/NodeDriver.ts';
import { startWorkers } from '../../media/startWorkers.ts';
import { createTemporaryFolder } from '../support/temporaryFolder.ts';

export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type WorkerOptions = Parameters<typeof startWorkers>[0];

/** A node behind its socket, both ends in this process: what the workers do can be seen from here. */
export class LinkedNode implements NodeDriver {
  readonly node: MediaNode;
  readonly #remote: RemoteNode;
  readonly #end: () => Promise<void>;
  /** What has come through, by name. */
  readonly seen = new Set<string>();

  static async start(options: WorkerOptions): Promise<LinkedNode> {
    const node = await startWorkers(options);
    const folder = await createTemporaryFolder();
    const address = { kind: 'unix' as const, path: join(folder.path, 'link', 'node.sock') };
    const host = await NodeHost.listen({
      node,
      address,
      secret: '',
      graceMs: 60_000,
      log: silentLog,
    });
    const remote = await RemoteNode.create({ address, secret: '', log: silentLog });
    return new LinkedNode(node, remote, async () => {
      await remote.close();
      await host.close();
      await node.close();
      await folder.remove();
    });
  }

  private constructor(node: MediaNode, remote: RemoteNode, end: () => Promise<void>) {
    this.node = node;
    this.#remote = remote;
    this.#end = end;
  }

  get liveWorkers(): number {
    return this.#remote.liveWorkers;
  }

  get rtpCapabilities() {
    return this.#remote.rtpCapabilities;
  }

  run<C extends NodeCommand>(
    command: C,
    input: NodeCommandInput<C>,
  ): Promise<NodeCommandOutput<C>> {
    this.seen.add(command);
    return this.#remote.run(command, input);
  }

  on<E extends NodeEvent>(event: E, listener: (payload: NodeEvents[E]) => void): void {
    this.#remote.on(event, (payload) => {
      this.seen.add(event);
      listener(payload);
    });
  }

  close(): Promise<void> {
    return this.#end();
  }
}
