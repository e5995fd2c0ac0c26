import type { NodeCommand } from '../../contracts/mediaNode.ts';
import type { LinkReply } from '../../contracts/nodeLink.ts';
import type { AppError } from '../../errors.ts';

export interface PendingCommand {
  readonly id: number;
  readonly name: NodeCommand;
  readonly input: object;
  readonly reply: Promise<LinkReply>;
  /** Over whatever link: from then on the node may have carried it out. */
  isSent: boolean;
}

interface Entry extends PendingCommand {
  resolve: (reply: LinkReply) => void;
  reject: (error: AppError) => void;
}

/** What was asked of a node and is not answered yet, in the order in which it was asked. */
export class CommandLedger {
  readonly #entries = new Map<number, Entry>();
  #lastId = 0;

  add(name: NodeCommand, input: object): PendingCommand {
    const { promise: reply, resolve, reject } = Promise.withResolvers<LinkReply>();
    const entry = { id: ++this.#lastId, name, input, reply, resolve, reject, isSent: false };
    this.#entries.set(entry.id, entry);
    return entry;
  }

  get pending(): PendingCommand[] {
    return [...this.#entries.values()];
  }

  /** Every command before this one is answered. */
  get settledBefore(): number {
    for (const id of this.#entries.keys()) return id;
    return this.#lastId + 1;
  }

  answer(id: number, reply: LinkReply): void {
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    entry?.resolve(reply);
  }

  /** Those that fit will not be answered any more. */
  giveUp(fits: (command: PendingCommand) => boolean, error: AppError): void {
    for (const entry of this.pending) {
      if (!fits(entry)) continue;
      this.#entries.get(entry.id)?.reject(error);
      this.#entries.delete(entry.id);
    }
  }
}
