import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SetupError } from '../system/SetupError.ts';

/**
 * Runs `work` while this process alone holds the lock on `file`. The kernel keeps the lock, through
 * util-linux's flock(1), which every Debian has: it is gone the moment its holder is, however that
 * ended, so there is no stale lock to recognise.
 * @param onWait called once when another process holds the lock.
 */
export async function withFileLock<T>(
  file: string,
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> {
  // `cat` lives for as long as our end of its standard input does, hence no longer than we do.
  const script = 'flock --nonblock 9 || { echo waiting; flock 9; }; echo held; exec cat';
  const holder = spawn('sh', ['-c', `exec 9>"$1"; ${script}`, 'sh', file], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(holder, 'exit').catch(() => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      holder.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('waiting')) onWait();
        if (text.includes('held')) resolve();
      });
      void ended.then(() => {
        reject(new SetupError(`Cannot lock ${file}: check that this user may write there.`));
      });
    });
    return await work();
  } finally {
    holder.stdin.end();
    await ended;
  }
}
