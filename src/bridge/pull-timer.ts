/** How long messages may gather before they travel: about a display frame. */
const GATHER_MS = 16;

/**
 * When to pull the hook. `scheduler.postTask` rather than `setTimeout`: the ids of timers are
 * counted for a document as a whole, so the page could see ours. Delayed tasks of a hidden page may
 * be held back by up to a minute, so what is urgent there goes by a message channel.
 */
export function createPullTimer(pull: () => void) {
  const channel = new MessageChannel();
  let waiting: AbortController | null = null;
  let posted = false;

  const cancel = () => {
    waiting?.abort();
    waiting = null;
  };
  channel.port1.onmessage = () => {
    posted = false;
    pull();
  };

  const soon = () => {
    if (waiting) return;
    waiting = new AbortController();
    const { signal } = waiting;
    scheduler
      .postTask(
        () => {
          waiting = null;
          pull();
        },
        { delay: GATHER_MS, signal },
      )
      // Aborted: the batch went sooner.
      .catch(() => {});
  };
  const urgent = () => {
    if (!document.hidden) {
      soon();
    } else if (!posted) {
      posted = true;
      channel.port2.postMessage(null);
    }
  };
  return { cancel, soon, urgent };
}
