import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const SECRET_BYTES = 32;

/**
 * The server's own secret, from which every feature derives its keys. Made at the first start, readable by this
 * account only; whoever deletes it signs everybody out.
 * @param path The file.
 */
export async function loadServerSecret(path: string): Promise<Uint8Array> {
  return (await readSecret(path)) ?? (await createSecret(path));
}

async function readSecret(path: string): Promise<Uint8Array | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  if (bytes.length !== SECRET_BYTES) {
    throw new Error(`${path} is damaged: delete it, which signs everybody out, and start again.`);
  }
  return bytes;
}

async function createSecret(path: string): Promise<Uint8Array> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(SECRET_BYTES));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // A link fails where a rename would replace: of two first starts at once, both end up with one secret.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const secret = await readSecret(path);
  if (!secret) throw new Error(`${path} vanished while it was made.`);
  return secret;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
