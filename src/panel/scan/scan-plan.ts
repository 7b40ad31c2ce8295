/** Which segments of the store must be looked through, and where their rows stand. */
import { connectionIdOf } from "../../session/connection.ts";
import type { IndexEntry } from "../../store/database.ts";
import type { ScanRequest } from "./scan-protocol.ts";

/** Position of the first row of a connection in a segment, by its number in the document. */
export type PlannedSegment = {
  entry: IndexEntry;
  firsts: Map<number, { target: number; position: number }>;
  rows: number;
};

/** `entries`: in the order of documents, and of the numbers within each. */
export function planScan(
  entries: readonly IndexEntry[],
  { targets, start, by }: Pick<ScanRequest, "targets" | "start" | "by">,
): PlannedSegment[] {
  const targetOf = new Map(targets.map(({ connectionId }, i) => [connectionId, i]));
  const nextPositions = targets.map(() => 0);
  const plan: PlannedSegment[] = [];
  let startAt = 0;
  for (const entry of entries) {
    const segment: PlannedSegment = { entry, firsts: new Map(), rows: 0 };
    for (const [number, rows] of entry.counts) {
      const target = targetOf.get(connectionIdOf(entry.documentId, number));
      if (target === undefined) continue;
      const position = nextPositions[target] as number;
      nextPositions[target] = position + rows;
      const { from, isFed } = targets[target] as ScanRequest["targets"][number];
      const [place, end] =
        by === "seq" ? [entry.firstSeq, entry.nextSeq] : [position, position + rows];
      if (isFed || end <= from) continue;
      segment.firsts.set(number, { target, position });
      segment.rows += rows;
      if (start?.target === target && place <= start.place) startAt = plan.length;
    }
    if (segment.rows > 0) plan.push(segment);
  }
  return [...plan.slice(startAt), ...plan.slice(0, startAt)];
}
