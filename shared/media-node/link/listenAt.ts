import { once } from 'node:events';
import { chmod, mkdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { NodeAddress } from '../../contracts/nodeLink.ts';

/** Nobody but this account may go through the socket. */
const SOCKET_UMASK = 0o177;

/** Why a node cannot listen: one line for the person who starts it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** @throws ListenError */
export async function listenAt(server: Server, address: NodeAddress): Promise<void> {
  if (address.kind === 'unix') return listenAtPath(server, address.path);
  if (address.isSecure) {
    throw new ListenError('listens without TLS itself: give it ws://, and wss:// to the server.');
  }
  await listening(server, () => server.listen({ host: address.host, port: address.port }));
}

async function listenAtPath(server: Server, path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ListenError(`names a folder that cannot be made: ${dirname(path)}`, { cause });
  }
  if (await answers(path)) throw new ListenError(`is in use by another media node: ${path}`);
  // Left by a node that died.
  await rm(path, { force: true });
  await listening(server, () => {
    // Node binds a path within the call, so that at no moment it is open to others.
    const before = process.umask(SOCKET_UMASK);
    try {
      server.listen({ path });
    } finally {
      process.umask(before);
    }
  });
  await chmod(path, 0o600);
}

async function listening(server: Server, listen: () => void): Promise<void> {
  try {
    listen();
    await once(server, 'listening');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ListenError(`cannot be listened at: ${reason}`, { cause });
  }
}

async function answers(path: string): Promise<boolean> {
  const probe = connect(path);
  try {
    await once(probe, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    probe.destroy();
  }
}
