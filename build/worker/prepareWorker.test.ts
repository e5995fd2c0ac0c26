import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SetupError } from '../system/SetupError.ts';
import { prepareWorker } from './prepareWorker.ts';

const prepare = (): Promise<string> => prepareWorker({ log: () => undefined });

describe('prepareWorker with MEDIASOUP_WORKER_BIN', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'parley-worker-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(directory, { recursive: true });
  });

  it('returns the binary that it names', async () => {
    vi.stubEnv('MEDIASOUP_WORKER_BIN', process.execPath);
    expect(await prepare()).toBe(process.execPath);
  });

  it('fails in one line when there is no such file', async () => {
    const missing = path.join(directory, 'missing');
    vi.stubEnv('MEDIASOUP_WORKER_BIN', missing);
    const error = await prepare().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SetupError);
    expect(String(error)).toContain(`there is no file ${missing}`);
    expect(String(error)).not.toContain('\n');
  });

  it('fails when it names a folder', async () => {
    vi.stubEnv('MEDIASOUP_WORKER_BIN', directory);
    await expect(prepare()).rejects.toThrow(`there is no file ${directory}`);
  });

  // Windows knows no such permission.
  it.skipIf(process.platform === 'win32')('fails when the file is not executable', async () => {
    const file = path.join(directory, 'worker');
    writeFileSync(file, '');
    chmodSync(file, 0o644);
    vi.stubEnv('MEDIASOUP_WORKER_BIN', file);
    await expect(prepare()).rejects.toThrow(`${file} is not executable`);
  });
});
