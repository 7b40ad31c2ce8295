/** What a narrow row shows of an endpoint: the host may be cut, the path is what tells them apart. */
export function shortEndpoint(endpoint: string): { before: string; name: string } {
  const scheme = /^wss?:\/\//.exec(endpoint)?.[0] ?? "";
  // The secure scheme is the rule; the other one is worth its place.
  return { before: scheme === "ws://" ? scheme : "", name: endpoint.slice(scheme.length) };
}
