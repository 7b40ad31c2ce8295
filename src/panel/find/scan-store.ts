import { ROW_BLOB } from "../../protocol/rows.ts";
import { type Database, keysOfRows, keysOfTab, type Segment } from "../../store/database.ts";
import { seqAt } from "../../store/segment.ts";
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
  let stepBytes = FIRST_STEP_BYTES;
  let next = readStep(database, request.tabId, plan, 0, stepBytes);
  while (true) {
    const { step, segments, to } = await next;
    if (!steps.isWanted() || step.length === 0) return { ends, isComplete: true };
    stepBytes = Math.min(stepBytes * 2, LAST_STEP_BYTES);
    // The disk works while this thread matches.
    next = readStep(database, request.tabId, plan, to, stepBytes);
    steps.beforeMatching();
    const found = new Map<number, number[]>();
    let isComplete = true;
    for (const [i, planned] of step.entries()) {
      const segment = segments[i];
      // The positions after it are not sure.
      if (!segment) {
        isComplete = false;
        break;
      }
      scanSegment(planned, segment, request, tester, found, ends);
      scannedRows += planned.rows;
    }
    steps.afterStep(toHits(found), scannedRows, totalRows);
    if (!isComplete) return { ends, isComplete };
  }
}

async function readStep(
  database: Database,
  tabId: number,
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
  const segments = await Promise.all(step.map((planned) => readSegment(database, tabId, planned)));
  return { step, segments, to };
}

async function readSegment(database: Database, tabId: number, { entry }: PlannedSegment) {
  const segment = await database.get("segments", [tabId, entry.documentId, entry.firstSeq]);
  // Joined with the one before it, or rows were deleted from its midst.
  if (!segment || segment.connection.length < entry.rows) return null;
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
  { targets }: ScanRequest,
  tester: RowTester,
  found: Map<number, number[]>,
  ends: number[],
): void {
  const { connection, at, flags, shape, sizeBytes, bodies } = segment;
  const nextPositions = new Map([...firsts].map(([number, { position }]) => [number, position]));
  // Not past what the index knew: a joined segment has grown since.
  const rows = Math.min(entry.rows, connection.length);
  for (let i = 0; i < rows; i++) {
    const number = connection[i] as number;
    const first = firsts.get(number);
    if (!first) continue;
    const position = nextPositions.get(number) as number;
    nextPositions.set(number, position + 1);
    const { target } = first;
    const { from, context } = targets[target] as ScanRequest["targets"][number];
    if (position < from) continue;
    ends[target] = Math.max(ends[target] as number, position + 1);
    const row = {
      at: at[i] as number,
      flags: flags[i] as number,
      shape: shape[i] as number,
      sizeBytes: sizeBytes[i] as number,
      body: bodies?.[i] ?? null,
    };
    if (!tester.test(row, context)) continue;
    const positions = found.get(target);
    if (positions) positions.push(position);
    else found.set(target, [position]);
  }
}

const toHits = (found: Map<number, number[]>): Hits[] =>
  [...found].map(([target, positions]) => ({ target, positions: Uint32Array.from(positions) }));
