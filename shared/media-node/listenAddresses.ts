import { isIPv4, isIPv6 } from 'node:net';

export interface ListenAddress {
  ip: '0.0.0.0' | '::';
  flags: { ipv6Only: boolean };
}

const ALL_IPV4: ListenAddress = { ip: '0.0.0.0', flags: { ipv6Only: false } };
/** Not of both families: an IPv4 client would read in the answers a mapped address that it does not have. */
const ALL_IPV6: ListenAddress = { ip: '::', flags: { ipv6Only: true } };

/**
 * Where to listen so that whoever is told this address gets here: ICE pairs an address with those of its
 * own family only, and a host name may stand for both.
 */
export function listenAddresses(announcedAddress: string, hasIPv6: boolean): ListenAddress[] {
  if (isIPv4(announcedAddress)) return [ALL_IPV4];
  if (isIPv6(announcedAddress)) return [ALL_IPV6];
  return hasIPv6 ? [ALL_IPV4, ALL_IPV6] : [ALL_IPV4];
}
