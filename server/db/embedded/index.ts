export type { EmbeddedPostgresLog } from './EmbeddedPostgres.ts';
export { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
export { startEmbeddedPostgres } from './startEmbeddedPostgres.ts';
