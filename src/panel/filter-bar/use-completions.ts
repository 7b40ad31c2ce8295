import { useEffect, useMemo, useState } from "preact/hooks";
import type { Connection } from "../../session/session.ts";
import type { Completions } from "./complete.ts";

type Complete = typeof import("./complete.ts").completeFilter;

/** Loaded with the first letter that is typed. */
let known: Complete | null = null;

/** What could stand at the caret; null where none is asked for. */
export function useCompletions(
  text: string,
  caret: number | null,
  connections: readonly Connection[],
): Completions | null {
  const [complete, setComplete] = useState<Complete | null>(() => known);
  const isWanted = caret !== null;
  useEffect(() => {
    if (!isWanted || complete) return;
    // Without it the filter works as well: nothing is offered.
    import("./complete.ts").then(
      ({ completeFilter }) => {
        known = completeFilter;
        setComplete(() => completeFilter);
      },
      () => {},
    );
  }, [isWanted, complete]);
  return useMemo(
    () => (caret === null || !complete ? null : complete(text, caret, connections)),
    [text, caret, connections, complete],
  );
}
