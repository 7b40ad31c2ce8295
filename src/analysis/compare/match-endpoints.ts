import { parseUrl } from "../../protocol/parse-url.ts";
import type { Report } from "../finding.ts";
import type { Pair } from "./compared.ts";

export type Matched = { endpoint: Pair<string | null>; matched: "same" | "path" | null };

/** Which endpoint of the second session is which of the first. A fix may well move one to another host. */
export function matchEndpoints(before: Report, after: Report): Matched[] {
  const first = endpointsOf(before);
  const second = endpointsOf(after);
  const same = new Set(first.filter((endpoint) => second.includes(endpoint)));
  const moved = matchPaths(
    first.filter((endpoint) => !same.has(endpoint)),
    second.filter((endpoint) => !same.has(endpoint)),
  );
  const known = new Set(moved.values());
  return [
    ...first.map((endpoint): Matched => {
      if (same.has(endpoint)) {
        return { endpoint: { before: endpoint, after: endpoint }, matched: "same" };
      }
      const after = moved.get(endpoint) ?? null;
      return { endpoint: { before: endpoint, after }, matched: after === null ? null : "path" };
    }),
    ...second
      .filter((endpoint) => !same.has(endpoint) && !known.has(endpoint))
      .map((after): Matched => ({ endpoint: { before: null, after }, matched: null })),
  ];
}

const endpointsOf = ({ connections }: Report): string[] => [
  ...new Set(connections.map(({ endpoint }) => endpoint)),
];

/** By the path and what follows it, where no other endpoint of either session has the same. */
function matchPaths(first: readonly string[], second: readonly string[]): Map<string, string> {
  const byPath = uniquely(second);
  const matched = new Map<string, string>();
  for (const [path, endpoint] of uniquely(first)) {
    const other = byPath.get(path);
    if (other !== undefined) matched.set(endpoint, other);
  }
  return matched;
}

function uniquely(endpoints: readonly string[]): Map<string, string> {
  const byPath = new Map<string, string>();
  const twice = new Set<string>();
  for (const endpoint of endpoints) {
    const path = pathOf(endpoint);
    if (byPath.has(path)) twice.add(path);
    byPath.set(path, endpoint);
  }
  for (const path of twice) byPath.delete(path);
  return byPath;
}

const pathOf = (endpoint: string): string => {
  const hostPort = parseUrl(endpoint)?.hostPort;
  return hostPort ? endpoint.slice(endpoint.indexOf(hostPort) + hostPort.length) : endpoint;
};
