import { isIPv4, isIPv6 } from 'node:net';

export interface ListenAddress {
  ip: string;
  flags: { ipv6Only: boolean };
}

const ALL_IPV4: ListenAddress = { ip: '0.0.0.0', flags: { ipv6Only: false } };
/** Not of both families: an IPv4 client would read in the answers a mapped address that it does not have. */
const ALL_IPV6: ListenAddress = { ip: '::', flags: { ipv6Only: true } };

/**
 * Where to listen so that whoever is told this address gets here: ICE pairs an address with those of its
 * own family only, and a host name may stand for both. An address of this machine's own is listened at by
 * itself: a socket that listens at all of them answers from the one that the kernel's routes choose, and
 * a browser drops what comes from an address that it did not ask (RFC 8445, 7.2.5.2.1).
 * @param own addresses of this machine, as `os.networkInterfaces()` writes them
 */
export function listenAddresses(announcedAddress: string, own: readonly string[]): ListenAddress[] {
  const hasIPv6 = own.some((address) => isIPv6(address));
  if (isIPv4(announcedAddress)) {
    return own.includes(announcedAddress) ? [{ ...ALL_IPV4, ip: announcedAddress }] : [ALL_IPV4];
  }
  if (isIPv6(announcedAddress)) {
    const ip = compressed(announcedAddress);
    return own.includes(ip) ? [{ ...ALL_IPV6, ip }] : [ALL_IPV6];
  }
  return hasIPv6 ? [ALL_IPV4, ALL_IPV6] : [ALL_IPV4];
}

/** RFC 5952, which the URL standard writes by. */
function compressed(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
