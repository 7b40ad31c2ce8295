/** One search: through all that a scope has, and then through what arrives in it. */
import type { FindScope, FindTarget } from "./find-scope.ts";
import { createHits, type FoundHits } from "./hits.ts";
import type { SearchText } from "./scan-protocol.ts";
import type { Scanner } from "./scanner.ts";

export type SearchListener = {
  /** `progress`: 0 to 1. */
  onFound(progress: number): void;
  /** All that was there is looked through; called again whenever more arrived. */
  onDone(): void;
  onProblem(message: string): void;
};

export type SearchRun = { hits: FoundHits; cancel(): void };

/** In a flood, too, what arrives costs one look a second. */
const FOLLOW_EVERY_MS = 1_000;

export function startSearch(
  scanner: Scanner,
  given: FindScope,
  /** Null: all that the filter of the scope leaves. */
  search: SearchText | null,
  listener: SearchListener,
): SearchRun {
  const hits = createHits();
  /** The first number of each target that was not looked at. */
  const ends = new Map<string, number>();
  let scope = given;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isCancelled = false;

  const endOf = (target: FindTarget) => ends.get(keyOf(target)) ?? 0;
  const hasMore = (target: FindTarget) => target.lastSeq >= endOf(target);

  const scan = () => {
    hits.arrange(scope.targets.map(({ connectionId }) => connectionId));
    const { tabId, filterText, start, read } = scope;
    const targets = scope.targets.filter(hasMore);
    const idOf = (target: number) => targets[target]?.connectionId ?? "";
    const startAt = targets.findIndex(({ connectionId }) => connectionId === start?.connectionId);
    const order = {
      tabId,
      filterText,
      search,
      by: "seq" as const,
      targets: targets.map((target) => ({
        connectionId: target.connectionId,
        context: target.context(),
        from: endOf(target),
        isFed: target.isFed,
      })),
      start: start && startAt >= 0 ? { target: startAt, place: start.seq } : null,
      countsTerms: false,
    };
    scanner.scan(order, (target, from, limit) => read(idOf(target), from, limit), {
      onFound(found, { scannedRows, totalRows }) {
        for (const { target, places } of found) hits.add(idOf(target), places);
        listener.onFound(Math.min(0.99, scannedRows / Math.max(1, totalRows)));
      },
      onDone(scanned) {
        for (const [i, target] of targets.entries()) {
          ends.set(keyOf(target), Math.max(endOf(target), scanned[i] ?? 0));
        }
        listener.onDone();
        followSoon();
      },
      onProblem: listener.onProblem,
    });
  };

  const followSoon = () => {
    if (!isCancelled) timer = setTimeout(() => void follow(), FOLLOW_EVERY_MS);
  };

  const follow = async () => {
    // Where it cannot be read now, it may be in a second.
    const now = await scope.again().catch(() => null);
    if (isCancelled) return;
    scope = now ?? scope;
    if (scope.targets.some(hasMore)) scan();
    else followSoon();
  };

  scan();
  return {
    hits,
    cancel() {
      isCancelled = true;
      clearTimeout(timer);
      scanner.cancel();
    },
  };
}

/** The few that watching keeps give way to all that was recorded: those were not looked at yet. */
const keyOf = ({ connectionId, isFed }: FindTarget): string => `${connectionId} ${isFed}`;
