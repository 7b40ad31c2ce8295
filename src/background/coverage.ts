import type { Coverage } from "../protocol/panel-message.ts";
import type { Lifecycle, Session } from "../session/session.ts";
import { browser } from "../shared/browser.ts";

/** Pages that no extension may read, whatever the user allows. */
const RESTRICTED =
  /^(?:chrome|edge|brave|about|devtools|chrome-extension|moz-extension|view-source|chrome-untrusted|chrome-search):|^https:\/\/(?:chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org)/;

/** Why a tab shows nothing, or that it is watched. */
export async function findCoverage(
  session: Session,
  tabUrl: string | null,
  off: "off" | "tab-off" | null,
): Promise<Coverage> {
  const top = [...session.documents.values()].find(
    (document) => document.top && document.page === session.page && document.state !== "gone",
  );
  if (off) return off;
  if (top) return top.hooked ? "watched" : top.prepared ? "prepared" : "no-scripts";
  if (isStopped(session)) return "stopped";
  // The browser does not tell the address of a page that we have no access to.
  if (tabUrl === null) return (await hasAccess("<all_urls>")) ? "restricted" : "no-access";
  // about:blank belongs to the page that made it, and is hooked like any other.
  if (RESTRICTED.test(tabUrl)) return "restricted";
  return (await hasAccess(originPattern(tabUrl))) ? "not-hooked" : "no-access";
}

/** Nothing was loaded since the page stopped. */
function isStopped({ lifecycle }: Session): boolean {
  const last = lifecycle.findLast(({ kind }) => kind === "navigated" || STOPS.has(kind));
  return last !== undefined && STOPS.has(last.kind);
}

const STOPS = new Set<Lifecycle["kind"]>(["crashed", "discarded"]);

function originPattern(url: string): string {
  const { protocol, hostname } = new URL(url);
  return protocol === "file:" ? "file:///*" : `${protocol}//${hostname}/*`;
}

/** False, too, for a scheme that no permission covers. */
const hasAccess = (origin: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [origin] }).catch(() => false);
