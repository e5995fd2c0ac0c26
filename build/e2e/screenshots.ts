// `npm run screenshots [-- names]`, on Node 24.
import { prepare } from './prepare.ts';

await prepare();
// Reads the same arguments; only now, as it begins when it is loaded.
await import('../../desktop/e2e/screenshots.ts');
