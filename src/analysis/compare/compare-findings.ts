import type { Finding, Report } from "../finding.ts";
import type { Compared, Counted, CountedTwice } from "./compared.ts";
import type { Matched } from "./match-endpoints.ts";

/** Which findings went, came and stayed, by their id, their kind and the endpoint that they are of. */
export function compareFindings(
  before: Report,
  after: Report,
  endpoints: readonly Matched[],
): Compared["findings"] {
  const toFirst = new Map(
    endpoints.map(({ endpoint }) => [endpoint.after ?? "", endpoint.before ?? endpoint.after]),
  );
  const first = count(before, (endpoint) => endpoint);
  const second = count(after, (endpoint) =>
    endpoint === null ? null : (toFirst.get(endpoint) ?? endpoint),
  );
  const both: CountedTwice[] = [];
  for (const [key, { count: times, ...known }] of first) {
    const later = second.get(key);
    if (later) both.push({ ...known, before: times, after: later.count });
  }
  return {
    gone: [...first].flatMap(([key, each]) => (second.has(key) ? [] : [each])),
    fresh: [...second].flatMap(([key, each]) => (first.has(key) ? [] : [each])),
    both,
  };
}

function count(
  { connections, findings }: Report,
  named: (endpoint: string | null) => string | null,
): Map<string, Counted> {
  const endpointOf = new Map(connections.map(({ id, endpoint }) => [id, endpoint]));
  const counted = new Map<string, Counted>();
  for (const finding of findings) {
    const endpoint = named(whereOf(finding, endpointOf));
    const { id, variant = null, severity, title } = finding;
    const key = JSON.stringify([id, variant, endpoint]);
    const known = counted.get(key);
    if (known) known.count++;
    else counted.set(key, { id, variant, severity, title, endpoint, count: 1 });
  }
  return counted;
}

function whereOf({ subject }: Finding, endpointOf: ReadonlyMap<string, string>): string | null {
  if (subject.kind === "connection") return endpointOf.get(subject.id) ?? subject.url;
  return subject.kind === "series" ? subject.url : null;
}
