import { BlockList, isIP } from 'node:net';

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Knows whose `X-Forwarded-For` to believe. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /** @param entries Addresses, networks (`10.0.0.0/8`) and the names of `GROUPS`; the config has checked them. */
  constructor(entries: readonly string[]) {
    for (const entry of entries.flatMap((name) => GROUPS[name] ?? [name])) {
      const [address = '', bits] = entry.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.#list.addAddress(address, family);
      else this.#list.addSubnet(address, Number(bits), family);
    }
  }

  has(address: string): boolean {
    const plain = unmapped(address);
    const family = isIP(plain);
    return family !== 0 && this.#list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  }

  /**
   * The client's address: the nearest one that is not a trusted proxy's. What stands further left in the header
   * was written by that client and can be anything.
   */
  addressOf(request: { headers: NodeJS.Dict<string | string[]>; remoteAddress: string }): string {
    const header = request.headers['x-forwarded-for'];
    const hops = [header ?? []]
      .flat()
      .flatMap((line) => line.split(','))
      .map((hop) => hop.trim())
      .filter((hop) => hop !== '');
    let address = request.remoteAddress;
    while (this.has(address)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) break;
      address = next;
    }
    return unmapped(address);
  }
}

/** A socket that takes both families shows IPv4 as `::ffff:192.0.2.1`. */
function unmapped(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
