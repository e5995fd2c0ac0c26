import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from '../system/SetupError.ts';
import { withFileLock } from './fileLock.ts';

const noWait = (): void => undefined;

// It serves the local build, which is for Debian alone.
describe.skipIf(process.platform !== 'linux')('withFileLock', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'parley-lock-'));
    file = path.join(directory, 'lock');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('lets the second in only when the first is done, and tells it that it waits', async () => {
    const events: string[] = [];
    const release = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const first = withFileLock(file, noWait, async () => {
      held.resolve();
      await release.promise;
      events.push('first done');
    });
    await held.promise;
    const handleWait = (): void => {
      events.push('second waits');
      release.resolve();
    };
    await withFileLock(file, handleWait, () => Promise.resolve(events.push('second works')));
    await first;
    expect(events).toEqual(['second waits', 'first done', 'second works']);
  });

  it('is free again after the work has failed', async () => {
    const failing = withFileLock(file, noWait, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await withFileLock(file, noWait, () => Promise.resolve('free'))).toBe('free');
  });

  it('is free again when its holder is killed', async () => {
    const module = path.join(import.meta.dirname, 'fileLock.ts');
    const script = `
      const { withFileLock } = await import(${JSON.stringify(module)});
      await withFileLock(${JSON.stringify(file)}, () => {}, () => {
        console.log('held');
        return new Promise(() => setInterval(() => {}, 1000));
      });`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    const killOnWait = (): void => void holder.kill('SIGKILL');
    expect(await withFileLock(file, killOnWait, () => Promise.resolve('free'))).toBe('free');
  });

  it('fails in one line where it cannot write', async () => {
    const nowhere = path.join(directory, 'missing', 'lock');
    const attempt = withFileLock(nowhere, noWait, () => Promise.resolve());
    await expect(attempt).rejects.toThrow(SetupError);
    await expect(attempt).rejects.toThrow(nowhere);
  });
});
