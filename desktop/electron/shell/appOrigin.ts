/** The client's own pages: a standard, secure scheme, so that cookies, storage and CORS behave as on https. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://parley';
/** Links that open this app. */
export const LINK_SCHEME = 'parley';
