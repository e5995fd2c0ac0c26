import { csrfCookieName } from '../../../shared/domain/csrfCookie.ts';

/**
 * @param cookies `document.cookie`
 * @param port `location.port`
 */
export function csrfCookie(cookies: string, port: string): string | null {
  const wanted = csrfCookieName(port);
  for (const pair of cookies.split('; ')) {
    const [name, value] = pair.split('=', 2);
    if (name === wanted && value) return decodeURIComponent(value);
  }
  return null;
}
