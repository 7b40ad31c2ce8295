import type { PageEvent } from "../protocol/page-event.ts";

/** Rarely enough to cost an idle page nothing, often enough to be said while somebody looks. */
const CHECK_MS = 10_000;

/**
 * Notices a hook that does not answer, and asks it while sockets of the page live. `silent` is told
 * once how many are known that nobody hears, and `heardAgain` once when it answers after that.
 */
export function createHookWatch(
  pull: () => void,
  silent: (sockets: number) => void,
  heardAgain: () => void,
  pause: (delayMs: number) => Promise<void>,
) {
  const live = new Set<number>();
  let isChecking = false;
  let isSilent = false;

  const check = async () => {
    try {
      while (live.size > 0) {
        await pause(CHECK_MS);
        if (live.size > 0) pull();
      }
    } finally {
      isChecking = false;
    }
  };

  return {
    /** Starts to look where a socket begins; gives the promise of the end, which may fail. */
    async hear(events: readonly PageEvent[]): Promise<void> {
      for (const event of events) {
        if (event.kind === "connecting") live.add(event.id);
        else if (event.kind === "close" || (event.kind === "error" && event.readyState === 3))
          live.delete(event.id);
      }
      if (isChecking || live.size === 0) return;
      isChecking = true;
      await check();
    },
    /** What the hook did with a pull. */
    pulled(answered: boolean): void {
      const wasSilent = isSilent;
      isSilent = !answered;
      if (isSilent && !wasSilent) silent(live.size);
      else if (wasSilent && !isSilent) heardAgain();
    },
    /** It was told to say nothing. */
    forget: () => live.clear(),
  };
}
