export { createAccountHandlers } from './accountHandlers.ts';
export { createHttp, DESKTOP_ORIGIN, type Http } from './createHttp.ts';
export type { Handlers, HandlersOf } from './handlers.ts';
export { createMeetingHandlers } from './meetingHandlers.ts';
export { TrustedProxies } from './TrustedProxies.ts';
