import type { Outage } from "../../analysis/finding.ts";
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { FindingIndex } from "./finding-index.ts";

type Known = Pick<FindingIndex, "storms" | "byConnection">;

/**
 * Sick first, then busy, then quiet: to be seen at a glance, however many endpoints there are, in
 * the list as on the timeline. Within a rank they keep their order, so that nothing jumps.
 */
export function rankGroups(
  groups: readonly EndpointGroup[],
  known: Known,
  outages: readonly Outage[],
): EndpointGroup[] {
  const down = new Map<string, Outage["state"]>();
  for (const { state, endpoints } of outages) {
    if (state !== "going-on" && state !== "given-up") continue;
    for (const endpoint of endpoints) {
      if (down.get(endpoint) !== "going-on") down.set(endpoint, state);
    }
  }
  const ranks = new Map(groups.map((group) => [group, rankOf(group, known, down)]));
  return groups.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

function rankOf(
  { endpoint, connections, openCount }: EndpointGroup,
  { storms, byConnection }: Known,
  down: ReadonlyMap<string, Outage["state"]>,
): number {
  const storm = storms.get(endpoint);
  if (storm?.until === null) return 0;
  const state = down.get(endpoint);
  if (state === "going-on") return 1;
  if (state === "given-up") return 2;
  const newest = connections[0];
  const [primary] = (newest && byConnection.get(newest.id)) ?? [];
  if (newest?.end && primary?.primary && primary.severity === "error") return 3;
  if (storm) return 4;
  if (openCount === 0) return 7;
  return connections.some(({ end, send, receive }) => !end && send.count + receive.count > 0)
    ? 5
    : 6;
}
