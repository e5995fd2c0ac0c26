/** The server gave no answer: no network, refused, or silent for longer than the limit. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly code = 'unreachable';

  constructor(options?: ErrorOptions) {
    super('The server cannot be reached.', options);
  }
}

/** Something answered, but not as a Parley server of this version does. */
export class BadAnswerError extends Error {
  override readonly name = 'BadAnswerError';
  readonly code = 'bad_answer';

  constructor(options?: ErrorOptions) {
    super('The server gave an answer that cannot be read.', options);
  }
}
