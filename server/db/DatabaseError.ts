/** The database cannot be used; the message is one line that says what to do, without secrets. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
