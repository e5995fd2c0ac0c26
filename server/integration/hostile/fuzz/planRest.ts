import { routes, type RouteContract, type RouteName } from '../../../../shared/contracts/index.ts';
import { createHint } from './createHint.ts';
import { valueOf, type Hint } from './contractValues.ts';
import { mutateValue, strangeValue } from './mutateValue.ts';
import { pickSparing } from './planRequest.ts';
import { planUpload } from './planUpload.ts';
import type { Random } from './Random.ts';
import type { ActorName, Body, Step } from './steps.ts';
import type { Templates } from './templates.ts';
import { slot, type Value } from './values.ts';

export const API = '/api/v1';

const ROUTE_NAMES = Object.keys(routes).filter((name): name is RouteName =>
  Object.hasOwn(routes, name),
);
/** Each hashes a password, on purpose slowly. */
const SLOW: readonly RouteName[] = ['register', 'login', 'changePassword', 'deleteMe'];

const ENDING: readonly RouteName[] = [
  'logout',
  'logoutAll',
  'refresh',
  'banUser',
  'setUserRole',
  'endMeeting',
  'deleteMeeting',
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

const PATHS = [
  '/',
  '/health',
  '/api',
  '/api/v1',
  '/api/openapi.json',
  '/api/docs',
  '/api/docs/../../server/main.ts',
  '/..%2f..%2fetc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/assets/..%5c..%5cpackage.json',
  '/assets/%00',
  '/%',
  '/%c0%ae%c0%ae/',
  '//evil.example/',
  '/m/abc-defg-hjk%2f..',
  '/socket.io/',
  '/socket.io/?EIO=3&transport=polling',
  '/socket.io/?EIO=4&transport=websocket&sid=__proto__',
  '/socket.io/?EIO=4&transport=polling&sid=nobody',
  '/index.html',
  '/index.html.br',
  '*',
  'http://evil.example/api/v1/users/me',
];

const HEADERS: readonly (readonly [string, string])[] = [
  ['authorization', 'Bearer'],
  ['authorization', 'Bearer a.b.c'],
  ['authorization', 'Basic YTpi'],
  ['authorization', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
  ['authorization', `Bearer ${'x'.repeat(4000)}`],
  ['cookie', 'parley_refresh=x'],
  ['cookie', '__proto__=x; constructor=y; =; ;;'],
  ['cookie', `parley_refresh=${'a'.repeat(36)}.${'b'.repeat(43)}`],
  ['x-parley-csrf', 'x'],
  ['origin', 'https://evil.example'],
  ['origin', 'null'],
  ['origin', 'app://parley'],
  ['host', 'evil.example'],
  ['content-type', 'text/plain'],
  ['content-type', 'application/json; charset=utf-16'],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['content-type', 'multipart/form-data'],
  ['content-type', 'application/json, application/json'],
  ['content-encoding', 'gzip'],
  ['accept', 'text/html'],
  ['accept', '*/*;q=nonsense'],
  ['range', 'bytes=0-0,1-1'],
  ['if-none-match', '*'],
  ['expect', '100-continue'],
  ['x-http-method-override', 'DELETE'],
  ['x-forwarded-host', 'evil.example'],
  ['x-forwarded-proto', 'https, http'],
  ['access-control-request-method', 'DELETE'],
];

/** One HTTP request: right, nearly right, or wrong. */
export function planRest(actor: ActorName, random: Random, templates: Templates): Step {
  if (random.chance(0.12)) return planStrangePath(actor, random);
  const fast = ROUTE_NAMES.filter((name) => !SLOW.includes(name));
  const name = random.chance(0.04) ? random.pick(SLOW) : pickSparing(random, fast, ENDING);
  const contract: RouteContract = routes[name];
  const hint = createHint(actor, random, templates);
  const wrong = random.integer(0, 9);
  const method = wrong === 0 ? random.pick(METHODS) : contract.method;
  const path = `${API}${fillPath(contract, random, hint, wrong === 1)}${query(contract, random, hint, wrong === 2)}`;
  const { body, headers } = planBody(contract, random, hint, wrong >= 3 && wrong <= 5);
  const token = random.chance(0.9) ? { authorization: `Bearer ${slot(actor, 'accessToken')}` } : {};
  const odd = random.chance(0.15) ? Object.fromEntries([random.pick(HEADERS)]) : {};
  return {
    kind: 'rest',
    actor,
    route: method === contract.method && wrong !== 1 ? name : null,
    method,
    path,
    headers: { ...headers, ...(actor === 'guest' || actor === 'second' ? {} : token), ...odd },
    body,
    isAwaited: random.chance(0.2),
  };
}

function planStrangePath(actor: ActorName, random: Random): Step {
  const headers = Object.fromEntries(random.pickUpTo(HEADERS, 3));
  const path = random.pick(PATHS);
  const method = random.chance(0.6) ? 'GET' : random.pick(METHODS);
  return { kind: 'rest', actor, route: null, method, path, headers, body: null, isAwaited: false };
}

function fillPath(contract: RouteContract, random: Random, hint: Hint, isWrong: boolean): string {
  const params = contract.params ? valueOf(contract.params, random, hint) : {};
  return contract.path.replace(/:(\w+)/g, (_, name: string) => {
    if (isWrong) return encode(asText(strangeValue(random)));
    return asText(isObject(params) ? (params[name] ?? '') : '');
  });
}

function query(contract: RouteContract, random: Random, hint: Hint, isWrong: boolean): string {
  if (!contract.query) return isWrong ? '?__proto__[x]=1&a=%00&=&&' : '';
  let value = valueOf(contract.query, random, hint);
  if (isWrong) value = mutateValue(value, random);
  if (!isObject(value)) return `?${encode(asText(value))}`;
  const pairs = Object.entries(value).map(
    ([key, item]) => `${encode(key)}=${encode(asText(item))}`,
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function planBody(
  contract: RouteContract,
  random: Random,
  hint: Hint,
  isWrong: boolean,
): { body: Body | null; headers: Record<string, string> } {
  if (contract.upload) return planUpload(random);
  if (!contract.body) return { body: null, headers: {} };
  const headers = { 'content-type': 'application/json' };
  const valid = valueOf(contract.body, random, hint);
  if (!isWrong) return { body: { json: valid }, headers };
  if (random.chance(0.2)) return { body: brokenJson(valid, random), headers };
  return { body: { json: mutateValue(valid, random) }, headers };
}

function brokenJson(value: Value, random: Random): Body {
  const text = JSON.stringify(value);
  const choice = random.integer(0, 6);
  if (choice === 0) return { text: text.slice(0, -1) };
  if (choice === 1) return { text: `${text}${text}` };
  if (choice === 2) return { text: `{"a":1,"a":${text}}` };
  if (choice === 3) return { text: '['.repeat(40_000) };
  if (choice === 4) return { text: `"${'x'.repeat(200_000)}"` };
  if (choice === 5) return { hex: `${Buffer.from(text).toString('hex')}ff` };
  return { text: '\ufeff{}' };
}

function isObject(value: Value): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Slots are filled later, so they must stay readable. */
function encode(text: string): string {
  if (text.startsWith('{{')) return text;
  // Not encodeURIComponent: that throws at half a surrogate pair.
  return [...Buffer.from(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[\w.~-]/.test(char) ? char : `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}
