export const createTextsWorker = (): Worker =>
  new Worker(new URL("./texts.worker.ts", import.meta.url), { type: "module", name: "filter" });
