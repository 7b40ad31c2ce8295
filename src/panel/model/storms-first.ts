import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { FindingIndex } from "./finding-index.ts";

/** A storm is to be seen at a glance, however many endpoints there are: in the list as in the timeline. */
export function stormsFirst(
  groups: readonly EndpointGroup[],
  storms: FindingIndex["storms"],
): EndpointGroup[] {
  const rank = ({ endpoint }: EndpointGroup) => Number(!storms.has(endpoint));
  return groups.toSorted((a, b) => rank(a) - rank(b));
}
