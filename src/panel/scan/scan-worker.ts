import type { ScanWorker } from "./scanner.ts";

export const createScanWorker = (): ScanWorker =>
  new Worker(new URL("./scan.worker.ts", import.meta.url), { type: "module", name: "search" });
