import { z } from 'zod';
import { displayName, freeText, isoDateTime, pageQuery, uuid } from './common.ts';
import { route } from './rest.ts';

export const LOCALES = ['en', 'zh-CN'] as const;
export const locale = z.enum(LOCALES);
export type Locale = z.infer<typeof locale>;

export const AVATAR_MAX_BYTES = 5 * 1024 * 1024;
export const AVATAR_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Enter an e-mail address such as name@example.org.'));

/** ASVS 2.1: length rules only, long pass phrases welcome, no composition rules. */
const newPassword = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(128, 'Use at most 128 characters.');

const givenPassword = z.string().min(1, 'Enter your password.').max(128);

const accountRole = z.enum(['member', 'admin']);
export type AccountRole = z.infer<typeof accountRole>;

export const me = z.object({
  id: uuid,
  email: z.string(),
  displayName: z.string(),
  role: accountRole,
  locale: locale.nullable(),
  avatarUrl: z.string().nullable(),
  createdAt: isoDateTime,
});
export type Me = z.infer<typeof me>;

const adminUser = me.extend({
  bannedAt: isoDateTime.nullable(),
  banReason: z.string().nullable(),
  lastSeenAt: isoDateTime.nullable(),
});
export type AdminUser = z.infer<typeof adminUser>;

/** More accounts than this, and more who fit a search than that, are not counted: it would take longer than to list them. */
export const COUNTED_USERS = 10_000;
export const COUNTED_MATCHES = 1000;

/** A place in the list of accounts, taken from one answer and sent with the next request; what is in it is the server's. */
const userCursor = z
  .string()
  .max(1000)
  .regex(/^[\w-]+$/, 'Send what an answer gave as `next` or `previous`.');

/**
 * `browser` keeps the refresh token in an httpOnly cookie and gets a CSRF token to echo;
 * `desktop` gets the refresh token in the body and stores it in the system's key chain.
 */
const clientKind = z.enum(['browser', 'desktop']).default('browser');

export const session = z.object({
  user: me,
  accessToken: z.string(),
  accessTokenExpiresAt: isoDateTime,
  csrfToken: z.string().optional(),
  refreshToken: z.string().optional(),
});
export type Session = z.infer<typeof session>;

const refreshBody = z.object({ refreshToken: z.string().max(512).optional() }).optional();
const userParams = z.object({ userId: uuid });
const nothing = z.null();

