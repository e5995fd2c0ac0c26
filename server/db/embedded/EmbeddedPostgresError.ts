/** The embedded database cannot be used as things stand; the message is one line for the person who starts Parley. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
