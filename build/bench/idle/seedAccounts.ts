import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { AccessTokens } from '../../../server/accounts/AccessTokens.ts';
import { startEmbeddedPostgres } from '../../../server/db/embedded/index.ts';
import { openDatabase } from '../../../server/db/index.ts';
import { loadServerSecret } from '../../../server/storage/serverSecret.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Fills the data folder of a server that has never run with accounts, a sign-in each. Straight into the
 * database, as hashing 10,000 passwords would take minutes.
 * @returns an access token of each, signed as the server will sign them
 */
export async function seedAccounts(dataDir: string, count: number): Promise<string[]> {
  const accounts = Array.from({ length: count }, () => ({
    userId: randomUUID(),
    familyId: randomUUID(),
  }));
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  try {
    // Brings the tables.
    await (await openDatabase({ url: postgres.url, log })).close();
    await insert(postgres.url, accounts);
  } finally {
    await postgres.close();
  }
  const secret = await loadServerSecret(join(dataDir, 'server.key'));
  const tokens = new AccessTokens(secret, () => new Date());
  return Promise.all(accounts.map(async (account) => (await tokens.sign(account)).token));
}

async function insert(
  connectionString: string,
  accounts: readonly { userId: string; familyId: string }[],
): Promise<void> {
  const userIds = accounts.map(({ userId }) => userId);
  const familyIds = accounts.map(({ familyId }) => familyId);
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO users (id, email, password_hash, display_name, role, created_at)
       SELECT id, id || '@example.org', 'nobody signs in with it', 'Account ' || n, 'member', now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS seeded (id, n)`,
      [userIds],
    );
    await client.query(
      `INSERT INTO refresh_families
         (id, user_id, client, generation, created_at, rotated_at, expires_at)
       SELECT id, user_id, 'desktop', 0, now(), now(), now() + interval '1 day'
       FROM unnest($1::uuid[], $2::uuid[]) AS seeded (id, user_id)`,
      [familyIds, userIds],
    );
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}
