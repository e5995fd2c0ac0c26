/** The client talks to itself and to the one server that the user named. */
export function contentSecurityPolicy(serverUrl: string | null): string {
  const server = serverUrl ? [serverUrl, serverUrl.replace(/^http/, 'ws')] : [];
  const directives: Record<string, string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:', ...server.slice(0, 1)],
    'media-src': ["'self'", 'blob:', 'data:'],
    // Before a server is chosen, the address that the user types is checked by asking it.
    'connect-src': ["'self'", ...(serverUrl ? server : ['https:', 'http:'])],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}
