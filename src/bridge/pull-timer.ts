import type { Mode } from "../protocol/orders.ts";

/** How long messages may gather before they travel: about a display frame after a silence … */
const GATHER_MS = 16;
/** … and longer while they keep coming, because each batch costs about as much as 100 messages. */
const STEADY_GATHER_MS = { record: 100, watch: 250, off: 250 } satisfies Record<Mode, number>;
/** A silence of this length ends a steady traffic. */
const SILENCE_MS = 500;

/**
 * When to pull the hook. `scheduler.postTask` rather than `setTimeout`: the ids of timers are
 * counted for a document as a whole, so the page could see ours. Delayed tasks of a hidden page may
 * be held back by up to a minute, so what is urgent there goes by a message channel.
 */
export function createPullTimer(pull: () => void) {
  const channel = new MessageChannel();
  let waiting: { abort: AbortController; at: number } | null = null;
  let posted = false;
  let pulledAt = Number.NEGATIVE_INFINITY;
  let steadyGatherMs: number = STEADY_GATHER_MS.watch;

  const cancel = () => {
    waiting?.abort.abort();
    waiting = null;
    pulledAt = performance.now();
  };
  channel.port1.onmessage = () => {
    posted = false;
    pull();
  };

  const pullAfter = (delay: number) => {
    const at = performance.now() + delay;
    if (waiting && waiting.at <= at) return;
    waiting?.abort.abort();
    const abort = new AbortController();
    scheduler
      .postTask(
        () => {
          waiting = null;
          pull();
        },
        { delay, signal: abort.signal },
      )
      // Aborted: the batch went sooner.
      .catch(() => {});
    waiting = { abort, at };
  };
  const soon = () => {
    if (waiting) return;
    pullAfter(performance.now() - pulledAt < SILENCE_MS ? steadyGatherMs : GATHER_MS);
  };
  const urgent = () => {
    if (!document.hidden) {
      pullAfter(GATHER_MS);
    } else if (!posted) {
      posted = true;
      channel.port2.postMessage(null);
    }
  };
  return {
    cancel,
    soon,
    urgent,
    /** What is recorded, someone may be looking at. */
    setMode(mode: Mode): void {
      steadyGatherMs = STEADY_GATHER_MS[mode];
    },
  };
}
