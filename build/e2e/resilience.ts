// `npm run resilience -- [--times 10] [words of titles]`, on Node 24 (docs/resilience.md).
import { prepare } from './prepare.ts';

await prepare();
// Reads the same arguments; only now, as it begins when it is loaded.
await import('../../desktop/e2e/runResilience.ts');
