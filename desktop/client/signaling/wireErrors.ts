import { wireError, type WireError } from '../../../shared/contracts/index.ts';
import { AppError } from '../../../shared/errors.ts';

/** No answer came, which is not the same as the server's own `unavailable`: what was lost here is the line. */
export class ConnectionLost extends AppError {}

/** The connection went away before an answer came; whether the request arrived is unknown. */
export function connectionLost(cause?: unknown): ConnectionLost {
  return new ConnectionLost('unavailable', 'The connection was lost. It will be tried again.', {
    cause,
  });
}

export function toAppError({ code, message, fields, retryAfterSeconds }: WireError): AppError {
  return new AppError(code, message, {
    ...(fields === undefined ? {} : { fields }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

export function toWireError(error: unknown): WireError {
  if (!(error instanceof AppError)) {
    return { code: 'internal', message: 'Something went wrong in this window. Try again.' };
  }
  const { code, message, fields, retryAfterSeconds } = error;
  return {
    code,
    message,
    ...(fields === undefined ? {} : { fields: { ...fields } }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/** @returns the error that a refused handshake carries [P1]; null: the server was not reached at all */
export function readHandshakeError(error: unknown): WireError | null {
  const data = error instanceof Error && 'data' in error ? error.data : null;
  const parsed = wireError.safeParse(data);
  return parsed.success ? parsed.data : null;
}
