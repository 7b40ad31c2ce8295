/** The order in which the list and the timeline have endpoints, and the list their connections. */
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { Connection } from "../../session/session.ts";

export const SORTS = {
  rank: "Sick first",
  name: "Name",
  state: "State",
  started: "Started last",
  lasted: "Lasted longest",
  messages: "Most messages",
  bytes: "Most bytes",
  "last-close": "Closed last",
} as const;

export type SortBy = keyof typeof SORTS;
export const SORT_KEYS = Object.keys(SORTS) as SortBy[];

type Measure = (connection: Connection, nowMs: number) => number;

/** What is more stands first. Of several connections the one with the most counts, or their sum. */
const MEASURES: Partial<Record<SortBy, { of: Measure; sums?: true }>> = {
  state: { of: ({ open, end }) => (end ? 0 : open ? 2 : 1) },
  started: { of: ({ createdAt }) => createdAt },
  lasted: { of: ({ createdAt, end }, nowMs) => (end?.at ?? nowMs) - createdAt },
  messages: { of: ({ send, receive }) => send.count + receive.count, sums: true },
  bytes: { of: ({ send, receive }) => send.sizeBytes + receive.sizeBytes, sums: true },
  "last-close": { of: ({ end }) => end?.at ?? 0 },
};

/** `ranked`: sick first; what is equal keeps that order. */
export function sortGroups(
  ranked: readonly EndpointGroup[],
  by: SortBy,
  nameOf: (endpoint: string) => string,
  nowMs: number,
): EndpointGroup[] {
  if (by === "name") {
    const names = new Map(ranked.map(({ endpoint }) => [endpoint, nameOf(endpoint)]));
    const ofGroup = ({ endpoint }: EndpointGroup) => names.get(endpoint) ?? endpoint;
    return ranked.toSorted((a, b) => byName.compare(ofGroup(a), ofGroup(b)));
  }
  const measure = MEASURES[by];
  if (!measure) return [...ranked];
  const measured = new Map(
    ranked.map(({ id, connections }) => [
      id,
      connections.reduce((all, connection) => {
        const one = measure.of(connection, nowMs);
        return measure.sums ? all + one : Math.max(all, one);
      }, 0),
    ]),
  );
  return ranked.toSorted((a, b) => (measured.get(b.id) ?? 0) - (measured.get(a.id) ?? 0));
}

/** Of two rows of one endpoint; newest first where the order says nothing of connections. */
export function compareConnections(by: SortBy, nowMs: number) {
  const measure = MEASURES[by]?.of;
  return (a: Connection, b: Connection): number =>
    (measure ? measure(b, nowMs) - measure(a, nowMs) : 0) || b.createdAt - a.createdAt;
}

/** "stream-2" before "stream-10". */
const byName = new Intl.Collator("en", { numeric: true });
