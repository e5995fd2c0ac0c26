import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { IssuedSession } from '../accounts/index.ts';
import { toEnvelope } from './envelope.ts';
import type { Bytes, Handler, RefreshCredential } from './handlers.ts';
import { parsePart } from './parsePart.ts';
import { readUpload } from './readUpload.ts';
import type { RequestUsers } from './RequestUsers.ts';
import type { SessionCookies } from './SessionCookies.ts';

export const API_PREFIX = '/api/v1';

/** Of a JSON body. */
const MAX_BODY_BYTES = 100 * 1024;
/** What multipart puts around a file. */
const MULTIPART_OVERHEAD_BYTES = 16 * 1024;

export interface BindDeps {
  users: RequestUsers;
  cookies: SessionCookies;
}

/** The single place where a request becomes a call of a handler, and its result an answer. */
export function bindRoute(
  app: FastifyInstance,
  contract: RouteContract,
  handler: Handler<RouteContract>,
  deps: BindDeps,
): void {
  const { method, path, auth, upload } = contract;
  app.route({
    method,
    url: API_PREFIX + path,
    bodyLimit: upload ? upload.maxBytes + MULTIPART_OVERHEAD_BYTES : MAX_BODY_BYTES,
    onRequest: async (request) => {
      await deps.users.identify(request, auth);
      assertContentType(request, contract);
    },
    handler: async (request, reply) => {
      const answer = await handler(await toCall(request, reply, contract, deps));
      return send(request, reply, contract, answer);
    },
  });
}

async function toCall(
  request: FastifyRequest,
  reply: FastifyReply,
  contract: RouteContract,
  { users, cookies }: BindDeps,
): Promise<Parameters<Handler<RouteContract>>[0]> {
  const body = contract.body && parsePart(contract.body, request.body);
  const call = {
    params: contract.params && parsePart(contract.params, request.params),
    query: contract.query && parsePart(contract.query, request.query),
    body,
    upload: contract.upload && (await readUpload(request, contract.upload)),
    user: users.of(request),
    credential: contract.auth === 'refresh' ? readCredential(request, body, cookies) : null,
    address: request.ip,
    cookies: {
      set: (session: IssuedSession) => cookies.set(request, reply, session),
      clear: () => cookies.clear(request, reply),
    },
  } satisfies Record<keyof Parameters<Handler<RouteContract>>[0], unknown>;
  // Each part was parsed by the very schema that its type is derived from; for a contract that is only
  // known at run time TypeScript cannot tie the two together.
  return call as Parameters<Handler<RouteContract>>[0];
}

function readCredential(
  request: FastifyRequest,
  body: unknown,
  cookies: SessionCookies,
): RefreshCredential | null {
  const isInBody = typeof body === 'object' && body !== null && 'refreshToken' in body;
  if (isInBody && typeof body.refreshToken === 'string') {
    return { token: body.refreshToken, source: 'body' };
  }
  const token = cookies.read(request);
  return token === null ? null : { token, source: 'cookie' };
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  contract: RouteContract,
  answer: unknown,
): FastifyReply {
  if (contract.response) {
    const status = contract.status ?? 200;
    // Parsed on the way out too: what the contract does not name never leaves, whatever a handler returns.
    const data: unknown = contract.response.parse(answer);
    return reply.code(status).header('cache-control', 'no-store').send(toEnvelope(status, data));
  }
  // The contract has no `response`, so by its type the handler returned bytes.
  const { bytes, version, isNamedByUrl } = answer as Bytes;
  const etag = `"${version}"`;
  reply
    .header('etag', etag)
    .header('cache-control', isNamedByUrl ? 'public, max-age=31536000, immutable' : 'no-cache')
    // The desktop app shows it in pages of an origin of its own.
    .header('cross-origin-resource-policy', 'cross-origin')
    .type(contract.produces ?? 'application/octet-stream');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.send(bytes);
}

function assertContentType({ headers }: FastifyRequest, { body, upload }: RouteContract): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (upload && type !== 'multipart/form-data') {
    throw new AppError('unsupported_media_type', 'Send the file as multipart/form-data.');
  }
  if (body && type !== undefined && type !== 'application/json') {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  }
}
