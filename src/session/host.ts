/**
 * Where a host leads to, as far as its name tells. Hosts are as a URL gives them: in small letters,
 * IPv4 in four numbers, IPv6 in brackets.
 */

/** Names that never leave a network of one's own (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`), and those that home routers give. */
const OWN_NAMES = ["local", "lan", "home", "internal", "test", "home.arpa"];
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/;

const isNamed = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`);

/** The first two numbers of an IPv4 address; null for anything else. */
function firstOctets(host: string): [number, number] | null {
  const [, first, second] = IPV4.exec(host) ?? [];
  return first === undefined || second === undefined ? null : [Number(first), Number(second)];
}

/** An address that no name server is asked for. */
export const isIpAddress = (host: string): boolean => host.startsWith("[") || IPV4.test(host);

/** This machine: nothing leaves it. */
export const isLoopback = (host: string): boolean =>
  isNamed(host, "localhost") || host === "[::1]" || firstOctets(host)?.[0] === 127;

/** A network of one's own, or this machine (RFC 1918, RFC 3927, RFC 4193, RFC 4291 §2.5.6). */
export function isPrivateHost(host: string): boolean {
  if (isLoopback(host)) return true;
  const octets = firstOctets(host);
  if (octets !== null) {
    const [first, second] = octets;
    return (
      first === 10 ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 192 && second === 168) ||
      (first === 169 && second === 254)
    );
  }
  // fc00::/7 and fe80::/10.
  if (host.startsWith("[")) return /^\[f(?:[cd]|e[89ab])/.test(host);
  return host !== "" && (!host.includes(".") || OWN_NAMES.some((name) => isNamed(host, name)));
}
