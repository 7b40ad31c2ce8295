/** One search: through all that a scope has, then through what arrives, and without what goes. */

import type { SearchText } from "../scan/scan-protocol.ts";
import type { Scanner } from "../scan/scanner.ts";
import type { FindScope, FindTarget } from "./find-scope.ts";
import { createHits, type FoundHits } from "./hits.ts";

export type SearchListener = {
  /** `progress`: 0 to 1. */
  onFound(progress: number): void;
  /** All that was there is looked through; called again whenever more arrived, or something went. */
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

  const takeTargets = () => {
    hits.arrange(scope.targets.map(({ connectionId }) => connectionId));
    // One that is cleared, and brought back by "Undo", is looked through anew.
    const kept = new Set(scope.targets.map(keyOf));
    for (const key of ends.keys()) if (!kept.has(key)) ends.delete(key);
  };

  /** Only where something went, and then only in connections in which something was found. */
  const dropGone = async ({ wentCount, clearedAt }: FindScope) => {
    if (scope.clearedAt !== clearedAt) {
      hits.arrange([]);
      ends.clear();
    }
    takeTargets();
    if (scope.wentCount === wentCount) return;
    for (const connectionId of hits.countByConnection().keys()) {
      const [first] = await scope.read(connectionId, 0, 1);
      hits.dropBefore(connectionId, first?.seq ?? Number.POSITIVE_INFINITY);
    }
  };

  const scan = () => {
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
    const before = scope;
    const countBefore = hits.count();
    try {
      scope = (await scope.again()) ?? scope;
      await dropGone(before);
    } catch {
      // Where it cannot be read now, it may be in a second.
      scope = before;
    }
    if (isCancelled) return;
    if (hits.count() !== countBefore) listener.onDone();
    if (scope.targets.some(hasMore)) scan();
    else followSoon();
  };

  takeTargets();
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
