import type { Connection } from "../../session/session.ts";
import { addressOf } from "../connection/address.ts";
import type { Cause } from "./cause.ts";

/** A name that is gone, or one host that is out of reach, while others answer is no lost network. */
export const butForOthers = (cause: Cause, isOtherHeard: () => boolean): Cause =>
  cause.told === "network-gone" && cause.id !== "network-lost" && isOtherHeard()
    ? { ...cause, told: null }
    : cause;

/** Whether anything was heard of a host; where it lies in one's own machine, it says nothing. */
export function createOtherHosts(connections: readonly Connection[]) {
  // Asked only where a name or the network is said to be gone.
  let heard: ReadonlyMap<string, Heard[]> | null = null;
  return {
    isHeard: (hostPort: string, from: number, until: number): boolean => {
      heard ??= hearHosts(connections);
      return [...heard].some(
        ([other, all]) => other !== hostPort && all.some((each) => spokeIn(each, from, until)),
      );
    },
  };
}

/** When it opened and last received, and the longest that it heard nothing between the two. */
type Heard = { openAt: number; lastAt: number; gapMs: number };

/** That it stays open is no sign of life: a network goes without a word. */
const spokeIn = ({ openAt, lastAt, gapMs }: Heard, from: number, until: number): boolean =>
  [openAt, lastAt].some((at) => at > from && at < until) ||
  (openAt <= from && lastAt >= until && gapMs < until - from);

function hearHosts(connections: readonly Connection[]): Map<string, Heard[]> {
  const heard = new Map<string, Heard[]>();
  for (const connection of connections) {
    const { open, receive, traffic } = connection;
    const hostPort = addressOf(connection)?.hostPort;
    if (!open || hostPort === undefined || LOCAL.test(hostPort)) continue;
    const all = heard.get(hostPort) ?? [];
    heard.set(hostPort, all);
    all.push({
      openAt: open.at,
      lastAt: receive.lastAt ?? open.at,
      gapMs: traffic.receive.longestGap?.ms ?? Number.POSITIVE_INFINITY,
    });
  }
  return heard;
}

const LOCAL = /^(?:localhost|127\.|\[::1\])/;
