import type { SessionChanges } from "../session/changes.ts";
import type { Connection } from "../session/session.ts";
import { weighConnection } from "../session/weigh.ts";

/** A message of a port must stay below 64 MiB, and text may take two bytes a letter. */
const MAX_PART_BYTES = 16 * 1024 * 1024;

/** Changes in parts that a message can hold, in their order; most of the time it is one. */
export function splitChanges(
  { meta, connections, removed }: SessionChanges,
  maxBytes = MAX_PART_BYTES,
): [SessionChanges, ...SessionChanges[]] {
  let part: Connection[] = [];
  let bytes = 0;
  const first: SessionChanges = { meta, connections: part, removed };
  const rest: SessionChanges[] = [];
  for (const connection of connections) {
    const weight = weighConnection(connection);
    if (bytes + weight > maxBytes && part.length > 0) {
      part = [];
      bytes = 0;
      rest.push({ meta, connections: part, removed: [] });
    }
    part.push(connection);
    bytes += weight;
  }
  return [first, ...rest];
}
