/**
 * Reads what people type as an address: `meet.example.org`, with a port, with a path, with or without
 * the scheme. Without one it is https, and http for this machine and bare private addresses.
 * @returns the origin, or null when it cannot be an address
 */
export function parseServerAddress(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || /\s/.test(trimmed)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const url = URL.parse(hasScheme ? trimmed : `https://${trimmed}`);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    return null;
  }
  if (!hasScheme && isPrivate(url.hostname)) url.protocol = 'http:';
  return url.origin;
}

function isPrivate(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^(?:127|10)\./.test(hostname) ||
    hostname.startsWith('192.168.') ||
    /^172\.(?:1[6-9]|2\d|3[01])\./.test(hostname)
  );
}
