import { parseUrl } from "../../session/endpoint.ts";
import { isPrivateHost } from "../../session/host.ts";
import type { Connection } from "../../session/session.ts";
import data from "../data/idle-limits.json" with { type: "json" };
import { seenSigns } from "./proxy-signs.ts";

/** Whose silence: nothing either way, nothing from the server, nothing from the page. */
export type Silence = "either" | "receive" | "send";

/** A default of well-known software, or the rule of a service, that ends a connection. */
export type KnownLimit = {
  name: string;
  kind: "idle" | "lifetime";
  seconds: number;
  /** Idle only. */
  silence?: Silence;
  /** The server pings by default before it comes to that; the page sees nothing of it. */
  pings?: true;
  /** Whose job a change is; fixed: nobody can. */
  who: "proxy" | "server" | "fixed";
  /** Software that may run anywhere, unlike a cloud's own balancer. */
  everywhere: boolean;
  signs: string[];
  change?: string;
  setting?: string;
  confidence: "high" | "medium";
  source: string;
};

export const KNOWN_LIMITS = data.limits as KnownLimit[];

/** A limit that fits, and what of this connection shows that it is there at all. */
export type Candidate = { limit: KnownLimit; sign: string | null };

/** A known limit that fires is exact to the network's delay; 2 % of 60 s are 1.2 s. */
const KNOWN_FRACTION = 0.02;

export const fitsLimit = (ms: number, { seconds }: KnownLimit): boolean =>
  Math.abs(ms - seconds * 1_000) <= seconds * 1_000 * KNOWN_FRACTION;

/** Shown by a header or the host; or at least software that may run on any host, public or not. */
const isPossible = ({ limit, sign }: Candidate, isPrivate: boolean): boolean =>
  sign !== null || (limit.who === "proxy" && (limit.everywhere || !isPrivate));

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
  const seen = seenSigns(connection);
  // A cloud's own balancer is never in front of a private host.
  const isPrivate = isPrivateHost(parseUrl(connection.url)?.host ?? "");
  return fitting
    .map((limit) => ({ limit, sign: firstSeen(limit, seen) }))
    .filter((candidate) => isPossible(candidate, isPrivate))
    .sort((a, b) => weigh(b) - weigh(a));
}

const firstSeen = ({ signs }: KnownLimit, seen: ReadonlyMap<string, string>): string | null =>
  signs.map((sign) => seen.get(sign)).find((line) => line !== undefined) ?? null;
