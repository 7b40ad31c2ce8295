import { numbersAt, ROW_BLOB } from "../../protocol/rows.ts";
import {
  type Database,
  type IndexEntry,
  keysOfRows,
  keysOfTab,
  type Segment,
} from "../../store/database.ts";
import { SEGMENT_BYTES, seqAt } from "../../store/segment.ts";
import type { RowTester } from "./row-tester.ts";
import { type PlannedSegment, planScan } from "./scan-plan.ts";
import type { Hits, ScanRequest } from "./scan-protocol.ts";

/** The first hit should come at once, so the first steps are short; long ones cost less. */
const FIRST_STEP_BYTES = 128 * 1024;
const LAST_STEP_BYTES = 4 * 1024 * 1024;

export type ScanSteps = {
  /** Between two steps: false where the scan is not wanted any more. */
  isWanted(): boolean;
  beforeMatching(): void;
  afterStep(hits: Hits[], scannedRows: number, totalRows: number): void;
};

export type ScanEnd = { ends: number[]; isComplete: boolean };

/** Looks through the recorded rows of the targets, segment by segment. */
export async function scanStore(
  database: Database,
  request: ScanRequest,
  tester: RowTester,
  steps: ScanSteps,
): Promise<ScanEnd> {
  const entries = await database.getAll("index", keysOfTab(request.tabId));
  const plan = planScan(entries, request);
  const totalRows = plan.reduce((sum, { rows }) => sum + rows, 0);
  const ends = request.targets.map(({ from }) => from);
  let scannedRows = 0;
  const missed: PlannedSegment[] = [];
  let stepBytes = FIRST_STEP_BYTES;
  let next = readStep(database, request, plan, 0, stepBytes);
  while (true) {
    const { step, segments, to } = await next;
    if (!steps.isWanted() || step.length === 0) {
      leaveForLater(missed, request, ends);
      return { ends, isComplete: true };
    }
    stepBytes = Math.min(stepBytes * 2, LAST_STEP_BYTES);
    // The disk works while this thread matches.
    next = readStep(database, request, plan, to, stepBytes);
    steps.beforeMatching();
    const found = new Map<number, number[]>();
    let isComplete = true;
    for (const [i, planned] of step.entries()) {
      const segment = segments[i];
      if (!segment && request.by === "position") {
        // The positions after it are not sure.
        isComplete = false;
        break;
      }
      scannedRows += planned.rows;
      if (!segment) {
        missed.push(planned);
        continue;
      }
      scanSegment(planned, segment, request, tester, found, ends);
    }
    steps.afterStep(toHits(found), scannedRows, totalRows);
    if (!isComplete) return { ends, isComplete };
  }
}

/**
 * Small segments go where they are joined with the one before them: what they had is looked for
 * again next time. Large ones go only where they are deleted.
 */
function leaveForLater(
  missed: readonly PlannedSegment[],
  { targets }: ScanRequest,
  ends: number[],
): void {
  for (const { entry, firsts } of missed) {
    if (entry.storedBytes >= SEGMENT_BYTES) continue;
    for (const { target } of firsts.values()) {
      const from = targets[target]?.from ?? 0;
      ends[target] = Math.max(from, Math.min(ends[target] ?? from, entry.firstSeq));
    }
  }
}

async function readStep(
  database: Database,
  { tabId, by }: ScanRequest,
  plan: PlannedSegment[],
  from: number,
  maxBytes: number,
) {
  let to = from;
  let bytes = 0;
  while (to < plan.length && (to === from || bytes < maxBytes)) {
    bytes += (plan[to++] as PlannedSegment).entry.storedBytes;
  }
  const step = plan.slice(from, to);
  const segments = await Promise.all(
    step.map(({ entry }) => readSegment(database, tabId, entry, by)),
  );
  return { step, segments, to };
}

async function readSegment(
  database: Database,
  tabId: number,
  entry: IndexEntry,
  by: ScanRequest["by"],
): Promise<Segment | null> {
  const segment = await database.get("segments", [tabId, entry.documentId, entry.firstSeq]);
  // Joined with the one before it.
  if (!segment) return null;
  // Rows were deleted from its midst, and with them the positions of those that follow.
  if (by === "position" && segment.connection.length < entry.rows) return null;
  if (!entry.hasBlobs) return segment;
  const late = await database.getAll("lateBodies", keysOfRows(tabId, entry));
  const bodyOf = new Map(late.map(({ seq, body }) => [seq, body]));
  const bodies = Array.from(segment.connection.keys(), (i) =>
    (segment.flags[i] as number) & ROW_BLOB
      ? (segment.bodies?.[i] ?? bodyOf.get(seqAt(segment, i)) ?? null)
      : (segment.bodies?.[i] ?? null),
  );
  return { ...segment, bodies };
}

function scanSegment(
  { entry, firsts }: PlannedSegment,
  segment: Segment,
  { targets, by }: ScanRequest,
  tester: RowTester,
  found: Map<number, number[]>,
  ends: number[],
): void {
  const { connection, bodies } = segment;
  const nextPositions = new Map([...firsts].map(([number, { position }]) => [number, position]));
  // Positions, not past what the index knew: a joined segment has grown since.
  const rows = by === "seq" ? connection.length : Math.min(entry.rows, connection.length);
  for (let i = 0; i < rows; i++) {
    const number = connection[i] as number;
    const first = firsts.get(number);
    if (!first) continue;
    const position = nextPositions.get(number) as number;
    nextPositions.set(number, position + 1);
    const { target } = first;
    const { from, context } = targets[target] as ScanRequest["targets"][number];
    const place = by === "seq" ? seqAt(segment, i) : position;
    if (place < from) continue;
    ends[target] = Math.max(ends[target] as number, place + 1);
    const row = { ...numbersAt(segment, i), body: bodies?.[i] ?? null };
    if (!tester.test(row, context)) continue;
    const places = found.get(target);
    if (places) places.push(place);
    else found.set(target, [place]);
  }
}

const toHits = (found: Map<number, number[]>): Hits[] =>
  [...found].map(([target, places]) => ({ target, places: Uint32Array.from(places) }));
