/** The sockets of which a page told, until the browser tells of them too: a list apart from the session, which forgets. */
import { cutUrl } from "../session/cut-url.ts";
import type { ConnectionId } from "../session/session.ts";

type Own = { id: ConnectionId; url: string; at: number };
export type OwnSockets = ReturnType<typeof createOwnSockets>;

/** The browser's side and the page's tell of one socket within this time, on a busy machine too. */
export const TOGETHER_MS = 5_000;
/** Those that wait; a page whose policy blocks its sockets makes some that the browser never tells of. */
const MAX_WAITING = 20_000;

export function createOwnSockets() {
  const byUrl = new Map<string, Own[]>();
  let waiting = 0;
  let isComplete = true;
  return {
    /** False where some had to be forgotten: what is unmatched then may be one of those. */
    get isComplete() {
      return isComplete;
    },
    add(own: Own): void {
      if (waiting >= MAX_WAITING) {
        isComplete = false;
        return;
      }
      waiting++;
      const url = cutUrl(own.url);
      const list = byUrl.get(url);
      if (list) list.push({ ...own, url });
      else byUrl.set(url, [{ ...own, url }]);
    },
    /**
     * The one of that address and time, which then waits no more. Of a page that hangs the browser
     * may tell late: then it is one that lived at that time.
     */
    take(
      { url, at }: { url: string; at: number },
      endOf: (id: ConnectionId) => number | null,
    ): ConnectionId | null {
      const list = byUrl.get(url) ?? [];
      const together = list.findIndex((own) => Math.abs(own.at - at) < TOGETHER_MS);
      const place =
        together >= 0
          ? together
          : list.findIndex(
              ({ id, at: since }) =>
                since <= at && (endOf(id) ?? Number.POSITIVE_INFINITY) > at - TOGETHER_MS,
            );
      if (place < 0) return null;
      waiting--;
      const [own] = list.splice(place, 1);
      if (list.length === 0) byUrl.delete(url);
      return own?.id ?? null;
    },
  };
}
