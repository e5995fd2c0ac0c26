import type { ErrorCode } from '../../../shared/errors.ts';

/** What the client itself can run into, beside the codes that cross the wire. */
export type ClientErrorCode = ErrorCode | 'unreachable' | 'bad_answer' | 'unknown';

/** One sentence for each: what happened, and what to do. */
export const errorsEn = {
  malformed_json: 'The server could not read what was sent. Reload the page and try again.',
  invalid_input: 'Something in the form is not right. Check the marked fields.',
  payload_too_large: 'This is too large. Choose a smaller file or shorten the text.',
  unsupported_media_type:
    'This kind of file cannot be used. Choose a PNG, JPEG, WebP or GIF picture.',
  not_found: 'This is not there any more. Go back and load the page again.',
  method_not_allowed: 'The server does not know this request. Reload the page and try again.',
  rate_limited: 'That was too often in a short time. Wait a minute, then try again.',
  conflict:
    'This changed in the meantime, or it would leave nobody in charge. Reload and look again.',
  unauthenticated: 'You are signed out. Sign in again to go on.',
  token_expired: 'Your sign-in has run out. Sign in again to go on.',
  invalid_credentials: 'E-mail address or password is wrong. Check both and try again.',
  csrf_failed: 'The server could not tell that this came from you. Reload the page and try again.',
  forbidden: 'You are not allowed to do this. Ask the host or an administrator.',
  account_banned: 'This account is banned. Ask your administrator.',
  email_taken:
    'There is an account with this e-mail address already. Sign in, or use another address.',
  setup_link_invalid:
    'This set-up link was used already or is too old. Restart the server to get a new one.',
  meeting_not_found: 'There is no meeting with this code. Check it, or ask for the link again.',
  meeting_ended: 'This meeting is over. Ask the host for a new one.',
  meeting_full: 'The meeting is full. Try again when somebody has left.',
  meeting_locked: 'The host has locked the meeting. Ask them to open it for you.',
  passcode_required: 'This meeting needs a passcode. The host can tell it to you.',
  wrong_passcode: 'This passcode is not right. Check it and try again.',
  guests_not_allowed: 'Only people with an account can join. Sign in and come back.',
  removed_from_meeting: 'You were removed from this meeting and cannot join it again.',
  not_in_meeting: 'You are not in the meeting any more. Join again.',
  session_lost: 'The connection was away for too long. Join again.',
  participant_not_found: 'This person has left already.',
  protocol_version: 'This version does not fit the server. Reload the page, or update the app.',
  protocol_violation: 'The server did not understand this app. Reload the page and join again.',
  media_unavailable:
    'Sound and pictures are not available right now. They come back by themselves.',
  media_rejected: 'The server could not use this camera or microphone. Choose another one.',
  server_full:
    'The server is full. Try again in a while, or ask your administrator to make room for more.',
  server_closing: 'The server is about to restart. Try again in a few minutes.',
  unavailable:
    'The server cannot do this right now. Try again in a minute; if it stays, tell your administrator.',
  internal:
    'The server made a mistake. Try again; if it stays, tell your administrator the code below.',
  unreachable: 'The server cannot be reached. Check your connection, then try again.',
  bad_answer:
    'The server gave an answer that this version cannot read. Reload the page, or update the app.',
  unknown: 'Something went wrong here. Try again; if it stays, reload the page.',
} as const satisfies Record<ClientErrorCode, string>;
