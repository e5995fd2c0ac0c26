export { DiskBlobStore } from './DiskBlobStore.ts';
export { loadServerSecret } from './serverSecret.ts';
