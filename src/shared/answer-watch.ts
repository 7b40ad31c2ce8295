/** Far longer than a busy background takes: what waits is sent again by the new port. */
const SILENCE_MS = 20_000;

/**
 * Notices a port that swallows: Chromium may leave one open whose worker was stopped. `reopen` is
 * called where something waits and nothing was acknowledged all the while.
 */
export function createAnswerWatch(
  isWaiting: () => boolean,
  reopen: () => void,
  pause: (delayMs: number) => Promise<void>,
) {
  let answers = 0;
  let isWatching = false;

  const watch = async () => {
    try {
      while (isWaiting()) {
        const before = answers;
        await pause(SILENCE_MS);
        if (isWaiting() && answers === before) reopen();
      }
    } finally {
      isWatching = false;
    }
  };

  return {
    /** Something was sent that wants an answer. Gives the promise of the end, which may fail. */
    async sent(): Promise<void> {
      if (isWatching) return;
      isWatching = true;
      await watch();
    },
    answered(): void {
      answers++;
    },
  };
}
