import type { RouteContract } from '../../../shared/contracts/index.ts';
import type { LooseInput } from './routeTypes.ts';

export interface Credentials {
  accessToken?: string;
  /** Echoed for what the refresh cookie authorises. */
  csrfToken?: string;
}

export const CSRF_HEADER = 'x-parley-csrf';

/** @returns the address of a route: parameters filled in and escaped, the query appended */
export function buildUrl(serverUrl: string, route: RouteContract, input: LooseInput): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const search = query.size > 0 ? `?${query}` : '';
  return `${serverUrl}/api/v1${path}${search}`;
}

/** @returns the rest of the request, for `fetch` */
export function buildInit(
  route: RouteContract,
  input: LooseInput,
  credentials: Credentials,
): RequestInit {
  const headers = new Headers({ accept: 'application/json' });
  if (credentials.accessToken !== undefined) {
    headers.set('authorization', `Bearer ${credentials.accessToken}`);
  }
  if (credentials.csrfToken !== undefined) headers.set(CSRF_HEADER, credentials.csrfToken);
  const init: RequestInit = { method: route.method, headers, credentials: 'same-origin' };
  if (input.file) {
    const form = new FormData();
    form.set('file', input.file);
    // The browser sets the multipart type with its boundary.
    init.body = form;
  } else if (input.body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(input.body);
  }
  return init;
}
