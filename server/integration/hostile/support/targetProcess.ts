// The server that is attacked, in a process of its own: what happens to it does not happen to the attacker. Answers its
// parent's questions over IPC and tells it of everything that went wrong.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RateLimits } from '../../../accounts/index.ts';
import { createTemporaryFolder } from '../../support/temporaryFolder.ts';
import { startTestServer } from '../../support/testServer.ts';
import type { Footprint, TargetMessage, TargetQuestion } from './targetMessages.ts';

/** They count as ever, stop nobody, and forget soon: what of the memory is not back then has another reason. */
const SHORT_LIMIT = { points: 1e6, seconds: 30 } as const;
const SHORT_LIMITS: RateLimits = {
  loginPerAccountAndAddress: SHORT_LIMIT,
  loginPerAccount: SHORT_LIMIT,
  loginPerAddress: SHORT_LIMIT,
  registerPerAddress: SHORT_LIMIT,
  registerPerAccount: SHORT_LIMIT,
  refreshPerAddress: SHORT_LIMIT,
  refreshPerAccount: SHORT_LIMIT,
  passwordPerAccount: SHORT_LIMIT,
  avatarPerAccount: SHORT_LIMIT,
};

function tell(message: TargetMessage): void {
  // Once the parent has gone, telling would fail, and that again be a problem to tell, without end.
  if (process.connected) process.send?.(message);
}

function tellProblem(kind: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell({ event: 'problem', text: `${kind}: ${text}` });
}

/** After what the garbage collector finds in several goes: what is freed may free something else. */
async function measure(): Promise<Footprint> {
  for (let times = 0; times < 4; times++) {
    globalThis.gc?.();
    await delay(20);
  }
  const { heapUsed, rss } = process.memoryUsage();
  const handles: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) handles[name] = (handles[name] ?? 0) + 1;
  return { heapBytes: heapUsed, residentBytes: rss, handles };
}

function countSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}

process.on('uncaughtException', (error) => tellProblem('uncaught exception', error));
process.on('unhandledRejection', (error) => tellProblem('unhandled rejection', error));

const folder = await createTemporaryFolder();
const clientDir = join(folder.path, 'client');
await mkdir(clientDir);
await writeFile(join(clientDir, 'index.html'), '<!doctype html><title>Parley</title>');
const server = await startTestServer({
  dataDir: folder.path,
  clientDir,
  env: process.env,
  limits: SHORT_LIMITS,
});

async function stop(): Promise<void> {
  await server.close();
  await folder.remove();
  process.exit();
}

process.on('disconnect', () => void stop());
process.on('message', (question: TargetQuestion) => {
  if (question === 'stop') void stop();
  else if (question === 'count') tell({ event: 'counted', sockets: countSockets() });
  else void measure().then((footprint) => tell({ event: 'measured', footprint }));
});
// The parent may have ended before this one could hear of it.
if (!process.connected) await stop();
tell({ event: 'ready', url: server.url, setupToken: server.setupToken });
