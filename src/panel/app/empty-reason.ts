import type { Coverage } from "../../protocol/panel-message.ts";
import type { LinkState } from "../../shared/view-link.ts";

export type EmptyReason =
  | Exclude<Coverage, "watched">
  | "viewer"
  | "connecting"
  | "paused"
  | "no-sockets"
  | "tab-closed"
  | "no-worker"
  | "empty-file";

type Known = {
  connectionCount: number | null;
  coverage: Coverage;
  paused: boolean;
  tabClosed: boolean;
  link: LinkState;
  place: "devtools" | "tab" | "viewer";
  fileOpened: boolean;
};

/** Why the panel would be empty; null where there is something to show. */
export function findEmptyReason(known: Known): EmptyReason | null {
  if (known.connectionCount) return null;
  if (known.fileOpened) return "empty-file";
  if (known.place === "viewer") return "viewer";
  if (known.link === "lost") return "no-worker";
  if (known.connectionCount === null) return known.tabClosed ? "tab-closed" : "connecting";
  if (known.tabClosed) return "tab-closed";
  if (known.paused) return "paused";
  return known.coverage === "watched" ? "no-sockets" : known.coverage;
}

/** Why no row is listed where there is something to say: of all connections, and of those the filter leaves. */
export function emptyListInWords(all: readonly object[], filtered: readonly object[]): string {
  if (filtered.length > 0) return "No connection lived in the chosen time.";
  return all.length > 0 ? "The filter hides every connection." : "No connection was made.";
}

/** What deserves a word above the list although there is something to show. */
export function findWarning(known: Known): string | null {
  if (!known.connectionCount || known.fileOpened || known.place === "viewer") return null;
  if (known.link === "lost") {
    return "Stormglass was reloaded or updated. What is shown stays, but nothing new arrives: close DevTools and open it again.";
  }
  if (known.tabClosed)
    return "The tab is closed. What was seen stays here until you leave, and can be exported.";
  if (known.paused) return "Paused everywhere: nothing new is observed.";
  if (known.coverage === "tab-off") return "This tab is paused: nothing new is observed.";
  if (known.coverage === "off") return "Switched off for this site: nothing new is observed.";
  if (known.coverage === "not-hooked")
    return "This page was loaded before Stormglass: reload it to see its sockets.";
  if (known.coverage === "stopped")
    return "The tab's page stopped: it crashed, was killed, or was discarded to save memory. Reload the tab to go on.";
  return null;
}

/** By whom nothing is observed now; null where the tab is watched, or cannot be. */
export function offBy({
  paused,
  coverage,
}: Pick<Known, "paused" | "coverage">): "everywhere" | "site" | "tab" | null {
  if (paused) return "everywhere";
  if (coverage === "off") return "site";
  return coverage === "tab-off" ? "tab" : null;
}
