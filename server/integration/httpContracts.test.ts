import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorEnvelope, routes, type RouteContract } from '../../shared/contracts/index.ts';
import { ERROR_STATUS } from '../../shared/errors.ts';
import { ApiClient, newPerson, type ApiRequest } from './support/ApiClient.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

const TABLE = Object.entries<RouteContract>(routes);
const UUID = '00000000-0000-4000-8000-000000000000';

let server: TestServer;
let api: ApiClient;
let adminToken: string;
let memberToken: string;

beforeAll(async () => {
  server = await startTestServer();
  api = new ApiClient(server.url);
  adminToken = await register({ setupToken: server.setupToken });
  memberToken = await register();
});
afterAll(() => server.close());

const pathOf = ({ path }: RouteContract, value: string) => path.replace(/:\w+/g, value);

/** Of somebody who may call the route; one that nobody misses where the route ends sessions. */
function tokenFor(name: string, { auth }: RouteContract): Promise<string> | string | undefined {
  if (auth === 'none' || auth === 'refresh') return undefined;
  if (name === 'logoutAll') return register();
  return auth === 'admin' ? adminToken : memberToken;
}

async function register(details: object = {}): Promise<string> {
  return (await api.signIn('/auth/register', newPerson(details))).accessToken;
}

const NASTY: readonly [string, string, ApiRequest][] = [
  ['nothing', UUID, {}],
  ['an empty object', UUID, { body: {} }],
  ['an array', UUID, { body: [] }],
  ['null', UUID, { raw: { bytes: 'null', type: 'application/json' } }],
  ['wrong types', UUID, { body: { email: 1, password: {}, title: [], displayName: false } }],
  ['NUL and lone surrogates', UUID, { raw: { bytes: nastyText(), type: 'application/json' } }],
  ['broken JSON', UUID, { raw: { bytes: '{', type: 'application/json' } }],
  ['another content type', UUID, { raw: { bytes: '<a/>', type: 'text/xml' } }],
  ['an empty upload', UUID, { raw: { bytes: new FormData() } }],
  ['too large a body', UUID, { body: { title: 'x'.repeat(200_000) } }],
  ['deep nesting', UUID, { raw: { bytes: '['.repeat(50_000), type: 'application/json' } }],
  ['a parameter that is text', 'not-an-id', { body: {} }],
  ['a parameter of SQL', encodeURIComponent("' OR 1=1 --"), { body: {} }],
  ['a parameter with NUL', '%00', { body: {} }],
  ['a code of nobody', 'abc-defg-hjk', { body: { reason: 'x', role: 'admin' } }],
];

function nastyText(): string {
  const text = '\\u0000\\ud800';
  const keys = ['title', 'description', 'passcode', 'displayName', 'seatToken', 'refreshToken'];
  return `{${[...keys, 'email', 'password', 'reason'].map((key) => `"${key}":"${text}"`).join()}}`;
}

describe.each(TABLE)('%s', (name, contract) => {
  test.each(NASTY)(
    'answers %s with an error of the list, never with 500',
    async (_, value, sent) => {
      for (const query of [
        '',
        '?page=-1&after=%00&before=x&pageSize=x&search=%00&when=never&v=%00',
      ]) {
        const token = await tokenFor(name, contract);
        const path = pathOf(contract, value) + query;
        const isBodiless = contract.method === 'GET';
        const request = isBodiless ? { token } : { ...sent, token };
        const answer = await api.send(contract.method, path, request);
        expect(answer.status, answer.text).toBeLessThan(500);
        if (answer.status < 400) continue;
        const error = errorEnvelope.parse(answer.body);
        expect(error.code).toBe(answer.status);
        expect(ERROR_STATUS[error.error]).toBe(answer.status);
        expect(answer.text).not.toMatch(/\\n\s+at |node_modules|SELECT|argon2/);
      }
    },
  );

  if (contract.auth === 'user' || contract.auth === 'admin') {
    test('is closed to strangers, whatever they send', async () => {
      const answer = await api.send(contract.method, pathOf(contract, UUID), {
        ...(contract.method !== 'GET' && { raw: { bytes: '{', type: 'application/json' } }),
      });
      expect(answer.status).toBe(401);
      expect(answer.body.error).toBe('unauthenticated');
    });
  }

  if (contract.auth === 'admin') {
    test('is closed to members', async () => {
      const path = pathOf(contract, UUID);
      const answer = await api.send(contract.method, path, { token: memberToken });
      expect(answer.status).toBe(403);
      expect(answer.body.error).toBe('forbidden');
    });
  }
});

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
  security: object[];
}

describe('the OpenAPI document', () => {
  let document: {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: object; securitySchemes: object };
  };
  beforeAll(async () => {
    const answer = await api.send('GET', '//api/openapi.json');
    expect(answer.headers.get('content-type')).toContain('application/json');
    // Its parts are checked one by one below.
    document = answer.body as unknown as typeof document;
  });

  test('is OpenAPI 3.1 and has every route, health too, and nothing else', () => {
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = TABLE.map(
      ([, { method, path }]) => `${method} /api/v1${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual([...expected, 'GET /health'].sort());
  });

  test.each(TABLE)('tells all of %s', (name, contract) => {
    const path = `/api/v1${contract.path.replace(/:(\w+)/g, '{$1}')}`;
    const operation = document.paths[path]?.[contract.method.toLowerCase()];
    if (!operation) throw new Error('not described');
    expect(operation.operationId).toBe(name);
    const parameters = operation.parameters ?? [];
    const named = (where: string) =>
      parameters.filter((parameter) => parameter.in === where).map((parameter) => parameter.name);
    expect(named('path')).toEqual(Object.keys(contract.params?.shape ?? {}));
    expect(named('query')).toEqual(Object.keys(contract.query?.shape ?? {}));
    const bodyType = contract.upload ? 'multipart/form-data' : 'application/json';
    const hasBody = contract.upload !== undefined || contract.body !== undefined;
    expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(hasBody ? [bodyType] : []);
    const success = operation.responses[String(contract.status ?? 200)];
    expect(Object.keys(success?.content ?? {})).toEqual([contract.produces ?? 'application/json']);
    for (const code of contract.errors) {
      expect(operation.responses[ERROR_STATUS[code]]?.description).toContain(`\`${code}\``);
    }
    expect(operation.security.length > 0).toBe(contract.auth !== 'none');
  });

  test('has no reference that leads nowhere, and no schema that says nothing of a body', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
    expect(new Set(references)).toEqual(new Set(['#/components/schemas/Error']));
    expect(document.components.schemas).toHaveProperty('Error');
    expect(text).not.toContain('"schema":{}');
  });

  test('can be read by people, with nothing from elsewhere', async () => {
    const page = await api.send('GET', '//api/docs', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) {
      expect(link).toMatch(/^\/api\/docs\/static\//);
      expect((await api.send('GET', `/${link}`)).status).toBe(200);
    }
    expect(page.text).not.toMatch(/<script>|<style>/);
    expect((await api.send('GET', '//api/docs/json')).body).toEqual(document);
  });
});
