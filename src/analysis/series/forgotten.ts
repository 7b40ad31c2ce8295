import type { ForgottenEndpoint, Session } from "../../session/session.ts";
import type { SeriesGroup } from "./series.ts";

/**
 * What went before the oldest connection of a series that is still kept. Of an endpoint with several
 * series nobody knows whose it was: then nothing is said of it.
 */
export function createForgotten(
  session: Session,
  series: readonly SeriesGroup[],
): (group: SeriesGroup) => ForgottenEndpoint | null {
  const known = new Map(session.forgottenEndpoints.map((one) => [one.endpoint, one]));
  if (known.size === 0) return () => null;
  const times = new Map<string, number>();
  for (const { url } of series) times.set(url, (times.get(url) ?? 0) + 1);
  return ({ url }) => (times.get(url) === 1 ? (known.get(url) ?? null) : null);
}
