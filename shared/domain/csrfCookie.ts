/**
 * The cookie that carries the CSRF token to the page. Cookies do not know ports, so two servers on one host
 * would overwrite each other's: the name does.
 * @param port Of the page's origin as a URL spells it: empty where it is the scheme's own.
 */
export function csrfCookieName(port: string): string {
  return port === '' ? 'parley_csrf' : `parley_csrf_${port}`;
}
