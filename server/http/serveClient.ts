import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const NOT_BUILT =
  'The web client is not built yet. Start Parley with "npm start", which builds it, and reload this page.\n';

export interface ClientFiles {
  /** Answers with the page that every address of the client is served by. */
  sendPage(request: FastifyRequest, reply: FastifyReply): FastifyReply;
}

/** Serves the built web client. @param folder Where `index.html` is. */
export async function serveClient(app: FastifyInstance, folder: string): Promise<ClientFiles> {
  if (!existsSync(join(folder, 'index.html'))) {
    return {
      sendPage: (_request, reply) =>
        reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT),
    };
  }
  const hashed = join(folder, 'assets') + sep;
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Names of built assets carry a hash of their content; everything else may change with the next version.
      const isHashed = path.startsWith(hashed);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const sendPage: ClientFiles['sendPage'] = (_request, reply) => reply.sendFile('index.html');
  // The plugin takes `/` for a folder, and with no index of its own to send it refuses it.
  app.get('/', sendPage);
  return { sendPage };
}

/** Whether it is a person with a browser who asks for an address, and not a page for one of its parts. */
export function wantsPage({ method, headers }: FastifyRequest): boolean {
  return ['GET', 'HEAD'].includes(method) && (headers.accept?.includes('text/html') ?? false);
}
