/** The rows of each part that the filter leaves, found by a worker and followed while more arrive. */
import type { MessageContext } from "../filter/filter.ts";
import { createPositions, type Positions } from "../scan/positions.ts";
import type { Feed, Scanner } from "../scan/scanner.ts";
import type { MessageParts } from "./message-parts.ts";

export type FilterState = {
  isRunning: boolean;
  scannedRows: number;
  totalRows: number;
  /** For each message term of the filter, how many rows it holds for by itself. */
  termCounts: number[];
  problem: string | null;
};

export type FilteredParts = {
  /** Looks through what is new. Another text, or another answer about a connection: all of it. */
  follow(text: string, contexts: readonly MessageContext[]): void;
  state(): FilterState;
  count(part: number): number;
  /** The position of a shown row among all rows of its part. */
  positionAt(part: number, row: number): number;
  /** How many shown rows stand before a position. */
  rank(part: number, position: number): number;
  shift(part: number, gone: number): void;
};

type Scanned = { positions: Positions; end: number; sidesKey: string; heartbeatsKey: string };

/** Heartbeats are learned; beyond so many rows what was shown before is not judged again. */
const MAX_JUDGED_AGAIN = 100_000;
/** A store that changes under each scan is tried again so often at once. */
const MAX_AGAIN = 5;

export function createFilteredParts(
  source: MessageParts,
  tabId: number,
  allFed: boolean,
  scanner: Scanner,
  onChange: () => void,
): FilteredParts {
  let text = "";
  let contexts: readonly MessageContext[] = [];
  let scanned = new Map<string, Scanned>();
  let isRunning = false;
  let isWanted = false;
  let again = 0;
  let problem: string | null = null;
  let doneCounts: number[] = [];
  let runCounts: number[] = [];
  let progress = { scannedRows: 0, totalRows: 0 };

  const idOf = (part: number) => source.parts()[part]?.connection.id ?? "";
  const feed: Feed = (target, from, limit) => source.read(target, from, limit);

  const reset = () => {
    scanner.cancel();
    isRunning = false;
    problem = null;
    scanned = new Map();
    doneCounts = [];
    runCounts = [];
    progress = { scannedRows: 0, totalRows: 0 };
  };

  const run = () => {
    const parts = source.parts();
    const targets = parts.map(({ connection, kind }, part) => ({
      connectionId: connection.id,
      context: contexts[part] as MessageContext,
      from: scanned.get(connection.id)?.end ?? 0,
      isFed: allFed || kind === "samples",
    }));
    isRunning = true;
    isWanted = false;
    const ids = targets.map(({ connectionId }) => connectionId);
    const order = {
      tabId,
      filterText: text,
      search: null,
      by: "position" as const,
      targets,
      start: null,
      countsTerms: true,
    };
    scanner.scan(order, feed, {
      onFound(hits, { scannedRows, totalRows, termCounts }) {
        for (const { target, places } of hits) {
          scanned.get(ids[target] ?? "")?.positions.add(places);
        }
        progress = { scannedRows, totalRows };
        runCounts = termCounts;
        onChange();
      },
      onDone(ends, isComplete) {
        for (const [target, end] of ends.entries()) {
          const part = scanned.get(ids[target] ?? "");
          if (part) part.end = Math.max(part.end, end);
        }
        doneCounts = sum(doneCounts, runCounts);
        runCounts = [];
        isRunning = false;
        again = isComplete ? 0 : again + 1;
        // The store was written to in the meantime, or there is more by now.
        if (isWanted || (again > 0 && again < MAX_AGAIN)) run();
        onChange();
      },
      onProblem(message) {
        isRunning = false;
        problem = message;
        onChange();
      },
    });
  };

  return {
    follow(newText, newContexts) {
      const parts = source.parts();
      const keys = newContexts.map(({ sides, heartbeats }, part) => ({
        // Samples give way to what was recorded, which has other positions.
        sidesKey: JSON.stringify([sides, parts[part]?.kind]),
        heartbeatsKey: newText.toLowerCase().includes("is:heartbeat")
          ? JSON.stringify(heartbeats)
          : "",
      }));
      const isJudgedAnew = parts.some(({ connection, count }, part) => {
        const known = scanned.get(connection.id);
        if (!known) return false;
        if (known.sidesKey !== keys[part]?.sidesKey) return true;
        return known.heartbeatsKey !== keys[part]?.heartbeatsKey && count < MAX_JUDGED_AGAIN;
      });
      if (newText !== text || isJudgedAnew) reset();
      text = newText;
      contexts = newContexts;
      for (const [part, { connection }] of parts.entries()) {
        if (scanned.has(connection.id)) continue;
        const key = keys[part] ?? { sidesKey: "", heartbeatsKey: "" };
        scanned.set(connection.id, { positions: createPositions(), end: 0, ...key });
      }
      if (problem !== null) return;
      const hasMore = parts.some(
        ({ connection, count }) => count > (scanned.get(connection.id)?.end ?? 0),
      );
      if (!hasMore) return;
      if (isRunning) isWanted = true;
      else run();
    },
    state: () => ({
      isRunning,
      ...progress,
      termCounts: sum(doneCounts, runCounts),
      problem,
    }),
    count: (part) => scanned.get(idOf(part))?.positions.count() ?? 0,
    positionAt: (part, row) => scanned.get(idOf(part))?.positions.at(row) ?? -1,
    rank: (part, position) => scanned.get(idOf(part))?.positions.rank(position) ?? 0,
    shift(part, gone) {
      // What a scan that is running will still find would stand in the wrong places.
      if (isRunning) reset();
      const known = scanned.get(idOf(part));
      if (!known) return;
      known.positions.shift(gone);
      known.end = Math.max(0, known.end - gone);
    },
  };
}

const sum = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));
