import type { Coverage } from "../protocol/panel-message.ts";
import type { Session } from "../session/session.ts";
import { browser } from "../shared/browser.ts";

/** Pages that no extension may read, whatever the user allows. */
const RESTRICTED =
  /^(?:chrome|edge|brave|about|devtools|chrome-extension|moz-extension|view-source|chrome-untrusted|chrome-search):|^https:\/\/(?:chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org)/;

/** Why a tab shows nothing, or that it is watched. */
export async function findCoverage(
  session: Session,
  tabUrl: string | null,
  off: boolean,
): Promise<Coverage> {
  const top = [...session.documents.values()].find(
    (document) => document.top && document.page === session.page && document.state !== "gone",
  );
  if (off) return "off";
  if (top) return top.hooked ? "watched" : "no-scripts";
  // about:blank belongs to the page that made it, and is hooked like any other.
  if (tabUrl === null || RESTRICTED.test(tabUrl)) return "restricted";
  return (await hasAccess(tabUrl)) ? "not-hooked" : "no-access";
}

async function hasAccess(url: string): Promise<boolean> {
  try {
    const { protocol, hostname } = new URL(url);
    const origin = protocol === "file:" ? "file:///*" : `${protocol}//${hostname}/*`;
    return await browser.permissions.contains({ origins: [origin] });
  } catch {
    return false;
  }
}
