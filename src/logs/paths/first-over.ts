import type { WantedConnection } from "../wanted.ts";
import type { Hop } from "./hop.ts";

/** The hop that was over before all others and the page, as far as the clocks can say; null: they cannot, or the page was. */
export function firstOver({ endedAt }: WantedConnection, hops: readonly Hop[]): number | null {
  const ends = hops.map(({ end, uncertaintyMs }, hop) => ({ hop, end, uncertaintyMs }));
  const known = ends.filter(({ end }) => end !== null);
  const [first] = known.sort((a, b) => (a.end ?? 0) - (b.end ?? 0));
  if (!first || first.end === null) return null;
  const { end, uncertaintyMs } = first;
  const rivals = [endedAt, ...known.slice(1).map((each) => each.end)];
  const isFirst = rivals.every((other) => other === null || end + uncertaintyMs < other);
  return isFirst ? first.hop : null;
}
