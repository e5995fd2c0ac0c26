// The composition root of a media node in a process of its own (docs/media-node.md); the server's is main.ts.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runMediaNode } = await import('./runMediaNode.ts');
await runMediaNode();
