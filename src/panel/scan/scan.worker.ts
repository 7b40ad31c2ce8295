/** The worker that looks through bodies. One scan at a time: a new one ends the one before. */
import { type Database, openDatabase } from "../../store/database.ts";
import type { FilterRow } from "../filter/filter.ts";
import { createRowTester, type RowTester } from "./row-tester.ts";
import type { FedRows, FromScanner, Hits, ScanRequest, ToScanner } from "./scan-protocol.ts";
import { scanStore } from "./scan-store.ts";

let opening: Promise<Database> | null = null;
let current: {
  request: ScanRequest;
  tester: RowTester;
  ends: number[];
  isComplete: boolean;
  fedCount: number;
};
let wantedId = 0;

const say = (message: FromScanner) => postMessage(message);

// A worker hears only the page that started it: the panel.
addEventListener("message", (event: MessageEvent<ToScanner>) => {
  const message = event.data;
  switch (message.kind) {
    case "scan":
      wantedId = message.id;
      void scan(message);
      break;
    case "rows":
      if (message.id === wantedId) takeFed(message);
      break;
    case "cancel":
      wantedId = 0;
      break;
    default:
      message satisfies never;
  }
});

async function scan(request: ScanRequest): Promise<void> {
  const { id, targets } = request;
  try {
    const tester = createRowTester(request.filterText, request.search, request.countsTerms);
    const ends = targets.map(({ from }) => from);
    current = { request, tester, ends, isComplete: true, fedCount: 0 };
    const stored = targets.some(({ isFed }) => !isFed);
    if (stored) await scanRecorded(request, tester);
    if (id !== wantedId) return;
    if (targets.some(({ isFed }) => isFed)) say({ kind: "hungry", id });
    else finish();
  } catch (error) {
    opening = null;
    if (id === wantedId) say({ kind: "failed", id, message: (error as Error).message });
  }
}

async function scanRecorded(request: ScanRequest, tester: RowTester): Promise<void> {
  const { id } = request;
  opening ??= openDatabase(() => {
    opening = null;
  });
  const { ends, isComplete } = await scanStore(await opening, request, tester, {
    isWanted: () => id === wantedId,
    beforeMatching: () => say({ kind: "matching", id }),
    afterStep: sayFound(id, tester),
  });
  if (id === wantedId) current = { ...current, ends, isComplete };
}

const sayFound =
  (id: number, { termCounts }: RowTester) =>
  (hits: Hits[], scannedRows: number, totalRows: number) =>
    say({ kind: "found", id, hits, scannedRows, totalRows, termCounts });

function takeFed({ id, target, rows, places, isLast }: FedRows): void {
  const { request, tester, ends } = current;
  const context = request.targets[target]?.context;
  if (context) {
    say({ kind: "matching", id });
    const found = places.filter((_, i) => tester.test(rows[i] as FilterRow, context));
    const last = places.at(-1);
    if (last !== undefined) ends[target] = last + 1;
    const hits = found.length > 0 ? [{ target, places: Uint32Array.from(found) }] : [];
    current.fedCount += rows.length;
    sayFound(id, tester)(hits, current.fedCount, current.fedCount);
  }
  if (isLast) finish();
  else say({ kind: "hungry", id });
}

const finish = () =>
  say({
    kind: "done",
    id: current.request.id,
    ends: current.ends,
    isComplete: current.isComplete,
  });
