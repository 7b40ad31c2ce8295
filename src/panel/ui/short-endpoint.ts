export type ShortEndpoint = { before: string; head: string; tail: string };

/** Fits beside a mark and a count in the narrowest list. */
const TAIL_LENGTH = 18;

/**
 * What a narrow row shows of an endpoint. Where it is too long the head is cut: the end of the path
 * is what tells endpoints apart.
 */
export function shortEndpoint(endpoint: string): ShortEndpoint {
  const scheme = /^wss?:\/\//.exec(endpoint)?.[0] ?? "";
  const name = endpoint.slice(scheme.length);
  const from = tailStart(name);
  return {
    // The secure scheme is the rule; the other one is worth its place.
    before: scheme === "ws://" ? scheme : "",
    head: name.slice(0, from),
    tail: name.slice(from),
  };
}

/** At the first slash that leaves a tail of the right length, so that whole segments are shown. */
function tailStart(name: string): number {
  const earliest = Math.max(0, name.length - TAIL_LENGTH);
  // The last character is left out: a slash at the very end would be a tail that says nothing.
  const slash = name.slice(0, -1).indexOf("/", earliest);
  return slash === -1 ? earliest : slash;
}
