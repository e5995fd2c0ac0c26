import type { LinkReply } from '../../contracts/nodeLink.ts';

/**
 * The answers that a server may not have got: a command that is given again, because the link went before its
 * answer came, is answered as it was and not carried out twice.
 */
export class AnswerBook {
  readonly #answers = new Map<number, Promise<LinkReply>>();
  #underWay = 0;
  #settledBefore = 1;

  /** How many are being carried out. */
  get underWay(): number {
    return this.#underWay;
  }

  /** @returns null for a command whose answer has been heard */
  answer(id: number, run: () => Promise<LinkReply>): Promise<LinkReply> | null {
    if (id < this.#settledBefore) return null;
    const known = this.#answers.get(id);
    if (known) return known;
    this.#underWay += 1;
    const answer = run().finally(() => {
      this.#underWay -= 1;
    });
    this.#answers.set(id, answer);
    return answer;
  }

  settle(before: number): void {
    this.#settledBefore = Math.max(this.#settledBefore, before);
    for (const id of this.#answers.keys()) {
      if (id >= before) return;
      this.#answers.delete(id);
    }
  }

  /** Resolves when nothing is being carried out any more. */
  async finished(): Promise<void> {
    await Promise.allSettled(this.#answers.values());
  }
}
