import { isIP } from 'node:net';

/** What the texts of settings may look like; which setting wants what is in settings.ts. */
export const PROXY_GROUPS = ['loopback', 'linklocal', 'uniquelocal'];
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

export function isAddress(text: string): boolean {
  return isIP(text) !== 0 || HOST_NAME.test(text);
}

export function isDatabaseUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1
  );
}

export function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.pathname === '/' &&
    url.search + url.hash + url.username + url.password === ''
  );
}

export function isProxy(text: string): boolean {
  if (PROXY_GROUPS.includes(text)) return true;
  const [ip = '', bits, ...rest] = text.split('/');
  const family = isIP(ip);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
}

export function hasIceScheme(urls: string | readonly string[]): boolean {
  return [urls].flat().every((url) => /^(stuns?|turns?):\S+$/.test(url));
}
