import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { routes, type RouteContract } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { AuthenticatedUser } from '../accounts/index.ts';
import type { AddressCap } from '../addresses/index.ts';
import type { Health } from '../ops/index.ts';
import { API_PREFIX, bindRoute } from './bindRoutes.ts';
import { CSRF_HEADER, CsrfTokens } from './csrf.ts';
import { answerBrokenRequest, createSendError, handleErrors } from './handleErrors.ts';
import { guardConnections } from './guardConnections.ts';
import type { Handler, Handlers } from './handlers.ts';
import { KnownPaths } from './KnownPaths.ts';
import { logRequests, type HttpLog } from './logRequests.ts';
import { createOpenApi } from './openapi.ts';
import { parseJsonBody } from './parseJsonBody.ts';
import { RequestUsers } from './RequestUsers.ts';
import { PERMISSIONS_POLICY, securityHeaders } from './securityHeaders.ts';
import { serveClient, wantsPage } from './serveClient.ts';
import { serveDocs } from './serveDocs.ts';
import { SessionCookies } from './SessionCookies.ts';
import type { TrustedProxies } from './TrustedProxies.ts';

/** The desktop app's pages; they carry tokens and no cookies. */
export const DESKTOP_ORIGIN = 'app://parley';

/** A request that takes longer to arrive is not meant to. */
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 72_000;
/** [P6]: whoever connects says what they want within this, a TLS handshake before it likewise. */
const FIRST_WORD_LIMIT_MS = 4_000;
const CHECK_EVERY_MS = 250;
/**
 * Connections that wait to be accepted. Of thousands who come back at once when a server has started again, those beyond
 * Node's 511 would try again after 1 s, 3 s and 7 s. Linux takes no more than net.core.somaxconn says, as a rule 4096.
 */
const BACKLOG = 4096;

export interface HttpOptions {
  handlers: Handlers;
  authenticate: (accessToken: string) => Promise<AuthenticatedUser>;
  health: () => Promise<Health>;
  /** The server's own, at least 32 bytes. */
  secret: Uint8Array;
  /** Where people open Parley. */
  publicUrl: () => string;
  tls: { cert: string; key: string } | null;
  trustedProxies: TrustedProxies;
  connectionsPerAddress: AddressCap;
  /** Folder of the built web client. */
  clientDir: string;
  version: string;
  log: HttpLog;
}

export interface Http {
  /** Signalling attaches to it. */
  readonly server: Server;
  /** @returns the port, which differs from the one asked for when that is 0 */
  listen(address: { host: string; port: number }): Promise<number>;
  /** Lets running requests finish. Idempotent. */
  close(): Promise<void>;
}

/** The HTTP edge: everything that is answered by one request. */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const { log, tls } = options;
  const sendError = createSendError(options);
  const app = fastify({
    serverFactory: (listener) => {
      const server = createNodeServer(listener, tls);
      guardConnections(server, { perAddress: options.connectionsPerAddress, log });
      return server;
    },
    genReqId: () => randomUUID(),
    trustProxy: (address) => options.trustedProxies.has(address),
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      sendError(error, request, reply);
    },
    clientErrorHandler: answerBrokenRequest,
    routerOptions: { maxParamLength: 256 },
  });
  const paths = new KnownPaths();
  handleErrors(app, sendError);
  logRequests(app, log);
  await registerProtections(app, options.publicUrl);
  refuseUnknownPaths(app, paths);
  registerBodies(app);
  await app.register(cookie);
  bindApi(app, paths, options);
  serveHealth(app, paths, options.health);
  await serveDocs(app, paths, () =>
    createOpenApi({ version: options.version, url: options.publicUrl() }),
  );
  const client = await serveClient(app, options.clientDir);
  app.setNotFoundHandler((request, reply) => {
    if (wantsPage(request)) return client.sendPage(request, reply);
    throw new AppError('not_found', 'There is nothing at this address.');
  });
  await app.ready();
  return {
    server: app.server,
    listen: async ({ host, port }) => {
      await app.listen({ host, port, backlog: BACKLOG });
      const address = app.server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    close: () => app.close(),
  };
}

function createNodeServer(listener: RequestListener, tls: HttpOptions['tls']): Server {
  const timeouts = {
    headersTimeout: FIRST_WORD_LIMIT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: CHECK_EVERY_MS,
  };
  if (!tls) return createServer(timeouts, listener);
  const secured = { ...tls, handshakeTimeout: FIRST_WORD_LIMIT_MS, minVersion: 'TLSv1.2' } as const;
  return createTlsServer({ ...secured, ...timeouts }, listener);
}

async function registerProtections(app: FastifyInstance, publicUrl: () => string): Promise<void> {
  await app.register(helmet, securityHeaders(publicUrl()));
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('permissions-policy', PERMISSIONS_POLICY);
  });
  await app.register(cors, {
    origin: [DESKTOP_ORIGIN],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', CSRF_HEADER],
    exposedHeaders: ['retry-after'],
    maxAge: 24 * 60 * 60,
    strictPreflight: false,
  });
}

/** Before any body is read: what is asked of a path that is not there, or in a way that it does not take. */
function refuseUnknownPaths(app: FastifyInstance, paths: KnownPaths): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const isOurs = !request.is404 && request.routeOptions.url !== '/*';
    if (isOurs) return;
    const methods = paths.methodsOf(path);
    // One that does take this method is here because a parameter is longer than any of ours.
    if (methods.length > 0 && !methods.includes(request.method)) {
      void reply.header('allow', methods.join(', '));
      throw new AppError('method_not_allowed', `This address takes ${methods.join(', ')} only.`);
    }
    const isForPrograms = path === '/api' || path.startsWith('/api/');
    if (isForPrograms || !['GET', 'HEAD'].includes(request.method)) {
      throw new AppError('not_found', 'There is nothing at this address.');
    }
  });
}

function registerBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    // What it throws reaches the error handler only as a rejection.
    (_request: unknown, body: Buffer) => Promise.resolve(body).then(parseJsonBody),
  );
}

function bindApi(app: FastifyInstance, paths: KnownPaths, options: HttpOptions): void {
  const deps = {
    users: new RequestUsers(options.authenticate),
    cookies: new SessionCookies({
      csrf: new CsrfTokens(options.secret),
      publicUrl: options.publicUrl,
    }),
  };
  const bind = (scope: FastifyInstance, isUpload: boolean) => {
    for (const [name, contract] of Object.entries<RouteContract>(routes)) {
      if ((contract.upload !== undefined) !== isUpload) continue;
      paths.add(contract.method, API_PREFIX + contract.path);
      // `Handlers` gives each route the handler for its own contract; going through the table by name loses which.
      const handler = options.handlers[name as keyof Handlers] as Handler<RouteContract>;
      bindRoute(scope, contract, handler, deps);
    }
  };
  bind(app, false);
  // In a scope of its own: nothing else takes multipart bodies.
  void app.register(async (scope) => {
    await scope.register(multipart);
    bind(scope, true);
  });
}

function serveHealth(app: FastifyInstance, paths: KnownPaths, health: () => Promise<Health>): void {
  paths.add('GET', '/health');
  app.get('/health', async (_request, reply) => {
    const state = await health();
    return reply
      .code(state.status === 'degraded' ? 503 : 200)
      .header('cache-control', 'no-store')
      .send(state);
  });
}
