import { readdir, readlink } from 'node:fs/promises';
import { processTree, residentBytes } from '../harness/index.ts';
import { HeapGauge } from './HeapGauge.ts';
import type { Reading } from './trend.ts';

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
    const pids = await processTree(this.#pid);
    const programs = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/exe`)));
    return pids.filter((_, index) => programs[index]?.includes('mediasoup-worker'));
  }
}

async function handlesOf(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}
