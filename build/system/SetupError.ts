/**
 * A step of the set-up that cannot succeed. The message is one line that says what is missing and
 * what to do about it; whoever runs the step prints it and stops, without a stack.
 */
export class SetupError extends Error {
  override readonly name = 'SetupError';

  constructor(line: string, options?: ErrorOptions) {
    super(line.replace(/\s*\n\s*/g, ' ').trim(), options);
  }
}