export const accountRoutes = {
  serverInfo: route({
    method: 'GET',
    path: '/server',
    tag: 'server',
    summary: 'What a client must know before anybody signs in',
    auth: 'none',
    response: z.object({
      product: z.literal('Parley'),
      version: z.string(),
      protocolVersion: z.int(),
      setupRequired: z.boolean(),
    }),
    errors: [],
  }),
  register: route({
    method: 'POST',
    path: '/auth/register',
    tag: 'auth',
    summary: 'Create an account and sign in; with a set-up token it becomes the administrator',
    auth: 'none',
    status: 201,
    body: z.object({
      email,
      password: newPassword,
      displayName,
      locale: locale.optional(),
      setupToken: z.string().max(128).optional(),
      client: clientKind,
    }),
    response: session,
    errors: ['invalid_input', 'email_taken', 'setup_link_invalid', 'rate_limited'],
  }),
  login: route({
    method: 'POST',
    path: '/auth/login',
    tag: 'auth',
    summary: 'Sign in',
    auth: 'none',
    body: z.object({ email, password: givenPassword, client: clientKind }),
    response: session,
    errors: ['invalid_input', 'invalid_credentials', 'account_banned', 'rate_limited'],
  }),
  refresh: route({
    method: 'POST',
    path: '/auth/refresh',
    tag: 'auth',
    summary: 'Trade the refresh token for a new pair; a token used twice ends its whole family',
    auth: 'refresh',
    body: refreshBody,
    response: session,
    errors: ['unauthenticated', 'csrf_failed', 'account_banned', 'rate_limited'],
  }),
  logout: route({
    method: 'POST',
    path: '/auth/logout',
    tag: 'auth',
    summary: 'End this session',
    auth: 'refresh',
    body: refreshBody,
    response: nothing,
    errors: ['csrf_failed'],
  }),
  logoutAll: route({
    method: 'POST',
    path: '/auth/logout-all',
    tag: 'auth',
    summary: 'End every session of this account, this one included',
    auth: 'user',
    response: nothing,
    errors: ['unauthenticated'],
  }),
  getMe: route({
    method: 'GET',
    path: '/users/me',
    tag: 'users',
    summary: 'Who I am',
    auth: 'user',
    response: me,
    errors: ['unauthenticated'],
  }),
  updateMe: route({
    method: 'PATCH',
    path: '/users/me',
    tag: 'users',
    summary: 'Change my name or language',
    auth: 'user',
    body: z.object({ displayName: displayName.optional(), locale: locale.nullable().optional() }),
    response: me,
    errors: ['unauthenticated', 'invalid_input'],
  }),
  changePassword: route({
    method: 'POST',
    path: '/users/me/password',
    tag: 'users',
    summary: 'Change my password; every other session ends',
    auth: 'user',
    body: z.object({ currentPassword: givenPassword, newPassword, client: clientKind }),
    response: session,
    errors: ['unauthenticated', 'invalid_credentials', 'invalid_input', 'rate_limited'],
  }),
  putAvatar: route({
    method: 'PUT',
    path: '/users/me/avatar',
    tag: 'users',
    summary: 'Set my picture; it is cut square and re-encoded',
    auth: 'user',
    upload: { maxBytes: AVATAR_MAX_BYTES, types: AVATAR_TYPES },
    response: me,
    errors: [
      'unauthenticated',
      'invalid_input',
      'unsupported_media_type',
      'payload_too_large',
      'rate_limited',
    ],
  }),
  deleteAvatar: route({
    method: 'DELETE',
    path: '/users/me/avatar',
    tag: 'users',
    summary: 'Remove my picture',
    auth: 'user',
    response: me,
    errors: ['unauthenticated'],
  }),
  getAvatar: route({
    method: 'GET',
    path: '/users/:userId/avatar',
    tag: 'users',
    summary: 'The picture of a person, WebP, 256 x 256',
    auth: 'none',
    params: userParams,
    query: z.object({ v: z.string().max(64).optional() }),
    produces: 'image/webp',
    errors: ['not_found', 'invalid_input'],
  }),
  deleteMe: route({
    method: 'DELETE',
    path: '/users/me',
    tag: 'users',
    summary: 'Delete my account, my picture and the meetings that I own',
    auth: 'user',
    body: z.object({ password: givenPassword }),
    response: nothing,
    errors: ['unauthenticated', 'invalid_credentials', 'invalid_input', 'conflict', 'rate_limited'],
  }),
  listUsers: route({
    method: 'GET',
    path: '/users',
    tag: 'admin',
    summary:
      'Everybody on this server, by page: what comes after or before a cursor, or the first page',
    auth: 'admin',
    query: z
      .object({
        after: userCursor.optional(),
        before: userCursor.optional(),
        pageSize: pageQuery.pageSize,
        search: freeText(100).optional(),
        sort: z.enum(['createdAt', 'displayName', 'email', 'lastSeenAt']).default('createdAt'),
        order: z.enum(['asc', 'desc']).default('desc'),
      })
      .refine(({ after, before }) => after === undefined || before === undefined, {
        error: 'Send `after` or `before`, not both.',
        path: ['before'],
      }),
    response: z.object({
      items: z.array(adminUser),
      /** With the first page alone, and null there too where there are more than are counted. */
      total: z.int().nonnegative().nullable(),
      /** For `after` and `before`; null at the ends, and both where nobody is left on that side: begin without a cursor. */
      next: userCursor.nullable(),
      previous: userCursor.nullable(),
    }),
    errors: ['unauthenticated', 'forbidden', 'invalid_input'],
  }),
  banUser: route({
    method: 'POST',
    path: '/users/:userId/ban',
    tag: 'admin',
    summary: 'Ban an account; its sessions and meetings end for it at once',
    auth: 'admin',
    params: userParams,
    body: z.object({ reason: freeText(500).optional() }),
    response: adminUser,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
  }),
  unbanUser: route({
    method: 'POST',
    path: '/users/:userId/unban',
    tag: 'admin',
    summary: 'Lift a ban',
    auth: 'admin',
    params: userParams,
    response: adminUser,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  }),
  setUserRole: route({
    method: 'PUT',
    path: '/users/:userId/role',
    tag: 'admin',
    summary: 'Make an administrator, or a member again',
    auth: 'admin',
    params: userParams,
    body: z.object({ role: accountRole }),
    response: adminUser,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
  }),
} as const;
