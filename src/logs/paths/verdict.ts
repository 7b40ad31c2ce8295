/** Which hop ended a connection, by what all of them say of it. */

import { howSure } from "../join/assign.ts";
import type { CauseKind, LogCause } from "../record.ts";
import type { Hop } from "./hop.ts";

export type Verdict = {
  kind: CauseKind;
  /** The hop whose words tell it. */
  teller: number;
  /**
   * before: on the browser's side of the first hop; at: a hop itself; between: after this hop and
   * before the next; behind: the server behind the last hop that has a log.
   */
  where: { is: "before" } | { is: "at" | "between" | "behind"; hop: number };
  cause: LogCause;
  how: Hop["how"];
  likelihood: number;
};

export function judgeHops(hops: readonly Hop[]): Verdict | null {
  const own = firstToEnd(hops, (hop) => hop.cause?.by === "self");
  if (own >= 0) return verdict(hops, own, { is: "at", hop: own });
  // Each says that the next one did it: the last of them is nearest to who did.
  const last = hops.findLastIndex(({ cause }) => cause?.by === "server");
  if (last >= 0) {
    const next = hops[last + 1];
    if (!next) return verdict(hops, last, { is: "behind", hop: last });
    const isDenied = next.cause?.by === "client";
    return verdict(
      hops,
      last,
      isDenied ? { is: "between", hop: last } : { is: "at", hop: last + 1 },
    );
  }
  const first = hops.findIndex(({ cause }) => cause?.by === "client");
  if (first < 0) return null;
  // What no hop before it says was not on the browser's side, or was not noticed there.
  if (first > 0 && hops[first - 1]?.cause?.by === null) {
    return verdict(hops, first, { is: "between", hop: first - 1 });
  }
  return verdict(hops, first, { is: "before" });
}

function verdict(hops: readonly Hop[], teller: number, where: Verdict["where"]): Verdict | null {
  const hop = hops[teller];
  if (!hop?.cause) return null;
  const { cause, ofCause } = hop;
  const how = hop.how === "exact" && ofCause === 1 ? "exact" : howSure(ofCause);
  return { kind: cause.kind, teller, where, cause, how, likelihood: ofCause };
}

function firstToEnd(hops: readonly Hop[], isMeant: (hop: Hop) => boolean): number {
  let best = -1;
  for (const [i, hop] of hops.entries()) {
    if (!isMeant(hop)) continue;
    const before = hops[best];
    if (
      !before ||
      (hop.end !== null && before.end !== null && hop.end < before.end - hop.uncertaintyMs)
    ) {
      best = i;
    }
  }
  return best;
}
