import type { FastifyInstance } from 'fastify';

export interface HttpLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * One line per request. It names the route and not the address asked for: those hold meeting codes, and may hold
 * what somebody pasted.
 */
export function logRequests(app: FastifyInstance, log: HttpLog): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? '(unknown)' : (request.routeOptions.url ?? '(unknown)');
    const { id: requestId, method, ip: address } = request;
    const fields = {
      requestId,
      method,
      route,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      address,
    };
    if (reply.statusCode >= 500) log.warn(fields, 'request failed');
    else log.info(fields, 'request');
  });
}
