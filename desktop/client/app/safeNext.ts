/**
 * Where to go after signing in. Only places of this app: a link that somebody sends must not lead
 * to another site by way of our sign-in page.
 */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/';
  const base = 'https://parley.invalid';
  const url = URL.parse(next, base);
  if (url === null || url.origin !== base) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The sign-in page that leads back to a place. */
export function signInPath(back: { pathname: string; search: string }): string {
  const next = `${back.pathname}${back.search}`;
  return next === '/' ? '/signin' : `/signin?next=${encodeURIComponent(next)}`;
}
