import type { LogRecord } from "./record.ts";

/** Two seconds: what was written late, or by another process, goes back by less. */
const BACK_MS = 2_000;

/**
 * A line is written at the end. One of a long life that is dated before its neighbours has the time
 * of its begin; one that is dated as they are has that of its end.
 */
export function createOrder() {
  let newest = Number.NEGATIVE_INFINITY;
  let newestOther = Number.NEGATIVE_INFINITY;
  let begins = 0;
  let ends = 0;
  return {
    add({ either, status }: LogRecord): void {
      const at = either?.at ?? Number.NaN;
      if (status === 101) {
        if (at < newest - BACK_MS) begins++;
        else if (at <= newestOther + BACK_MS && at >= newestOther - BACK_MS) ends++;
      } else if (at > newestOther) newestOther = at;
      if (at > newest) newest = at;
    },
    edge: (): "begin" | "end" | null =>
      begins > ends ? "begin" : ends > begins * 4 ? "end" : null,
  };
}
