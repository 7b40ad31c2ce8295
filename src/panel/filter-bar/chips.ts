import type { Connection } from "../../session/session.ts";
import type { Filter, Place, Term } from "../filter/filter.ts";
import type { FindingsOf } from "../filter/findings-of.ts";

/** One term as a chip: what it says and how much it leaves by itself; null where nobody has looked. */
export type Chip = Place & {
  text: string;
  scope: Term["scope"];
  side: number;
  hits: number | null;
};

/** `termCounts`: of the terms about messages, in their order. */
export function chipsOf(
  filter: Filter,
  connections: readonly Connection[],
  findingsOf: FindingsOf,
  termCounts: readonly number[] | null,
): Chip[] {
  let messageTerm = 0;
  return filter.sides.flatMap((side, at) =>
    side.map((term): Chip => {
      const { from, to, scope } = term;
      const hits =
        term.scope === "message"
          ? (termCounts?.[messageTerm++] ?? null)
          : connections.filter(
              (connection) => term.matches(connection, findingsOf(connection)) !== term.negated,
            ).length;
      return { from, to, scope, text: filter.text.slice(from, to), side: at, hits };
    }),
  );
}
