/** The order in which the list and the timeline have endpoints, and the list their connections. */
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { Connection } from "../../session/session.ts";
import { readChoice, rememberChoice } from "../ui/remembered.ts";

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
/** `reversed`: what would stand first stands last. */
export type Order = { by: SortBy; reversed: boolean };

/** By a click on the head of a column: so, then the other way round, then the sick first again. */
export function orderAfter({ by, reversed }: Order, clicked: SortBy): Order {
  if (by !== clicked) return { by: clicked, reversed: false };
  return reversed ? { by: "rank", reversed: false } : { by, reversed: true };
}

const orderAsKept = ({ by, reversed }: Order): string => (reversed ? `-${by}` : by);

/** As it was left; the sick first while nothing was chosen. */
export function readOrder(): Order {
  const orders = SORT_KEYS.flatMap((by) => [
    { by, reversed: false },
    { by, reversed: true },
  ]);
  const kept = readChoice("list-sort", orders.map(orderAsKept));
  return orders.find((order) => orderAsKept(order) === kept) ?? { by: "rank", reversed: false };
}

export const rememberOrder = (order: Order): void =>
  rememberChoice("list-sort", orderAsKept(order));

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
  { by, reversed }: Order,
  nameOf: (endpoint: string) => string,
  nowMs: number,
): EndpointGroup[] {
  const sign = reversed ? -1 : 1;
  if (by === "name") {
    const names = new Map(ranked.map(({ endpoint }) => [endpoint, nameOf(endpoint)]));
    const ofGroup = ({ endpoint }: EndpointGroup) => names.get(endpoint) ?? endpoint;
    return ranked.toSorted((a, b) => sign * byName.compare(ofGroup(a), ofGroup(b)));
  }
  const measure = MEASURES[by];
  if (!measure) return reversed ? ranked.toReversed() : [...ranked];
  const measured = new Map(
    ranked.map(({ id, connections }) => [
      id,
      connections.reduce((all, connection) => {
        const one = measure.of(connection, nowMs);
        return measure.sums ? all + one : Math.max(all, one);
      }, 0),
    ]),
  );
  return ranked.toSorted((a, b) => sign * ((measured.get(b.id) ?? 0) - (measured.get(a.id) ?? 0)));
}

/** Of two rows of one endpoint; newest first where the order says nothing of connections. */
export function compareConnections({ by, reversed }: Order, nowMs: number) {
  const measure = MEASURES[by]?.of;
  const sign = reversed ? -1 : 1;
  return (a: Connection, b: Connection): number =>
    (measure ? sign * (measure(b, nowMs) - measure(a, nowMs)) : 0) || b.createdAt - a.createdAt;
}

/** "stream-2" before "stream-10". */
const byName = new Intl.Collator("en", { numeric: true });
