import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../shared/errors.ts';
import { toErrorEnvelope } from './envelope.ts';
import type { HttpLog } from './logRequests.ts';
import { toAppError } from './toAppError.ts';

export interface ErrorDeps {
  log: HttpLog;
}

export type SendError = (
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) => FastifyReply;

/** The one place where an error becomes an answer: ours are told, anything else is logged under an id. */
export function createSendError({ log }: ErrorDeps): SendError {
  return (error, request, reply) => {
    const known = toAppError(error);
    if (!known) log.error({ err: error, requestId: request.id }, 'request failed unexpectedly');
    const told =
      known ??
      new AppError(
        'internal',
        `Something went wrong on the server. Try again; if it stays, report ${request.id}.`,
      );
    if (told.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', String(Math.ceil(told.retryAfterSeconds)));
    }
    if (told.status === 401) void reply.header('www-authenticate', 'Bearer');
    return reply
      .code(told.status)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(toErrorEnvelope(told));
  };
}

export function handleErrors(app: FastifyInstance, sendError: SendError): void {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
}

/** For what is no HTTP at all, where there is no request to answer. */
export function answerBrokenRequest(_error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const told = new AppError('invalid_input', 'This is not an HTTP request that can be understood.');
  const body = JSON.stringify(toErrorEnvelope(told));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
