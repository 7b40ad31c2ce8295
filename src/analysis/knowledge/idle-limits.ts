import { parseUrl } from "../../protocol/parse-url.ts";
import type { TimeLimit } from "../../services/service.ts";
import { SERVICE_ROWS, SERVICES, type ServiceName } from "../../services/services.ts";
import { isPrivateHost } from "../../session/host.ts";
import type { Connection } from "../../session/session.ts";
import { servicesOf } from "../connection/services.ts";

export type KnownLimit = TimeLimit & { of: ServiceName };

export const KNOWN_LIMITS: readonly KnownLimit[] = SERVICE_ROWS.flatMap(([of, { limits = [] }]) =>
  limits.map((limit) => ({ of, ...limit })),
);

/** A limit that fits, and what of this connection shows that it is there at all. */
export type Candidate = { limit: KnownLimit; sign: string | null };

/** A known limit that fires is exact to the network's delay; 2 % of 60 s are 1.2 s. */
const KNOWN_FRACTION = 0.02;

export const fitsLimit = (ms: number, { seconds }: KnownLimit): boolean =>
  Math.abs(ms - seconds * 1_000) <= seconds * 1_000 * KNOWN_FRACTION;

/**
 * Shown by a header or the host; or at least software that may run on any host, public or not. A
 * cloud that bounds a connection's whole life always shows itself.
 */
const isPossible = ({ limit, sign }: Candidate, isPrivate: boolean): boolean =>
  sign !== null ||
  (limit.who === "proxy" &&
    (SERVICES[limit.of].is === "proxy" || (!isPrivate && limit.kind === "idle")));

const weigh = ({ limit, sign }: Candidate): number =>
  (sign === null ? 0 : 2) + (limit.confidence === "high" ? 1 : 0);

/**
 * The limits of a kind that fit, the likeliest first: what the handshake or the host shows to be on
 * the way before what merely has the same number, surer sources before others.
 */
export function rankLimits(
  connection: Connection,
  kind: KnownLimit["kind"],
  fits: (limit: KnownLimit) => boolean,
): Candidate[] {
  const fitting = KNOWN_LIMITS.filter((limit) => limit.kind === kind && fits(limit));
  if (fitting.length === 0) return [];
  const seen = new Map(servicesOf(connection).map(({ name, by }) => [name, by]));
  // A cloud's own balancer is never in front of a private host.
  const isPrivate = isPrivateHost(parseUrl(connection.url)?.host ?? "");
  return fitting
    .map((limit) => ({ limit, sign: seen.get(limit.of) ?? null }))
    .filter((candidate) => isPossible(candidate, isPrivate))
    .sort((a, b) => weigh(b) - weigh(a));
}
