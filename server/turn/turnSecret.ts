import { hkdfSync } from 'node:crypto';

/**
 * The secret that coturn shares with this server (`static-auth-secret`), when none is configured: the
 * same on every start, and of no use for anything else of ours. 43 characters of base64url.
 */
export function deriveTurnSecret(serverSecret: Uint8Array): string {
  const key = hkdfSync('sha256', serverSecret, '', 'parley turn secret v1', 32);
  return Buffer.from(key).toString('base64url');
}
