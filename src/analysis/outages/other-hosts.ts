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
  let heard: ReadonlyMap<string, number[]> | null = null;
  return {
    isHeard: (hostPort: string, from: number, until: number): boolean => {
      heard ??= hearHosts(connections);
      return [...heard].some(
        ([other, times]) => other !== hostPort && times.some((at) => at > from && at < until),
      );
    },
  };
}

function hearHosts(connections: readonly Connection[]): Map<string, number[]> {
  const heard = new Map<string, number[]>();
  for (const connection of connections) {
    const { open, receive } = connection;
    const hostPort = addressOf(connection)?.hostPort;
    if (!open || hostPort === undefined || LOCAL.test(hostPort)) continue;
    const times = heard.get(hostPort) ?? [];
    heard.set(hostPort, times);
    // That it stays open is no sign of life: a network goes without a word.
    times.push(open.at, ...(receive.lastAt === null ? [] : [receive.lastAt]));
  }
  return heard;
}

const LOCAL = /^(?:localhost|127\.|\[::1\])/;
