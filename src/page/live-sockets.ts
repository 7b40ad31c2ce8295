import type { PageEvent } from "../protocol/page-event.ts";
import { bareList } from "./builtins.ts";

/**
 * How the sockets that live came to be, whether or not anybody was to be told: a page that was off
 * for a while can then say which ones it has. It holds no socket.
 */
export function createLiveSockets() {
  /** Two of each socket that lives, and browsers allow a page 255 of those. */
  const MAX_EVENTS = 1_000;
  let events = bareList<PageEvent>();

  const forget = (id: number) => {
    const left = bareList<PageEvent>();
    for (let i = 0; i < events.length; i++) {
      const event = events[i] as PageEvent;
      if (!("id" in event) || event.id !== id) left[left.length] = event;
    }
    events = left;
  };

  return {
    hear(event: PageEvent): void {
      if (event.kind === "connecting" || event.kind === "open") {
        if (events.length < MAX_EVENTS) events[events.length] = event;
      } else if (event.kind === "close" || ("readyState" in event && event.readyState === 3)) {
        forget(event.id);
      }
    },
    /** All of it once more, by someone who looks only from now on. */
    tellAgain(watchedFrom: number, tell: (event: PageEvent) => void): void {
      for (let i = 0; i < events.length; i++) {
        const event = events[i] as PageEvent;
        if (event.kind === "connecting") event.watchedFrom = watchedFrom;
        tell(event);
      }
    },
  };
}
