/**
 * The closed list of error codes that cross the wire, each with its HTTP status.
 * Programs read the code, people read the message; a new code is a change of the protocol.
 */
export const ERROR_STATUS = {
  // what was sent
  malformed_json: 400,
  invalid_input: 400,
  payload_too_large: 413,
  unsupported_media_type: 415,
  not_found: 404,
  method_not_allowed: 405,
  rate_limited: 429,
  conflict: 409,
  // who is asking
  unauthenticated: 401,
  token_expired: 401,
  invalid_credentials: 401,
  csrf_failed: 403,
  forbidden: 403,
  account_banned: 403,
  email_taken: 409,
  setup_link_invalid: 403,
  // meetings
  meeting_not_found: 404,
  meeting_ended: 410,
  meeting_full: 409,
  meeting_locked: 403,
  passcode_required: 401,
  wrong_passcode: 401,
  guests_not_allowed: 403,
  removed_from_meeting: 403,
  not_in_meeting: 409,
  session_lost: 409,
  participant_not_found: 404,
  // signalling and media
  protocol_version: 426,
  protocol_violation: 400,
  media_unavailable: 503,
  media_rejected: 400,
  // the server as a whole
  server_full: 503,
  server_closing: 503,
  unavailable: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export const ERROR_CODES = Object.keys(ERROR_STATUS).filter(isErrorCode);

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, value);
}

export interface AppErrorOptions extends ErrorOptions {
  /** Seconds after which a retry makes sense; sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** Field name -> what is wrong with it, for forms. */
  fields?: Readonly<Record<string, string>>;
}

/** The only error whose text is shown to the other side; anything else becomes `internal`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: Readonly<Record<string, string>> | undefined;

  /** @param message A plain sentence for a person: what happened and what to do. */
  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.fields = options.fields;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
