/** What finds out on a command line what a browser cannot see. */
import { parseUrl } from "../../protocol/parse-url.ts";
import type { Facts } from "./facts.ts";

/** Whatever else a URL may have for a host, such as $(…), is not put into anybody's shell. */
const PLAIN_HOST = /^\w[\w.-]*$/;

function placeOf({ connections }: Facts): { host: string; port: number | string } {
  const url = parseUrl(connections[0]?.endpoint ?? "");
  const host = url && PLAIN_HOST.test(url.host) ? url.host : "HOST";
  return { host, port: url?.port ?? "PORT" };
}

export const COMMANDS = {
  reach: (facts: Facts): string => {
    const { host, port } = placeOf(facts);
    return `nc -vz -w 5 ${host} ${port}`;
  },
  way: (facts: Facts): string => `traceroute ${placeOf(facts).host}`,
  name: (facts: Facts): string => `nslookup ${placeOf(facts).host}`,
  certificate: (facts: Facts): string => {
    const { host, port } = placeOf(facts);
    return `openssl s_client -connect ${host}:${port} -servername ${host} </dev/null`;
  },
} as const;
