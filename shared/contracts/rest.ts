import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/**
 * How a route knows who asks:
 * - `none`: anybody;
 * - `optional`: anybody, better served with an access token;
 * - `user`: `Authorization: Bearer <access token>`;
 * - `admin`: the same, and an administrator;
 * - `refresh`: the refresh cookie with the `x-parley-csrf` header, or a refresh token in the body.
 */
export type RouteAuth = 'none' | 'optional' | 'user' | 'admin' | 'refresh';

type ParamsSchema = z.ZodObject<Record<string, z.ZodType>>;

export interface RouteContract {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, parameters as `:name`. */
  path: string;
  tag: string;
  summary: string;
  auth: RouteAuth;
  params?: ParamsSchema;
  query?: ParamsSchema;
  body?: z.ZodType;
  /** A multipart upload of one file instead of a JSON body. */
  upload?: { maxBytes: number; types: readonly string[] };
  status?: 200 | 201;
  /** Absent for routes that answer with bytes; then `produces` names the type. */
  response?: z.ZodType;
  produces?: string;
  errors: readonly ErrorCode[];
}

/** Keeps the literal types of a contract while checking its shape. */
export function route<const C extends RouteContract>(contract: C): C {
  return contract;
}
