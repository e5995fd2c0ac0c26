import { z } from 'zod';
import {
  envelope,
  errorEnvelope,
  PROTOCOL_VERSION,
  routes,
  type RouteContract,
} from '../../shared/contracts/index.ts';
import { ERROR_STATUS, type ErrorCode } from '../../shared/errors.ts';
import { health } from '../ops/index.ts';
import { API_PREFIX } from './bindRoutes.ts';

type Json = Record<string, unknown>;

/** What any route may answer beside the errors that its contract names. */
const COMMON_ERRORS: readonly ErrorCode[] = ['internal', 'unavailable'];
const BODY_ERRORS: readonly ErrorCode[] = [
  'malformed_json',
  'payload_too_large',
  'unsupported_media_type',
];
const AUTH_ERRORS: readonly ErrorCode[] = ['unauthenticated', 'token_expired', 'account_banned'];

const DESCRIPTION = `Every answer under \`${API_PREFIX}\` is an envelope: \`code\` (the HTTP status), \`message\`, \`data\` and \`timestamp\`.
Errors have \`data: null\` and a stable \`error\` for programs; \`fields\` says which fields of a form are wrong. \`Retry-After\` says when to
try again. Times are ISO 8601. What happens live is spoken over socket.io, see docs/protocol.md (version ${PROTOCOL_VERSION}).`;

/** The whole REST interface as OpenAPI 3.1, made from the contracts that the server itself checks with. */
export function createOpenApi(options: { version: string; url: string }): Json {
  const paths: Record<string, Json> = { '/health': { get: healthOperation() } };
  for (const [name, contract] of Object.entries<RouteContract>(routes)) {
    const path = (API_PREFIX + contract.path).replace(/:(\w+)/g, '{$1}');
    const methods = (paths[path] ??= {});
    methods[contract.method.toLowerCase()] = toOperation(name, contract);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: options.version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: options.url }],
    paths,
    components: {
      schemas: { Error: toSchema(errorEnvelope, 'output') },
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        refreshCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'parley_refresh',
          description:
            'Set at log-in; named after the port where the address has one. The header `x-parley-csrf` must go with it.',
        },
      },
    },
  };
}

function toOperation(name: string, contract: RouteContract): Json {
  const parameters = [
    ...toParameters(contract.params, 'path'),
    ...toParameters(contract.query, 'query'),
    ...(contract.auth === 'refresh' ? [CSRF_PARAMETER] : []),
  ];
  const requestBody = toRequestBody(contract);
  return {
    operationId: name,
    tags: [contract.tag],
    summary: contract.summary,
    security: SECURITY[contract.auth],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { ...toSuccess(contract), ...toErrors(contract) },
  };
}

const SECURITY: Record<RouteContract['auth'], Json[]> = {
  none: [],
  optional: [{}, { accessToken: [] }],
  user: [{ accessToken: [] }],
  admin: [{ accessToken: [] }],
  refresh: [{ refreshCookie: [] }, {}],
};

const CSRF_PARAMETER = {
  name: 'x-parley-csrf',
  in: 'header',
  required: false,
  description: 'The `csrfToken` of the session; needed with the refresh cookie.',
  schema: { type: 'string' },
};

function toParameters(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function toRequestBody({ body, upload }: RouteContract): Json | null {
  if (upload) {
    const file = { type: 'string', contentMediaType: upload.types.join(', ') };
    const schema = { type: 'object', properties: { file }, required: ['file'] };
    return {
      required: true,
      description: `At most ${upload.maxBytes} bytes.`,
      content: { 'multipart/form-data': { schema } },
    };
  }
  if (!body) return null;
  return {
    required: !body.safeParse(undefined).success,
    content: { 'application/json': { schema: toSchema(body, 'input') } },
  };
}

function toSuccess({ response, produces, status = 200 }: RouteContract): Json {
  const description = status === 201 ? 'Created' : 'OK';
  if (!response) return { [status]: { description, content: { [produces ?? '*/*']: {} } } };
  const schema = toSchema(envelope(response), 'output');
  return { [status]: { description, content: { 'application/json': { schema } } } };
}

function toErrors(contract: RouteContract): Json {
  const codes = new Set<ErrorCode>([
    ...contract.errors,
    ...(contract.params || contract.query || contract.body ? (['invalid_input'] as const) : []),
    ...(contract.body || contract.upload ? BODY_ERRORS : []),
    ...(contract.auth === 'none' || contract.auth === 'refresh' ? [] : AUTH_ERRORS),
    ...COMMON_ERRORS,
  ]);
  const byStatus = Map.groupBy(codes, (code) => ERROR_STATUS[code]);
  const responses = [...byStatus].map(([status, group]) => [
    status,
    {
      description: group.map((code) => `\`${code}\``).join(', '),
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  ]);
  // fromEntries types its result as any.
  return Object.fromEntries(responses) as Json;
}

function healthOperation(): Json {
  const content = { 'application/json': { schema: toSchema(health, 'output') } };
  return {
    operationId: 'health',
    tags: ['server'],
    summary: 'Whether the server can do its work; not in an envelope',
    security: [],
    responses: {
      200: { description: 'All is up', content },
      503: { description: 'Something is down', content },
    },
  };
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  // A transform has no schema of its own; what goes into it does, and that is what a client sends.
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  void $schema;
  return rest;
}
