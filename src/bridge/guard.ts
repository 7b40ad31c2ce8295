import { beginningOf } from "../protocol/cut-text.ts";
import { MAX_ERROR } from "../protocol/longest.ts";
import type { PageEvent } from "../protocol/page-event.ts";

type Failed = { count: number; error: string };

/**
 * Every entry into the bridge (listeners, tasks, promises) goes through it: what fails is counted
 * and told, and reaches neither the page nor its console. `tell` is called when there is something.
 */
export function createGuard(tell: () => void) {
  let failed: Failed | null = null;
  /** From the first failure until it was told: what fails in the telling leaves with what comes next. */
  let isTelling = false;

  const tellAll = () => {
    try {
      if (failed) tell();
    } catch (thrown) {
      fail(thrown);
    }
    isTelling = false;
  };

  /** `lost`: so many messages and events went with it. */
  const fail = (thrown: unknown, lost = 1): void => {
    failed ??= { count: 0, error: wordsOf(thrown) };
    failed.count += lost;
    if (isTelling) return;
    isTelling = true;
    // Not at once: what is being sent keeps its order.
    queueMicrotask(tellAll);
  };

  const run = (part: () => unknown): void => {
    try {
      const running = part();
      if (running instanceof Promise) running.catch((thrown) => fail(thrown));
    } catch (thrown) {
      fail(thrown);
    }
  };

  return {
    fail,
    run,
    /** The same function, that never throws. */
    wrap:
      <Args extends unknown[]>(part: (...args: Args) => unknown) =>
      (...args: Args): void =>
        run(() => part(...args)),
    /** What is to be told, once. */
    take(): Failed | null {
      const taken = failed;
      failed = null;
      return taken;
    },
  };
}

export type Guard = ReturnType<typeof createGuard>;

/** As an event of the page. */
export const failedSteps = ({ count, error }: Failed, at: number, seq: number): PageEvent => ({
  ...{ kind: "dropped", at, seq, count, sizeBytes: 0, why: "hook-error", what: "steps", error },
});

const wordsOf = (thrown: unknown): string =>
  beginningOf(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : "Error: ", MAX_ERROR);
