/** What to call endpoints beside each other: by what tells them apart, the same wherever they are listed. */
import { parseUrl } from "../protocol/parse-url.ts";

/** The name of an endpoint among the others; one that is not among them is named by itself. */
export type EndpointNames = (endpoint: string) => string;

/** A step on the way to an endpoint: its host, or a part of its path. */
type Step = { children: Map<string, Step>; endpoints: number };

type Way = { host: string; path: string[]; query: string[] };

/**
 * Of forty addresses that begin and end alike only the part between says anything: what all of them
 * share is left out, "…" stands for what lies between two parts that tell.
 *
 * wss://rt.example/eu/billing/stream-17?tenant=acme → "billing/stream-17"
 */
export function createEndpointNames(endpoints: Iterable<string>): EndpointNames {
  const ways = new Map([...new Set(endpoints)].map((endpoint) => [endpoint, wayOf(endpoint)]));
  const known = [...ways.values()].filter((way) => way !== null);
  if (known.length === 1) return nameAlone;
  const root = buildTree(known);
  const names = new Map<string, string>();
  const byPath = groupBy([...ways.keys()], (endpoint) => {
    const way = ways.get(endpoint);
    return way ? nameByPath(root, way) : endpoint;
  });
  for (const [name, alike] of byPath) {
    const shared = sharedPairs(alike.map((endpoint) => ways.get(endpoint)?.query ?? []));
    const withQuery = groupBy(alike, (endpoint) =>
      alike.length === 1 ? name : name + queryText(ways.get(endpoint)?.query ?? [], shared),
    );
    for (const [told, same] of withQuery) {
      // Of the same place by both schemes the address says which is which.
      for (const endpoint of same) names.set(endpoint, same.length === 1 ? told : endpoint);
    }
  }
  return (endpoint) => names.get(endpoint) ?? nameAlone(endpoint);
}

/** Host and path: where there is nothing to be told apart from. */
function nameAlone(endpoint: string): string {
  const way = wayOf(endpoint);
  return way ? [way.host, ...way.path].join("/") : endpoint;
}

function wayOf(endpoint: string): Way | null {
  const parts = parseUrl(endpoint);
  if (!parts) return null;
  const path = parts.path.split("/").filter((segment) => segment !== "");
  const query = parts.query === null || parts.query === "" ? [] : parts.query.split("&");
  return { host: parts.hostPort, path, query };
}

const createStep = (): Step => ({ children: new Map(), endpoints: 0 });

function buildTree(ways: readonly Way[]): Step {
  const root = createStep();
  for (const { host, path } of ways) {
    let step = root;
    for (const key of [host, ...path]) {
      const next = step.children.get(key) ?? createStep();
      step.children.set(key, next);
      step = next;
    }
    step.endpoints++;
  }
  return root;
}

/** Whether what follows this step has to be said: there are several, or one ends here. */
const isFork = ({ children, endpoints }: Step): boolean =>
  children.size > 1 || (children.size === 1 && endpoints > 0);

/** The host where there are several, and of the path what was chosen at a fork, and where one ends. */
function nameByPath(root: Step, { host, path }: Way): string {
  let step = root.children.get(host) ?? createStep();
  const isHostTold = isFork(root) || path.length === 0;
  const told: string[] = isHostTold ? [host] : [];
  let skipped = 0;
  for (const segment of path) {
    const isChoice = isFork(step);
    step = step.children.get(segment) ?? createStep();
    const isTold = isChoice || step.endpoints > 0;
    if (!isTold) skipped++;
    else {
      if (skipped > 0 && told.length > 0) told.push("…");
      // From the root of the host on it is a path, and written as one.
      told.push(skipped === 0 && told.length === 0 ? `/${segment}` : segment);
      skipped = 0;
    }
  }
  return told.join("/");
}

function sharedPairs(queries: readonly string[][]): ReadonlySet<string> {
  const [first = [], ...others] = queries;
  return others.reduce(
    (shared, query) => new Set(query.filter((pair) => shared.has(pair))),
    new Set(first),
  );
}

function queryText(query: readonly string[], shared: ReadonlySet<string>): string {
  const own = query.filter((pair) => !shared.has(pair));
  return own.length === 0 ? "" : `?${own.join("&")}`;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** For a line with other words in it. Of a name the end says most, so the rest is cut before it. */
export const cutName = (name: string): string =>
  name.length > MAX_NAME ? `${name.slice(0, HEAD)}…${name.slice(HEAD + 1 - MAX_NAME)}` : name;

const MAX_NAME = 40;
const HEAD = 12;
