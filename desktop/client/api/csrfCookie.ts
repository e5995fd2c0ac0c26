export const CSRF_COOKIE = 'parley_csrf';

/** @param cookies `document.cookie` */
export function csrfCookie(cookies: string): string | null {
  for (const pair of cookies.split('; ')) {
    const [name, value] = pair.split('=', 2);
    if (name === CSRF_COOKIE && value) return decodeURIComponent(value);
  }
  return null;
}
