// The composition root: everything else is handed what it needs. Loaded in two steps, so that what the first
// step switches on, the cache of compiled code, holds for the second.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runServer } = await import('./runServer.ts');
await runServer();
