import type { SizeLimit } from "../../services/service.ts";
import { SERVICE_ROWS, SERVICES, type ServiceName } from "../../services/services.ts";
import type { Connection } from "../../session/session.ts";
import { servicesOf } from "../connection/services.ts";

/** How large a message the common servers take unless they are told otherwise, the smallest first. */
const SIZE_LIMITS: readonly (SizeLimit & { of: ServiceName })[] = SERVICE_ROWS.flatMap(
  ([of, { sizes = [] }]) => sizes.map((size) => ({ of, ...size })),
).sort((a, b) => a.bytes - b.bytes);

/** Powers of two lie close; a message far beyond a limit points to no one of them. */
const ABOVE = 1.1;

/**
 * The limit that a message of this size had reached. A recognised service's or software's own limit
 * counts however far it was passed; another service's does not count at all.
 */
export function nearestLimit(bytes: number, connection: Connection): SizeLimit | null {
  const seen = new Set(servicesOf(connection).map(({ name }) => name));
  const own = SIZE_LIMITS.findLast((limit) => bytes >= limit.bytes && seen.has(limit.of));
  if (own) return own;
  return (
    SIZE_LIMITS.findLast(
      (limit) =>
        // What speaks a protocol of its own would have been recognised.
        SERVICES[limit.of].is === "server" && bytes >= limit.bytes && bytes <= limit.bytes * ABOVE,
    ) ?? null
  );
}
