/** The panel's side of the worker that looks through bodies. */
import type { FilterRow } from "../filter/filter.ts";
import type { FedRows, FromScanner, Hits, ScanRequest, ToScanner } from "./scan-protocol.ts";

export type ScanOrder = Omit<ScanRequest, "kind" | "id">;
export type ScanProgress = { scannedRows: number; totalRows: number; termCounts: number[] };

export type ScanListener = {
  onFound(hits: Hits[], progress: ScanProgress): void;
  onDone(ends: number[], isComplete: boolean): void;
  onProblem(message: string): void;
};

/** Rows of a target that is fed: at most `limit` from a place on. */
export type Feed = (target: number, from: number, limit: number) => Promise<FedRow[]>;
type FedRow = FilterRow & { seq: number };

export type ScanWorker = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

export type Scanner = {
  /** Ends the scan before. */
  scan(order: ScanOrder, feed: Feed, listener: ScanListener): void;
  cancel(): void;
  close(): void;
};

/** What takes longer has no end in sight: one step is at most a few MiB. */
const PATIENCE_MS = 4_000;
const FEED_ROWS = 500;

const NEVER_ENDS =
  "The search was stopped: on one of the messages the expression does not come to an end. Repeats within repeats, such as (a+)+, are the usual cause.";

export function createScanner(createWorker: () => ScanWorker, patienceMs = PATIENCE_MS): Scanner {
  let worker: ScanWorker | null = null;
  let id = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: { order: ScanOrder; feed: Feed; listener: ScanListener; fed: FedPlace } | null =
    null;

  const send = (message: ToScanner) => worker?.postMessage(message);

  const stop = (problem?: string) => {
    clearTimeout(timer);
    const stopped = running;
    running = null;
    if (problem !== undefined) stopped?.listener.onProblem(problem);
  };

  const kill = (problem?: string) => {
    worker?.terminate();
    worker = null;
    stop(problem);
  };

  const hear = (message: FromScanner) => {
    if (!running || message.id !== id) return;
    clearTimeout(timer);
    const { listener } = running;
    switch (message.kind) {
      case "matching":
        timer = setTimeout(() => kill(NEVER_ENDS), patienceMs);
        break;
      case "found": {
        const { hits, scannedRows, totalRows, termCounts } = message;
        listener.onFound(hits, { scannedRows, totalRows, termCounts });
        break;
      }
      case "hungry":
        void feedNext();
        break;
      case "done":
        stop();
        listener.onDone(message.ends, message.isComplete);
        break;
      case "failed":
        stop(message.message);
        break;
      default:
        message satisfies never;
    }
  };

  const feedNext = async () => {
    const scan = running;
    if (!scan) return;
    const { order, feed, fed } = scan;
    const wantedId = id;
    try {
      const { target, from } = fed;
      const rows = await feed(target, from, FEED_ROWS);
      if (wantedId !== id || running !== scan) return;
      const places = rows.map(({ seq }, i) => (order.by === "seq" ? seq : from + i));
      if (rows.length < FEED_ROWS) scan.fed = nextFed(order, target + 1);
      else fed.from = (places.at(-1) ?? from) + 1;
      const isLast = scan.fed.target >= order.targets.length;
      send({ kind: "rows", id, target, rows, places, isLast } satisfies FedRows);
    } catch (error) {
      if (running === scan) stop((error as Error).message);
    }
  };

  return {
    scan(order, feed, listener) {
      stop();
      if (!worker) {
        worker = createWorker();
        // Our own file, in a worker that only we have.
        worker.addEventListener("message", ({ data }: MessageEvent) => hear(data as FromScanner));
        worker.addEventListener("error", () => kill("The search could not be started"));
      }
      running = { order, feed, listener, fed: nextFed(order, 0) };
      send({ ...order, kind: "scan", id: ++id });
    },
    cancel() {
      stop();
      send({ kind: "cancel" });
    },
    close: () => kill(),
  };
}

type FedPlace = { target: number; from: number };

/** The next target whose rows the panel must hand over. */
function nextFed({ targets }: ScanOrder, from: number): FedPlace {
  let target = from;
  while (target < targets.length && !targets[target]?.isFed) target++;
  return { target, from: targets[target]?.from ?? 0 };
}
