import { readdir } from 'node:fs/promises';
import { processTree, programNames, residentBytes } from '../harness/index.ts';
import { HeapGauge } from './HeapGauge.ts';
import type { Reading } from './trend.ts';

/** As the kernel cuts it off. */
const WORKER = 'mediasoup-worker'.slice(0, 15);

/** What the server process and its media workers hold. */
export class ServerGauge {
  readonly #pid: number;
  readonly #heap: HeapGauge;

  private constructor(pid: number, heap: HeapGauge) {
    this.#pid = pid;
    this.#heap = heap;
  }

  /** @param inspectPort that it was started with */
  static async attach(pid: number, inspectPort: number): Promise<ServerGauge> {
    return new ServerGauge(pid, await HeapGauge.connect(inspectPort));
  }

  async read(): Promise<Reading> {
    const workers = await this.#workers();
    return {
      'server heap, bytes': await this.#heap.used(),
      'server resident, bytes': await residentBytes([this.#pid]),
      'server handles': await handlesOf(this.#pid),
      'worker resident, bytes': await residentBytes(workers),
      'worker handles': (await Promise.all(workers.map(handlesOf))).reduce((a, b) => a + b, 0),
    };
  }

  close(): void {
    this.#heap.close();
  }

  async #workers(): Promise<number[]> {
    // Backends of PostgreSQL come and go meanwhile.
    const names = await programNames(await processTree(this.#pid));
    return [...names].flatMap(([pid, name]) => (name === WORKER ? pid : []));
  }
}

async function handlesOf(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}
