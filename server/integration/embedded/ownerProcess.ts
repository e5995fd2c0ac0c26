// Run as a process of its own by Owner.ts: starts the database in the folder named by its argument, says so, and closes
// it when asked to by SIGTERM.
import { once } from 'node:events';
import { startEmbeddedPostgres } from '../../db/embedded/index.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const [dataDir = ''] = process.argv.slice(2);

try {
  const asked = once(process, 'SIGTERM');
  // A pending listener alone does not keep Node alive.
  const alive = setInterval(() => undefined, 60_000);
  const postgres = await startEmbeddedPostgres({ dataDir, log: silent });
  process.stdout.write(`${JSON.stringify({ url: postgres.url })}\n`);
  await asked;
  await postgres.close();
  clearInterval(alive);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`);
}
