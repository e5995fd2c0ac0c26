import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../shared/errors.ts';
import type { KnownPaths } from './KnownPaths.ts';

export const OPENAPI_PATH = '/api/openapi.json';
export const DOCS_PATH = '/api/docs';

/** The description of the interface, for programs and for people. Made at the first request, then kept. */
export async function serveDocs(
  app: FastifyInstance,
  paths: KnownPaths,
  createDocument: () => Record<string, unknown>,
): Promise<void> {
  let document: Record<string, unknown> | undefined;
  const describe = () => (document ??= createDocument());
  paths.add('GET', OPENAPI_PATH);
  paths.add('GET', DOCS_PATH);
  app.get(OPENAPI_PATH, (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(describe()),
  );
  // Written anew for every request, of whoever asks; programs have the JSON.
  app.addHook('onRequest', (request, _reply, done) => {
    const isYaml = request.routeOptions.url === `${DOCS_PATH}/yaml`;
    done(
      isYaml ? new AppError('not_found', `There is nothing here; see ${OPENAPI_PATH}.`) : undefined,
    );
  });
  // Only the page and its assets are wanted of the plugin; the document is ours.
  await app.register(swagger, {
    mode: 'static',
    specification: { document: { openapi: '3.1.0', info: { title: '', version: '' }, paths: {} } },
  });
  await app.register(swaggerUi, {
    routePrefix: DOCS_PATH,
    theme: { title: 'Parley API' },
    uiConfig: { docExpansion: 'list', tryItOutEnabled: false },
    transformSpecification: describe,
    transformSpecificationClone: false,
  });
}
